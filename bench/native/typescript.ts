import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NativeProgram, NativeSource, NativeTarget } from "./program.ts";

const serve = fileURLToPath(new URL("typescript/serve.ts", import.meta.url));

/** The workload in TypeScript, run by the Node that runs this: there is nothing to compile, and one target. */
export async function buildTypeScript(
  { project }: NativeSource,
  target: NativeTarget,
): Promise<NativeProgram[]> {
  if (target === "machine") return [];
  const command = [process.execPath, serve, join(project, "workload.ts")] as const;
  return [{ language: "typescript", target, compiler: `Node ${process.version.slice(1)}`, command }];
}
