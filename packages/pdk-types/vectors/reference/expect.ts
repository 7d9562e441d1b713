import { Refusal, type JsonValue } from "./json-reader.ts";

/** Reads a value of one type; `pointer` is the value's place in the input. */
export type Reader<T> = (value: JsonValue, pointer: string) => T;

export const text: Reader<string> = (value, pointer) => {
  if (typeof value !== "string") throw new Refusal("expected a string", pointer);
  return value;
};

export const number: Reader<number> = (value, pointer) => {
  if (typeof value !== "number") throw new Refusal("expected a number", pointer);
  return value;
};

/** As in JSON Schema, 1.0 and 1e2 are integers: what counts is the value. */
export const integer32: Reader<number> = (value, pointer) => {
  if (typeof value !== "number" || (value | 0) !== value) throw new Refusal("expected an integer", pointer);
  return value;
};

export const boolean: Reader<boolean> = (value, pointer) => {
  if (typeof value !== "boolean") throw new Refusal("expected a boolean", pointer);
  return value;
};

export function oneOf(...values: readonly string[]): Reader<string> {
  return (value, pointer) => {
    if (typeof value !== "string" || !values.includes(value))
      throw new Refusal("expected another value", pointer);
    return value;
  };
}

export function nullable<T>(reader: Reader<T>): Reader<T | null> {
  return (value, pointer) => (value === null ? null : reader(value, pointer));
}

export function arrayOf<T>(reader: Reader<T>): Reader<T[]> {
  return (value, pointer) => {
    if (!Array.isArray(value)) throw new Refusal("expected an array", pointer);
    return value.map((item, index) => reader(item, `${pointer}/${index}`));
  };
}

/**
 * An object with these members and no others, read in the order they came. A missing member is reported at the place it
 * should have.
 */
export function closedObject<T>(
  members: { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> },
  required: readonly (keyof T & string)[],
): Reader<T> {
  return (value, pointer) => {
    if (!(value instanceof Map)) throw new Refusal("expected an object", pointer);
    const result: Partial<T> = {};
    for (const [key, member] of value) {
      if (!Object.hasOwn(members, key)) throw new Refusal("unknown member", `${pointer}/${escapeKey(key)}`);
      const known = key as keyof T & string;
      result[known] = members[known](member, `${pointer}/${key}`);
    }
    for (const key of required) if (!value.has(key)) throw new Refusal("missing", `${pointer}/${key}`);
    return result as T;
  };
}

/** A member's name in a JSON pointer (RFC 6901, section 3). */
function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
