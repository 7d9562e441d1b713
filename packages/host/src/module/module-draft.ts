import type { ByteReader, References } from "./byte-reader.ts";
import type { ModuleShape } from "./module-shape.ts";
import { type FunctionSignature, signatureAt } from "./type-section.ts";

type Growing<T> = T extends readonly (infer Item)[] ? Item[] : T;

/** A {@link ModuleShape} while its sections are being read. */
export type ModuleDraft = {
  -readonly [Field in Exclude<keyof ModuleShape, "functions" | "references">]: Growing<ModuleShape[Field]>;
} & {
  references: References;
  importedFunctions: FunctionSignature[];
  /** The type index of each defined function. */
  functionTypes: Uint32Array;
  /** How many function bodies the code section announces. */
  bodies: number;
};

export function functionSignature(draft: ModuleDraft, index: number, reader: ByteReader): FunctionSignature {
  const imported = draft.importedFunctions[index];
  if (imported !== undefined) return imported;
  const type = draft.functionTypes[index - draft.importedFunctions.length];
  if (type === undefined) throw reader.error(`function ${index} does not exist`);
  return signatureAt(draft.types, type, reader);
}
