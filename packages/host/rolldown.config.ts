import { defineConfig, type RolldownOptions } from "rolldown";

// Bundled, @vial/pdk-types included, because loading some sixty files takes longer than starting a plugin, and every worker loads them anew.
const shared = {
  platform: "node",
  external: [/^node:/, /^ajv\//, "@extism/extism", "ipaddr.js", "re2js", "semver", /^undici/, "valibot"],
} satisfies RolldownOptions;

export default defineConfig([
  {
    ...shared,
    input: {
      index: "src/index.ts",
      extism: "src/extism.ts",
      "module/index": "src/module/index.ts",
      releases: "src/releases.ts",
      worker: "src/vial-engine/thread/worker.ts",
      compiler: "src/admission/compiler-worker.ts",
    },
    output: { dir: "dist", format: "esm", sourcemap: true, chunkFileNames: "[name].js", cleanDir: true },
  },
  // One file, which is all that a child process is allowed to read.
  {
    ...shared,
    input: { child: "src/vial-engine/process/child.ts" },
    output: { dir: "dist", format: "esm", sourcemap: true, entryFileNames: "[name].mjs" },
  },
]);
