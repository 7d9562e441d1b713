import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type EncodedSourceMap, encodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import { decodedMappings } from "@jridgewell/trace-mapping";
import { defaultLimits } from "@vial/host";
import {
  ModuleFormatError,
  type ModuleShape,
  prepareModule,
  readModuleShape,
  type Section,
} from "@vial/host/module";
import { ByteCursor } from "../guest/dwarf/byte-cursor.ts";
import type { RunTarget } from "../project/run-target.ts";

const codeSection = 10;
const sectionName = Uint8Array.from(sized("sourceMappingURL"));

/**
 * What is to be run, with debug information that a debugger finds. DWARF is in the module and counts from the start of the code,
 * which stays as it is. A source map (AssemblyScript) is a file that the module names, and counts from the start of the module, in
 * which the host's limits move the code: a map of the module as it is loaded is written beside, and the URL in the module is
 * changed to it.
 */
export async function inspectedTarget(target: RunTarget): Promise<RunTarget> {
  const found = { ...target, codeInPlace: true };
  // Not compiled to be looked at: a debugger would be shown that module as well, whose code never runs.
  const shape = shapeOf(target.bytes);
  // As V8 does, which heeds the first one (https://tc39.es/ecma426/#sec-linking-wasm).
  const section = shape?.sections.find((each) => isSourceMapUrl(target.bytes, each));
  if (shape === undefined || section === undefined) return found;
  const url = new ByteCursor(target.bytes.subarray(section.contents + sectionName.length, section.end));
  const file = join(dirname(target.path), url.sized());
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return found;
  const loadedMap = `${target.path}.loaded.map`;
  const map = mapOfLoaded(JSON.parse(text) as EncodedSourceMap, target, shape);
  await writeFile(loadedMap, JSON.stringify(map));
  const bytes = withSourceMap(target.bytes, shape, pathToFileURL(loadedMap).href);
  return { ...found, bytes, ...(await writeModule(target, bytes)) };
}

/** Beside the module, as what it is loaded from names it. */
async function writeModule(
  { path, source, manifest }: RunTarget,
  bytes: Uint8Array,
): Promise<Pick<RunTarget, "path" | "source">> {
  const inspected = `${path.replace(/\.wasm$/, "")}.inspected.wasm`;
  await writeFile(inspected, bytes);
  if (manifest === undefined) return { path: inspected, source: inspected };
  const own = JSON.parse(await readFile(source, "utf8")) as object;
  const beside = `${inspected.replace(/\.wasm$/, "")}.vial.json`;
  await writeFile(beside, JSON.stringify({ ...own, module: basename(inspected) }));
  return { path: inspected, source: beside };
}

/** Places in the module as the host loads it, and sources as files. */
function mapOfLoaded(
  map: EncodedSourceMap,
  { bytes, limits, folder }: RunTarget,
  shape: ModuleShape,
): EncodedSourceMap {
  const { memoryBytes, tableElements } = { ...defaultLimits, ...limits };
  const options = { memoryBytes, tableElements, keepNames: true, ownPages: true };
  const loaded = prepareModule({ bytes, shape, sites: [], options });
  const moved = codeStart(readModuleShape(loaded)) - codeStart(shape);
  const [line = []] = decodedMappings(new TraceMap(map));
  const mappings = [line.map(([column, ...rest]) => [column + moved, ...rest])] as ReturnType<
    typeof decodedMappings
  >;
  const shifted = new TraceMap({ ...map, mappings });
  const sources = map.sources.map((source) => {
    const path = source === null || folder === undefined ? undefined : join(folder, source);
    return path !== undefined && existsSync(path) ? pathToFileURL(path).href : source;
  });
  return { ...map, sourceRoot: "", sources, mappings: encodedMappings(shifted) };
}

function codeStart({ sections }: ModuleShape): number {
  return sections.find(({ id }) => id === codeSection)?.contents ?? 0;
}

/** Nothing of what is no module, which loading it says. */
function shapeOf(bytes: Uint8Array): ModuleShape | undefined {
  try {
    return readModuleShape(bytes);
  } catch (error) {
    if (error instanceof ModuleFormatError) return undefined;
    throw error;
  }
}

/** Whether a section has the URL of a module's source map. */
function isSourceMapUrl(bytes: Uint8Array, { id, contents, end }: Section): boolean {
  const starts = bytes.subarray(contents, Math.min(contents + sectionName.length, end));
  return id === 0 && Buffer.compare(starts, sectionName) === 0;
}

/** The module with one URL of a source map, whichever it had, in its last section. */
function withSourceMap(
  bytes: Uint8Array<ArrayBuffer>,
  { sections }: ModuleShape,
  url: string,
): Uint8Array<ArrayBuffer> {
  const kept = sections.filter((section) => !isSourceMapUrl(bytes, section));
  const contents = [...sectionName, ...sized(url)];
  const section = [0, ...unsigned(contents.length), ...contents];
  const parts = [bytes.subarray(0, 8), ...kept.map(({ start, end }) => bytes.subarray(start, end))];
  return new Uint8Array(Buffer.concat([...parts, Uint8Array.from(section)]));
}

function sized(text: string): number[] {
  const encoded = new TextEncoder().encode(text);
  return [...unsigned(encoded.length), ...encoded];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
