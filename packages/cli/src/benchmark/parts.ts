import type { CallSplit } from "@vial/measure";

/** A part of a call and how it is drawn. */
interface Part {
  readonly name: string;
  readonly key: Exclude<keyof CallSplit, "newInstancePercent">;
  /** In a page. */
  readonly colour: string;
  /** In a terminal. */
  readonly mark: string;
}

/** The parts of a call in the order they are drawn. */
export const parts: readonly Part[] = [
  { name: "run", key: "run", colour: "#2a7f4f", mark: "█" },
  { name: "copy in", key: "copyIn", colour: "#f2b134", mark: "▓" },
  { name: "copy out", key: "copyOut", colour: "#e07a1f", mark: "▒" },
  { name: "reset", key: "reset", colour: "#4a78b5", mark: "░" },
  { name: "new instance", key: "instantiate", colour: "#8e5ea2", mark: "+" },
  { name: "dispatch and checks", key: "dispatch", colour: "#c0392b", mark: "·" },
];

/** The share that each part has of a call, from 0 to 1. */
export function sharesOf(split: CallSplit): readonly number[] {
  const total = parts.reduce((sum, { key }) => sum + split[key], 0) || 1;
  return parts.map(({ key }) => split[key] / total);
}

/** Nanoseconds in the unit that reads best: `812 ns`, `2.34 µs`, `1.20 ms`. */
export function formatNs(nanoseconds: number): string {
  if (nanoseconds < 999.5) return `${Math.round(nanoseconds)} ns`;
  if (nanoseconds < 999_500) return `${(nanoseconds / 1000).toPrecision(3)} µs`;
  return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}
