import type { SchemaObject } from "./schema-place.ts";

/** 32 where the schema's bounds keep every value within 32 bits with a sign. */
export function integerBits(schema: SchemaObject): 32 | 64 {
  const bound = (keyword: string, otherwise: number): number => {
    const value = schema[keyword];
    return typeof value === "number" ? value : otherwise;
  };
  const least = Math.max(bound("minimum", -Infinity), bound("exclusiveMinimum", -Infinity) + 1);
  const most = Math.min(bound("maximum", Infinity), bound("exclusiveMaximum", Infinity) - 1);
  return least >= -(2 ** 31) && most < 2 ** 31 ? 32 : 64;
}
