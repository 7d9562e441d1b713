import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NativeSource, NativeTarget } from "./program.ts";

const programs = fileURLToPath(new URL("../target/native/", import.meta.url));

/** Where a native program goes. */
export function programPath({ name }: NativeSource, compiler: string, target: NativeTarget): string {
  return join(programs, name, `${compiler}-${target}`);
}
