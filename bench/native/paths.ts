import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Workload } from "../workloads.ts";
import type { NativeTarget } from "./program.ts";

const programs = fileURLToPath(new URL("../target/native/", import.meta.url));

/** Where a workload's native program goes. */
export function programPath(workload: Workload, compiler: string, target: NativeTarget): string {
  return join(programs, workload.name, `${compiler}-${target}`);
}
