import { defineConfig } from "rolldown";

// Bundled, @vial/pdk-types included, because loading some sixty files takes longer than starting a plugin, and every worker loads them anew.
export default defineConfig({
  input: {
    index: "src/index.ts",
    extism: "src/extism.ts",
    worker: "src/vial-engine/thread/worker.ts",
  },
  platform: "node",
  external: [/^node:/, /^ajv\//, "@extism/extism", "re2js", "valibot"],
  output: { dir: "dist", format: "esm", sourcemap: true, chunkFileNames: "[name].js", cleanDir: true },
});
