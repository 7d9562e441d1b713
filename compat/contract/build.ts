/** Builds the contract plugin of every language, and the one that tries Go's heap, each with its template's build script. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { languages } from "./cells.ts";

const builder = fileURLToPath(new URL("../../scripts/toolchains/build.ts", import.meta.url));
const plugins = [
  ...languages.map((language) => ({ language, folder: language })),
  { language: "go", folder: "go-heap" },
];
const failed = plugins
  .filter(({ language, folder }) => {
    const cwd = fileURLToPath(new URL(`plugins/${folder}/`, import.meta.url));
    return spawnSync(process.execPath, [builder, language], { cwd, stdio: "inherit" }).status !== 0;
  })
  .map(({ folder }) => folder);
if (failed.length > 0) {
  console.error(`These contract plugins could not be built: ${failed.join(", ")}`);
  process.exitCode = 1;
}
