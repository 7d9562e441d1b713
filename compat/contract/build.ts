/** Builds the contract plugin of every language, each with its template's build script. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { languages } from "./cells.ts";

const builder = fileURLToPath(new URL("../../scripts/toolchains/build.ts", import.meta.url));
const failed = languages.filter((language) => {
  const cwd = fileURLToPath(new URL(`plugins/${language}/`, import.meta.url));
  return spawnSync(process.execPath, [builder, language], { cwd, stdio: "inherit" }).status !== 0;
});
if (failed.length > 0) {
  console.error(`These contract plugins could not be built: ${failed.join(", ")}`);
  process.exitCode = 1;
}
