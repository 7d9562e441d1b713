import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds the plugin that the tests run, unless it is up to date. */
export function setup(): void {
  const script = fileURLToPath(new URL("../../build.ts", import.meta.url));
  execFileSync(process.execPath, [script], { stdio: "inherit" });
}
