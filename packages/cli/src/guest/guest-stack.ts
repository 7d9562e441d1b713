import { defaultLimits, type Limits } from "@vial/host";
import { analyseState, prepareModule, readModuleShape, type ModuleShape } from "@vial/host/module";
import { builtPosition, type CodeImage } from "./built-position.ts";
import { ByteCursor } from "./dwarf/byte-cursor.ts";
import { sourcePlaces } from "./source-places.ts";

const codeSection = 10;

/** A module as it was loaded. */
export interface LoadedModule {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where its project lies, if it has one: places are shown below it. */
  readonly folder?: string | undefined;
  /** The plugin's name: Rust's builds show paths under it. */
  readonly name: string;
  readonly limits: Partial<Limits>;
  /** Whether the host left the instructions where they were built. */
  readonly codeInPlace?: boolean;
}

/** V8's form: `at name (wasm://wasm/hash:wasm-function[12]:0x3f1)`, the name left out where there is none. */
const frame = /^\s*at (?:(.*) \()?wasm:\/\/[^)]*?wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?$/;

/**
 * The stack of a trap, for a person: a line for each of the plugin's frames, the innermost first, with the place in the
 * source where the module tells.
 */
export async function describeStack(stack: string, module: LoadedModule): Promise<readonly string[]> {
  const frames = stack.split("\n").flatMap((line) => {
    const [, name, index, offset] = frame.exec(line) ?? [];
    return index === undefined ? [] : [{ name, index, offset: Number.parseInt(offset!, 16) }];
  });
  if (frames.length === 0) return [];
  const shape = readModuleShape(module.bytes);
  const sites = module.codeInPlace ? [] : analyseState(module.bytes, shape).sites;
  const built = { bytes: module.bytes, start: codeStart(shape) };
  const loaded = imageAsLoaded(module, shape, sites);
  const compiled = await WebAssembly.compile(module.bytes);
  const placeOf = await sourcePlaces(module.path, compiled, built.start);
  const moduleName = moduleNameOf(compiled);
  return frames.flatMap(({ name, index, offset }) => {
    const position = builtPosition(offset, built, loaded, sites);
    if (position === undefined) return [];
    const place = placeOf?.(position - built.start);
    const where =
      place && ` (${shorten(place.file, module)}:${place.line}${place.column > 0 ? `:${place.column}` : ""})`;
    return `at ${readableName(name, moduleName) ?? `function ${index}`}${where ?? ""}`;
  });
}

function codeStart({ sections }: ModuleShape): number {
  return sections.find(({ id }) => id === codeSection)?.contents ?? 0;
}

/** The module with what the host writes into it before it compiles it, which moves the code. */
function imageAsLoaded(
  { bytes, limits }: LoadedModule,
  shape: ModuleShape,
  sites: readonly number[],
): CodeImage {
  const { memoryBytes, tableElements } = { ...defaultLimits, ...limits };
  const options = { memoryBytes, tableElements, keepNames: true, ownPages: true };
  const loaded = prepareModule({ bytes, shape, sites, options });
  return { bytes: loaded, start: codeStart(readModuleShape(loaded)) };
}

/**
 * Without the module's own name, which V8 puts in front, the hash that Rust adds, and the file and the types that
 * AssemblyScript adds (`assembly/assess/assess<f64>`).
 */
function readableName(name: string | undefined, moduleName: string): string | undefined {
  const own = name?.startsWith(`${moduleName}.`) ? name.slice(moduleName.length + 1) : name;
  if (own === undefined || !own.includes("/") || own.includes("::"))
    return own?.replace(/::h[0-9a-f]{16}$/, "");
  return own.split("<", 1)[0]!.split("/").at(-1);
}

/** From the `name` section (https://webassembly.github.io/spec/core/appendix/custom.html#name-section), subsection 0. */
function moduleNameOf(module: WebAssembly.Module): string {
  const [names] = WebAssembly.Module.customSections(module, "name");
  if (names === undefined || names.byteLength === 0) return "";
  const cursor = new ByteCursor(new Uint8Array(names));
  if (cursor.u8() !== 0) return "";
  cursor.unsigned(); // the subsection's length
  return cursor.sized();
}

/** A path below the project's folder, where it is there. */
function shorten(file: string, { folder, name }: LoadedModule): string {
  const path = file
    .replaceAll("\\", "/")
    .replaceAll(/(?:^|\/)\.(?=\/)/g, "")
    .replace(/^(?:\.?\.\/|\/(?=\.\.\/))+/, "");
  for (const prefix of [`${folder?.replaceAll("\\", "/") ?? ""}/`, `/${name}/`]) {
    if (prefix.length > 1 && path.startsWith(prefix)) return path.slice(prefix.length);
  }
  return path;
}
