export type { GlobalShape, Limits, MemoryShape, TableShape } from "./entity-types.ts";
export { ModuleFormatError, type ModuleFormatErrorKind } from "./module-format-error.ts";
export type { CustomSection, ExportShape, ImportShape, ModuleShape, SegmentCounts } from "./module-shape.ts";
export { readModuleShape } from "./read-module-shape.ts";
export { RESERVED_EXPORT_PREFIX, rewriteModule, type RewriteOptions } from "./rewrite.ts";
export type { Section } from "./sections.ts";
export { analyseState, type StateAnalysis } from "./state-analysis.ts";
export type { FunctionSignature, TypeShape } from "./type-section.ts";
export type { ReferenceType, ValueType } from "./value-types.ts";
