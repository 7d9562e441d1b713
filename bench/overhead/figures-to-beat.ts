import Table from "cli-table3";
import { median } from "@vial/measure";
import { isMeasured, type Report } from "./report.ts";
import { duration } from "./table.ts";

/** A figure that Vial set out to beat, and what this run measured. */
export interface FigureToBeat {
  readonly figure: string;
  readonly toBeat: string;
  readonly ours: string;
  readonly beaten: boolean;
  /** What exactly was measured. */
  readonly of: string;
}

const toBeat = { coldStartMs: 42, overheadPercent: 5.8, memoryMB: 2.44, callUs: 3.9 };

/** The figures to beat that a run measured; those of a plugin's start and memory need the peers. */
export function figuresToBeat({ cells, peers }: Pick<Report, "cells" | "peers">): FigureToBeat[] {
  const rows: FigureToBeat[] = [];
  const vial = peers.find(({ peer, firstResultMs }) => peer === "vial inline" && firstResultMs !== null);
  if (vial !== undefined) {
    const { firstResultMs, memoryBytes, workload } = vial;
    rows.push(
      row("cold start", `${toBeat.coldStartMs} ms`, duration(firstResultMs! * 1000), {
        beaten: firstResultMs! < toBeat.coldStartMs,
        of: `a module's bytes to its first result, in a process that has loaded its library and nothing else: ${workload}`,
      }),
    );
    const memoryMB = memoryBytes! / 1e6;
    rows.push(
      row("memory a plugin", `${toBeat.memoryMB} MB`, `${memoryMB.toFixed(2)} MB`, {
        beaten: memoryMB < toBeat.memoryMB,
        of: `resident memory of one more: ${workload}`,
      }),
    );
  }
  const measured = cells.filter(isMeasured);
  const overheads = measured.filter(({ gated }) => gated).map(({ ratio }) => (ratio - 1) * 100);
  if (overheads.length > 0) {
    const overhead = median(overheads);
    rows.push(
      row("hot overhead", `${toBeat.overheadPercent}%`, `${overhead.toFixed(1)}%`, {
        beaten: overhead < toBeat.overheadPercent,
        of: `the median of ${overheads.length} gated cells, from ${Math.min(...overheads).toFixed(0)}% to ${Math.max(...overheads).toFixed(0)}%`,
      }),
    );
  }
  const costs = measured.flatMap(({ sizeBytes, split }) => {
    if (sizeBytes !== 1024 || split === null) return [];
    const { dispatch, instantiate, copyIn, copyOut, reset } = split;
    return [(dispatch + instantiate + copyIn + copyOut + reset) / 1000];
  });
  if (costs.length > 0) {
    const cost = median(costs);
    rows.push(
      row("a call", `${toBeat.callUs} µs`, duration(cost), {
        beaten: cost < toBeat.callUs,
        of: `all but the plugin's own work at 1 KiB, the median of ${costs.length} plugins, at most ${duration(Math.max(...costs))}`,
      }),
    );
  }
  return rows;
}

function row(
  figure: string,
  goal: string,
  ours: string,
  rest: Pick<FigureToBeat, "beaten" | "of">,
): FigureToBeat {
  return { figure, toBeat: goal, ours, ...rest };
}

export function figuresTable(figures: readonly FigureToBeat[]): string {
  const table = new Table({
    head: ["figure to beat", "", "Vial", "", "of what"],
    colAligns: ["left", "right", "right", "left", "left"],
    style: { head: [], border: [] },
  });
  for (const { figure, toBeat: goal, ours, beaten, of } of figures)
    table.push([figure, goal, ours, beaten ? "beaten" : "NOT BEATEN", of]);
  return table.toString();
}
