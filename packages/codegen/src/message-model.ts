/** What the schemas of a plugin's messages say, in the terms every language's emitter needs. */
export interface MessageModel {
  /** Every named type, each after those it refers to where that is possible. */
  readonly types: readonly NamedType[];
  /** Names of the types that are whole messages. */
  readonly roots: readonly string[];
}

export type NamedType = ObjectType | EnumType;

/** A JSON object with known members. Unknown members are an error where `closed` (`additionalProperties: false`), else skipped. */
export interface ObjectType {
  readonly kind: "object";
  /** In PascalCase, from the schema's `title`. */
  readonly name: string;
  readonly description?: string;
  readonly closed: boolean;
  /** In order of their keys by UTF-16 code units, the order in which RFC 8785 writes them. */
  readonly fields: readonly Field[];
}

export interface Field {
  /** The member's name in JSON. */
  readonly key: string;
  readonly description?: string;
  /** Absent members are an error. */
  readonly required: boolean;
  /** JSON null is a value. */
  readonly nullable: boolean;
  readonly type: FieldType;
}

/** Strings out of a fixed set. */
export interface EnumType {
  readonly kind: "enum";
  readonly name: string;
  readonly description?: string;
  readonly values: readonly string[];
}

export type FieldType =
  | { readonly kind: "string" }
  /** IEEE 754 binary64. */
  | { readonly kind: "number" }
  /** A whole number within ±(2^53 − 1), or within 32 bits where the schema's bounds say so. */
  | { readonly kind: "integer"; readonly bits: 32 | 64 }
  | { readonly kind: "boolean" }
  /** A fixed value: written as it is, required as it is. */
  | { readonly kind: "constant"; readonly value: string | number | boolean }
  | { readonly kind: "array"; readonly items: FieldType; readonly nullableItems: boolean }
  /** An object whose keys are not known beforehand. */
  | { readonly kind: "map"; readonly values: FieldType }
  /** An {@link ObjectType} or {@link EnumType} by its name. */
  | { readonly kind: "named"; readonly name: string }
  /** Any JSON value, null among them (so a field of this type is never nullable). */
  | { readonly kind: "json" };
