import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findToolchain } from "../../packages/toolchains/src/index.ts";
import type { Workload } from "../workloads.ts";

const goBuild = fileURLToPath(new URL("../../templates/go/build.mjs", import.meta.url));

/** The workload's Go by the standard compiler, built beside its project, whose relative paths it needs. */
export async function standardGo(workload: Workload): Promise<string> {
  const { env } = await findToolchain("go");
  const output = fileURLToPath(new URL(`../target/standard-go-${workload.name}.wasm`, import.meta.url));
  if (existsSync(output)) rmSync(output);
  const project = join(workload.folder, "go");
  const copy = mkdtempSync(join(workload.folder, "standard-go-"));
  try {
    cpSync(project, copy, { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [goBuild, "--compiler", "go"], {
      cwd: copy,
      env,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`standard Go: ${stderr.trim().split("\n").at(-1)}`);
    cpSync(join(copy, `build/${workload.name}.wasm`), output);
    return output;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
