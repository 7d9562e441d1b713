import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type EncodedSourceMap, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { ByteCursor } from "./dwarf/byte-cursor.ts";
import { LineTable, type SourcePosition } from "./dwarf/line-table.ts";

/**
 * Where a module's code comes from: by DWARF in it (Rust, Go, C), or by a source map beside it (AssemblyScript).
 *
 * @returns what finds the place of an offset, in bytes from the start of the code section's contents; undefined for a
 *   module without either, as release builds are
 */
export async function sourcePlaces(
  path: string,
  module: WebAssembly.Module,
  codeStart: number,
): Promise<((offset: number) => SourcePosition | undefined) | undefined> {
  const section = (name: string): Uint8Array | undefined => {
    const [first] = WebAssembly.Module.customSections(module, name);
    return first && new Uint8Array(first);
  };
  const debugLine = section(".debug_line");
  if (debugLine) {
    const empty = new Uint8Array([0]);
    const texts = {
      lineStrings: section(".debug_line_str") ?? empty,
      strings: section(".debug_str") ?? empty,
    };
    const table = new LineTable(debugLine, texts);
    return (offset) => table.positionAt(offset);
  }
  const url = section("sourceMappingURL");
  return url && (await readSourceMap(path, url, codeStart));
}

/** https://tc39.es/ecma426/#sec-linking-wasm: columns of line 1 are offsets in the file. */
async function readSourceMap(
  path: string,
  url: Uint8Array,
  codeStart: number,
): Promise<((offset: number) => SourcePosition | undefined) | undefined> {
  const name = new ByteCursor(url).sized();
  const text = await readFile(join(dirname(path), name), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // The root is a folder of the compiler's own; without it sources are as the project names them.
  const map = new TraceMap({ ...(JSON.parse(text) as EncodedSourceMap), sourceRoot: "" });
  return (offset) => {
    const { source, line, column } = originalPositionFor(map, { line: 1, column: codeStart + offset });
    return source === null || line === null ? undefined : { file: source, line, column: column + 1 };
  };
}
