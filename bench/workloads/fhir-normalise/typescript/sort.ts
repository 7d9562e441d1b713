import { isObject, type Json } from "./json.ts";

interface Keyed {
  readonly system: string;
  readonly code: string;
  readonly value: Json;
}

/** Sorts a member `coding` or `identifier`; of equal codings the first stays. */
export function sortCodes(values: Json[], name: "coding" | "identifier"): Json[] {
  if (values.length < 2) return values;
  const codeName = name === "coding" ? "code" : "value";
  const keyed = values.map((value): Keyed => ({
    system: textOf(value, "system"),
    code: textOf(value, codeName),
    value,
  }));
  keyed.sort((a, b) => compare(a.system, b.system) || compare(a.code, b.code));
  const kept =
    name === "coding" ? keyed.filter((each, index) => index === 0 || !isSame(each, keyed[index - 1])) : keyed;
  return kept.map(({ value }) => value);
}

function isSame(a: Keyed, b: Keyed | undefined): boolean {
  return a.system !== "" && a.code !== "" && a.system === b?.system && a.code === b.code;
}

function textOf(value: Json, name: string): string {
  const text = isObject(value) ? value[name] : undefined;
  return typeof text === "string" ? text : "";
}

/** The order of UTF-8 bytes, which is that of code points and not quite that of UTF-16 code units. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === length) return a.length - b.length;
  return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
