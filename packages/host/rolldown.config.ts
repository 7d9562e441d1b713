import { defineConfig, type Plugin, type RolldownOptions } from "rolldown";

// Bundled, because loading a hundred files takes longer than starting a plugin. So are @vial/pdk-types and valibot, of which
// little is left: the host's declarations speak of both, which is why they are dependencies all the same.
const shared = {
  platform: "node",
  external: [/^node:/, /^ajv\//, "@extism/extism", "ipaddr.js", "re2js", "semver", /^undici/],
} satisfies RolldownOptions;

const main = "src/index.ts";

/** What loads with the main entry; noted once all modules are known. */
const loadedAtStart = new Set<string>();

const noteWhatLoadsAtStart: Plugin = {
  name: "note-what-loads-at-start",
  buildEnd() {
    const open = [...this.getModuleIds()].filter((id) => id.replaceAll("\\", "/").endsWith(`/${main}`));
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (loadedAtStart.has(id)) continue;
      loadedAtStart.add(id);
      open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
    }
  },
};

export default defineConfig([
  {
    ...shared,
    input: {
      index: main,
      extism: "src/extism.ts",
      "module/index": "src/module/index.ts",
      releases: "src/releases.ts",
    },
    plugins: [noteWhatLoadsAtStart],
    output: {
      dir: "dist",
      format: "esm",
      sourcemap: true,
      chunkFileNames: "[name].js",
      cleanDir: true,
      // Each further file would cost a start half a millisecond.
      codeSplitting: { groups: [{ name: "host", test: (id) => loadedAtStart.has(id) }] },
    },
  },
  // One file each: every thread and every process loads its own anew, and it is all that a process is allowed to read.
  ...[
    { input: { worker: "src/vial-engine/thread/worker.ts" }, extension: "js" },
    { input: { compiler: "src/admission/compiler-worker.ts" }, extension: "js" },
    { input: { child: "src/vial-engine/process/child.ts" }, extension: "mjs" },
  ].map(({ input, extension }) => ({
    ...shared,
    input,
    output: { dir: "dist", format: "esm" as const, sourcemap: true, entryFileNames: `[name].${extension}` },
  })),
]);
