import type { GlobalShape, MemoryShape, TableShape } from "./entity-types.ts";
import type { References } from "./byte-reader.ts";
import type { Section } from "./sections.ts";
import type { FunctionSignature, TypeShape } from "./type-section.ts";

/** What a module declares, read from its bytes. Lists of entities are index spaces: imported ones come first. */
export interface ModuleShape {
  /** Every section, custom ones included, in the order of the binary. */
  readonly sections: readonly Section[];
  readonly types: readonly TypeShape[];
  readonly imports: readonly ImportShape[];
  readonly exports: readonly ExportShape[];
  readonly functions: { readonly imported: number; readonly defined: number };
  readonly memories: readonly MemoryShape[];
  readonly tables: readonly TableShape[];
  readonly globals: readonly GlobalShape[];
  /** The signatures of exception tags. */
  readonly tags: readonly FunctionSignature[];
  /** Index of the function that runs on instantiation. */
  readonly start: number | undefined;
  readonly elementSegments: SegmentCounts & { readonly declarative: number };
  readonly dataSegments: SegmentCounts;
  /** What the data count section announces. */
  readonly dataCount: number | undefined;
  readonly customSections: readonly CustomSection[];
  /** The contents of the code section, in bytes. */
  readonly codeSize: number;
  /** Bits of `Fact` for the features that the declarations use; those of the code are found by reading it. */
  readonly facts: number;
  /** What the declarations refer to; what the code does is found by reading it. */
  readonly references: Readonly<References>;
}

/** `kind` uses the words of `WebAssembly.Module.imports`. */
export type ImportShape = { readonly module: string; readonly name: string } & (
  | { readonly kind: "function"; readonly signature: FunctionSignature }
  | { readonly kind: "table"; readonly type: TableShape }
  | { readonly kind: "memory"; readonly type: MemoryShape }
  | { readonly kind: "global"; readonly type: GlobalShape }
  | { readonly kind: "tag"; readonly signature: FunctionSignature }
);

/** `kind` uses the words of `WebAssembly.Module.exports`; `index` points into that kind's index space. */
export type ExportShape = { readonly name: string; readonly index: number } & (
  | { readonly kind: "function"; readonly signature: FunctionSignature }
  | { readonly kind: "table" | "memory" | "global" | "tag" }
);

/** Active segments are copied on instantiation, passive ones on demand. */
export interface SegmentCounts {
  readonly active: number;
  readonly passive: number;
}

export interface CustomSection {
  readonly name: string;
  /** Bytes after the name. */
  readonly size: number;
}
