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
  const section = sourceMapSection(target.bytes);
  if (section === undefined) return found;
  const url = new ByteCursor(target.bytes.subarray(section.contents + sectionName.length, section.end));
  const file = join(dirname(target.path), url.sized());
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return found;
  const loadedMap = `${target.path}.loaded.map`;
  const map = mapOfLoaded(JSON.parse(text) as EncodedSourceMap, target);
  await writeFile(loadedMap, JSON.stringify(map));
  const bytes = withSourceMap(target.bytes, pathToFileURL(loadedMap).href);
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
function mapOfLoaded(map: EncodedSourceMap, { bytes, limits, folder }: RunTarget): EncodedSourceMap {
  const shape = readModuleShape(bytes);
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

/**
 * The section with the URL of a module's source map (https://tc39.es/ecma426/#sec-linking-wasm); none in what is no module, which
 * loading it says.
 */
function sourceMapSection(bytes: Uint8Array): Section | undefined {
  return sectionsOf(bytes).find(({ id, contents, end }) => {
    const starts = bytes.subarray(contents, Math.min(contents + sectionName.length, end));
    return id === 0 && Buffer.compare(starts, sectionName) === 0;
  });
}

function sectionsOf(bytes: Uint8Array): readonly Section[] {
  try {
    return readModuleShape(bytes).sections;
  } catch (error) {
    if (error instanceof ModuleFormatError) return [];
    throw error;
  }
}

/** The module with another URL of its source map, in its last section then. */
function withSourceMap(bytes: Uint8Array<ArrayBuffer>, url: string): Uint8Array<ArrayBuffer> {
  const former = sourceMapSection(bytes)?.start;
  const kept = readModuleShape(bytes).sections.filter(({ start }) => start !== former);
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
