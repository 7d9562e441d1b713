import { Fact, type ModuleShape, type StateAnalysis } from "../module/index.ts";

/** What WebAssembly has gained since its first version, by the names of the proposals. */
export const webAssemblyFeatures = [
  "mutable-globals",
  "sign-extension",
  "saturating-conversions",
  "multi-value",
  "bulk-memory",
  "reference-types",
  "simd",
  "extended-constants",
  "typed-references",
  "exceptions",
  "tail-calls",
  "gc",
  "threads",
  "memory64",
  "multi-memory",
  "relaxed-simd",
  "js-string-builtins",
] as const;

/** A WebAssembly feature that a module can be built with. */
export type WebAssemblyFeature = (typeof webAssemblyFeatures)[number];

/**
 * What the compilers of Vial's templates emit. V8 has run it for years; its own guarantees are weakest where the
 * language is newest, so everything else takes a grant.
 */
export const usualFeatures: ReadonlySet<WebAssemblyFeature> = new Set([
  "mutable-globals",
  "sign-extension",
  "saturating-conversions",
  "multi-value",
  "bulk-memory",
  "reference-types",
  "simd",
]);

/** The features a module uses, reachable or not. */
export function featuresOf(shape: ModuleShape, state: StateAnalysis): WebAssemblyFeature[] {
  const has = (fact: number): boolean => (state.facts & fact) !== 0;
  const used: Readonly<Record<WebAssemblyFeature, boolean>> = {
    "mutable-globals": sharesMutableGlobals(shape),
    "sign-extension": has(Fact.signExtension),
    "saturating-conversions": has(Fact.saturatingConversions),
    "multi-value": shape.types.some((type) => type.kind === "function" && type.results.length > 1),
    "bulk-memory": state.usesBulkMemory || shape.dataCount !== undefined,
    "reference-types": has(Fact.referenceTypes) || shape.tables.length > 1,
    simd: state.usesSimd || has(Fact.simd),
    "extended-constants": has(Fact.extendedConstants),
    "typed-references": has(Fact.typedReferences),
    exceptions: state.usesExceptions,
    "tail-calls": state.usesTailCalls,
    gc: state.usesGc,
    threads: state.usesAtomics || [...shape.memories, ...shape.tables].some(({ shared }) => shared),
    memory64: state.usesMemory64,
    "multi-memory": state.usesMultiMemory || has(Fact.multiMemory),
    "relaxed-simd": state.usesRelaxedSimd,
    "js-string-builtins": shape.imports.some(({ module }) => module.startsWith("wasm:")),
  };
  return webAssemblyFeatures.filter((feature) => used[feature]);
}

function sharesMutableGlobals(shape: ModuleShape): boolean {
  const imported = shape.globals.some((global) => global.imported && global.mutable);
  const exported = shape.exports.some(
    ({ kind, index }) => kind === "global" && shape.globals[index]?.mutable === true,
  );
  return imported || exported;
}
