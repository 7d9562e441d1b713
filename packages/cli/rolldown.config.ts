import { relative, resolve } from "node:path";
import { defineConfig } from "rolldown";

const source = resolve("src");
/** What the command line itself is made of, as opposed to what its commands do. */
const commandLine = /^(?:program|arguments)\.ts$|^command-line\//;

// `vial --help`, and every command before it does anything, loads the command line: forty files, Commander among them, take
// longer to load than to run. They become one, which takes the place of the compiled program.js. All else stays as it is.
export default defineConfig({
  input: { program: "src/program.ts" },
  platform: "node",
  plugins: [
    {
      name: "only-the-command-line",
      resolveId: (id, importer) => {
        if (!id.startsWith(".") || importer === undefined || !importer.startsWith(source)) return undefined;
        const path = relative(source, resolve(importer, "..", id)).replaceAll("\\", "/");
        return commandLine.test(path)
          ? undefined
          : { id: `./${path.replace(/\.ts$/, ".js")}`, external: true };
      },
    },
  ],
  output: { dir: "dist", format: "esm" },
});
