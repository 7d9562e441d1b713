import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds the plugin that the tests run. */
export function setup(): void {
  const script = fileURLToPath(new URL("../../../../scripts/toolchains/build.ts", import.meta.url));
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  execFileSync(process.execPath, [script, "c"], { cwd, stdio: "inherit" });
}
