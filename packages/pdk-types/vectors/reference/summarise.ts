import { arrayOf, boolean, closedObject, integer32, nullable, number, oneOf, text } from "./expect.ts";
import { readJson, type JsonValue } from "./json-reader.ts";
import { writeJson } from "./json-writer.ts";

interface Source {
  device: string;
  channel: number;
}

interface Reading {
  at: string;
  value: number;
}

interface Readings {
  patient: string;
  unit: string;
  values: number[];
  verified: boolean;
  note?: string | null;
  source?: Source;
  history?: Reading[];
}

const reading = closedObject<Reading>({ at: text, value: number }, ["at", "value"]);
const source = closedObject<Source>({ device: text, channel: integer32 }, ["device", "channel"]);
const readings = closedObject<Readings>(
  {
    patient: text,
    unit: oneOf("mmHg", "mmol/L", "°C", "/min"),
    values: arrayOf(number),
    verified: boolean,
    note: nullable(text),
    source,
    history: arrayOf(reading),
  },
  ["patient", "unit", "values", "verified"],
);

/** What the contract plugin's `summarise` answers: `contract/readings.schema.json` in, `contract/summary.schema.json` out. */
export function summarise(input: Uint8Array): string {
  const { patient, unit, values, verified, note, source: device, history } = readings(readJson(input), "");
  const total = values.reduce((sum, value) => sum + value, 0);
  const minimum = values.reduce((least, value) => Math.min(least, value), Infinity);
  const maximum = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const latest = history?.at(-1);

  const summary = new Map<string, JsonValue>([
    ["patient", patient],
    ["codePoints", [...patient].length],
    ["unit", unit],
    ["values", values],
    ["count", values.length],
    ["total", total],
  ]);
  if (values.length > 0) {
    summary
      .set("mean", total / values.length)
      .set("minimum", minimum)
      .set("maximum", maximum);
  }
  if (note !== undefined) summary.set("note", note);
  if (device !== undefined) summary.set("source", new Map<string, JsonValue>(Object.entries(device)));
  if (latest !== undefined) summary.set("latest", new Map<string, JsonValue>(Object.entries(latest)));
  const flags: readonly [string, boolean][] = [
    ["empty", values.length === 0],
    ["unverified", !verified],
    ["wide", maximum - minimum > 100],
  ];
  summary.set(
    "flags",
    flags.filter(([, applies]) => applies).map(([flag]) => flag),
  );
  return writeJson(summary);
}
