import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Workload } from "../workloads.ts";
import type { NativeProgram, NativeTarget } from "./program.ts";

const serve = fileURLToPath(new URL("typescript/serve.ts", import.meta.url));

/** The workload in TypeScript, run by the Node that runs this: there is nothing to compile, and one target. */
export async function buildTypeScript(workload: Workload, target: NativeTarget): Promise<NativeProgram[]> {
  if (target === "machine") return [];
  const source = join(workload.folder, "typescript/workload.ts");
  const command = [process.execPath, serve, source] as const;
  return [{ language: "typescript", target, compiler: `Node ${process.version.slice(1)}`, command }];
}
