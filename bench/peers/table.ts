import Table from "cli-table3";
import { sizeText } from "../overhead/report.ts";
import { duration } from "../overhead/table.ts";
import type { PeerRow } from "./peer.ts";

export function peersTable(rows: readonly PeerRow[]): string {
  const table = new Table({
    head: ["", "workload", "size", "a call (quartiles)", "first result", "memory a plugin", ""],
    colAligns: ["left", "left", "right", "right", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    const { callUs, callLowUs, callHighUs, firstResultMs, memoryBytes } = row;
    const call =
      callUs === null
        ? ""
        : `${duration(callUs)} (${duration(callLowUs ?? callUs)}–${duration(callHighUs ?? callUs)})`;
    const first = firstResultMs === null ? "" : duration(firstResultMs * 1000);
    const memory = memoryBytes === null ? "" : `${(memoryBytes / 1e6).toFixed(2)} MB`;
    table.push([row.peer, row.workload, sizeText(row.sizeBytes), call, first, memory, row.note]);
  }
  return table.toString();
}
