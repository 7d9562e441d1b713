import type { ByteReader } from "./byte-reader.ts";
import { hex, readValueType, skipFieldType, type ValueType } from "./value-types.ts";

export interface FunctionSignature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** A defined type. Of structs and arrays only the kind is kept: plugins do not pass them to the host. */
export type TypeShape =
  | ({ readonly kind: "function" } & FunctionSignature)
  | { readonly kind: "struct" }
  | { readonly kind: "array" };

const Form = {
  function: 0x60,
  struct: 0x5f,
  array: 0x5e,
  sub: 0x50,
  finalSub: 0x4f,
  recursive: 0x4e,
} as const;

/** Far more than any compiler uses. */
const MAX_TYPES = 50_000;

/** Reads the type section (https://webassembly.github.io/spec/core/binary/types.html#recursive-types). */
export function readTypeSection(reader: ByteReader): TypeShape[] {
  const types: TypeShape[] = [];
  for (let group = reader.count("types", MAX_TYPES); group > 0; group -= 1) {
    let members = 1;
    if (reader.bytes[reader.offset] === Form.recursive) {
      reader.byte();
      members = reader.count("types in a recursive group", MAX_TYPES);
    }
    for (; members > 0; members -= 1) types.push(readSubType(reader));
  }
  return types;
}

/** The signature that a type index stands for. */
export function signatureAt(
  types: readonly TypeShape[],
  index: number,
  reader: ByteReader,
): FunctionSignature {
  const type = types[index];
  if (type?.kind !== "function") throw reader.error(`type ${index} is not a function type`);
  return type;
}

/** Reads an exception tag's type: an attribute that has one value, and a signature. */
export function readTagType(reader: ByteReader, types: readonly TypeShape[]): FunctionSignature {
  if (reader.u32() !== 0) throw reader.error("unknown tag attribute", reader.offset - 1, "unsupported");
  return signatureAt(types, reader.u32(), reader);
}

function readSubType(reader: ByteReader): TypeShape {
  const form = reader.byte();
  if (form !== Form.sub && form !== Form.finalSub) return readCompositeType(reader, form);
  for (let supertype = reader.count("supertypes"); supertype > 0; supertype -= 1) reader.reference("type");
  return readCompositeType(reader, reader.byte());
}

function readCompositeType(reader: ByteReader, form: number): TypeShape {
  switch (form) {
    case Form.function:
      return { kind: "function", parameters: readValueTypes(reader), results: readValueTypes(reader) };
    case Form.struct:
      for (let field = reader.count("fields"); field > 0; field -= 1) skipFieldType(reader);
      return { kind: "struct" };
    case Form.array:
      skipFieldType(reader);
      return { kind: "array" };
    default:
      throw reader.error(`unknown type form ${hex(form)}`, reader.offset - 1, "unsupported");
  }
}

function readValueTypes(reader: ByteReader): ValueType[] {
  const types: ValueType[] = [];
  for (let type = reader.count("value types"); type > 0; type -= 1) types.push(readValueType(reader));
  return types;
}
