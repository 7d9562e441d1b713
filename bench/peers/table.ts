import Table from "cli-table3";
import { sizeText } from "../overhead/report.ts";
import { duration } from "../overhead/table.ts";
import type { PeerRow } from "./peer.ts";

/** The columns of a table of peers, and a row's texts. */
export const peerHeads = [
  "",
  "workload",
  "size",
  "a call (quartiles)",
  "times Vial's (95% interval)",
  "first result",
  "memory a plugin",
  "",
] as const;

export function peerTexts(row: PeerRow): readonly string[] {
  const { callUs, callLowUs, callHighUs, ratio, low, high, firstResultMs, memoryBytes } = row;
  return [
    row.peer,
    row.workload,
    sizeText(row.sizeBytes),
    spreadText([callUs, callLowUs, callHighUs], duration),
    spreadText([ratio, low, high], (times) => times.toPrecision(3)),
    firstResultMs === null ? "" : duration(firstResultMs * 1000),
    memoryBytes === null ? "" : `${(memoryBytes / 1e6).toFixed(2)} MB`,
    row.note,
  ];
}

function spreadText(
  [value, low, high]: readonly [number | null, number | null, number | null],
  text: (value: number) => string,
): string {
  if (value === null || low === null || high === null) return "";
  return `${text(value)} (${text(low)}–${text(high)})`;
}

export function peersTable(rows: readonly PeerRow[]): string {
  const table = new Table({
    head: [...peerHeads],
    colAligns: ["left", "left", "right", "right", "right", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push([...peerTexts(row)]);
  return table.toString();
}
