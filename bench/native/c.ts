import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNativeC, type NativeCompiler } from "../../packages/toolchains/src/index.ts";
import * as pdk from "../../templates/c/vial/sources.mjs";
import { compile } from "./compile.ts";
import { programPath } from "./paths.ts";
import type { NativeProgram, NativeSource, NativeTarget } from "./program.ts";

/** The loop around a workload, and memory for it. */
const own = fileURLToPath(new URL("c/", import.meta.url));

/** The plugin's export. */
const notNative = "plugin.c";

/** The program by every C compiler there is, each with whole-program optimisation, as the plugin has it. */
export async function buildC(source: NativeSource, target: NativeTarget): Promise<NativeProgram[]> {
  const { found } = await findNativeC();
  return await Promise.all(found.map((compiler) => buildWith(compiler, source, target)));
}

async function buildWith(
  { compiler, version, env }: NativeCompiler,
  source: NativeSource,
  target: NativeTarget,
): Promise<NativeProgram> {
  const path = programPath(source, compiler, target);
  mkdirSync(dirname(path), { recursive: true });
  const { project, cSources = join(project, "src") } = source;
  const folders = [cSources, join(project, "native"), own];
  const sources = folders.flatMap(pdk.sourcesIn).filter((file) => basename(file) !== notNative);
  const args = [
    "-std=gnu11",
    "-O3",
    "-flto",
    // GNU ld does not read what clang leaves for the linker to optimise.
    ...(compiler === "clang" && process.platform === "linux" ? ["-fuse-ld=lld"] : []),
    // A fused multiply and add gives other digits than WebAssembly, which has none.
    "-ffp-contract=off",
    ...(target === "machine" ? ["-march=native"] : []),
    ...[...folders, ...pdk.folders].map((folder) => `-I${folder}`),
    "-o",
    path,
    ...sources,
    ...pdk.sources,
    pdk.nativeHost,
    "-lm",
  ];
  await compile(compiler, args, { cwd: project, env });
  return { language: "c", target, compiler: `${compiler} ${version}`, command: [path] };
}
