import type { JsonObject } from "./json.ts";

interface Conversion {
  readonly offset: number;
  readonly factor: number;
}
interface Unit {
  readonly code: string;
  readonly conversion?: Conversion;
}

const SYSTEM = "http://unitsofmeasure.org";
const CELSIUS: Unit = { code: "Cel", conversion: { offset: -32, factor: 0.5555555555555556 } };
const POUND = times("kg", 0.45359237);
const INCH = times("cm", 2.54);
const UNITS = new Map<string, Unit>([
  ["lb", POUND],
  ["lbs", POUND],
  ["[lb_av]", POUND],
  ["oz", times("g", 28.349523125)],
  ["in", INCH],
  ["[in_i]", INCH],
  ["ft", times("cm", 30.48)],
  ["°F", CELSIUS],
  ["degF", CELSIUS],
  ["[degF]", CELSIUS],
  ["°C", { code: "Cel" }],
  ["degC", { code: "Cel" }],
  ["mmHg", { code: "mm[Hg]" }],
  ["mm Hg", { code: "mm[Hg]" }],
  ["bpm", { code: "/min" }],
  ["beats/min", { code: "/min" }],
  ["breaths/min", { code: "/min" }],
  ["mg/dl", { code: "mg/dL" }],
  ["mg/dL", { code: "mg/dL" }],
  ["g/dl", { code: "g/dL" }],
  ["g/dL", { code: "g/dL" }],
  ["mmol/l", { code: "mmol/L" }],
  ["mmol/L", { code: "mmol/L" }],
]);

function times(code: string, factor: number): Unit {
  return { code, conversion: { offset: 0, factor } };
}

/** A Quantity in UCUM; any other object as it is. Its members are in order. */
export function normaliseQuantity(object: JsonObject): JsonObject {
  const { value, unit } = object;
  if (typeof value !== "number" || typeof unit !== "string") return object;
  const known = UNITS.get(unit);
  if (known === undefined) return object;
  const converted = known.conversion ? convert(value, known.conversion) : value;
  if (!Number.isFinite(converted)) return object;
  const quantity: JsonObject = {
    ...object,
    code: known.code,
    system: SYSTEM,
    unit: known.code,
    value: converted,
  };
  if ("code" in object && "system" in object) return quantity;
  return Object.fromEntries(
    Object.keys(quantity)
      .toSorted()
      .map((name) => [name, quantity[name]]),
  );
}

function convert(value: number, { offset, factor }: Conversion): number {
  return Math.floor((value + offset) * factor * 10_000 + 0.5) / 10_000;
}
