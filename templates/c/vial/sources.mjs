// What the PDK is made of, for whoever compiles it.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The C sources of a folder, in the order of their names.
 *
 * @param {string} folder
 */
export function sourcesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".c"))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The folders of the PDK's sources and headers, for `-I`. */
export const folders = ["./", "json/"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

export const sources = folders.flatMap(sourcesIn);

/** What stands in for the host in a native program. */
export const nativeHost = fileURLToPath(new URL("native/vial_native.c", import.meta.url));

/** The call's memory in a native program, made to find mistakes rather than to be fast. */
export const nativeMemory = fileURLToPath(new URL("native/vial_native_memory.c", import.meta.url));
