import { Refusal, type JsonValue } from "./json-reader.ts";

/**
 * Writes JSON in the canonical form of RFC 8785: members in order of their keys' UTF-16 code units, no white space,
 * numbers and strings as ECMAScript writes them.
 *
 * @throws {@link Refusal} for a number that JSON does not have
 */
export function writeJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  if (value instanceof Map) {
    // Strings compare by UTF-16 code units in ECMAScript, which is what RFC 8785 asks for (section 3.2.3).
    const members = [...value].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${writeJson(member)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Refusal("a number that JSON does not have");
  return JSON.stringify(value);
}
