import { fileURLToPath } from "node:url";
import { findPackage } from "../npm-package.ts";
import type { Machine } from "../toolchain.ts";
import type { Clang } from "./index.ts";

/** Clang and wasm-ld compiled to WebAssembly, from the npm package `@yowasp/clang`, if that is installed. */
export function yowaspClang(machine: Machine): Clang | undefined {
  const found = findPackage("@yowasp/clang", machine);
  if (!found) return undefined;
  return {
    version: found.version,
    name: `@yowasp/clang ${found.version}`,
    folders: [fileURLToPath(new URL("../../recipes/yowasp", import.meta.url))],
    standIn: true,
  };
}
