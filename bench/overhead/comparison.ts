import Table from "cli-table3";
import type { MeasuredCell } from "./cell.ts";
import { isMeasured, keyText, type Report } from "./report.ts";
import { duration } from "./table.ts";

/** One cell in an earlier run and in this one. */
export interface Change {
  readonly key: string;
  readonly before: MeasuredCell;
  readonly after: MeasuredCell;
  /** `better` or `worse` when the intervals of the two ratios do not meet. */
  readonly verdict: "better" | "worse" | "same";
}

/** What changed since a saved run, by the ratio to the native program: it moves less between machines than times do. */
export function changesSince(earlier: Pick<Report, "cells">, report: Pick<Report, "cells">): Change[] {
  const earlierCells = new Map(earlier.cells.filter(isMeasured).map((cell) => [keyText(cell), cell]));
  return report.cells.filter(isMeasured).flatMap((after) => {
    const key = keyText(after);
    const before = earlierCells.get(key);
    return before === undefined ? [] : [{ key, before, after, verdict: verdictOf(before, after) }];
  });
}

function verdictOf(before: MeasuredCell, after: MeasuredCell): Change["verdict"] {
  if (after.high < before.low) return "better";
  return after.low > before.high ? "worse" : "same";
}

export function comparisonTable(earlier: Report, report: Report): string {
  const table = new Table({
    head: ["cell", "ratio before", "ratio now", "Vial before", "Vial now", ""],
    style: { head: [], border: [] },
  });
  for (const { key, before, after, verdict } of changesSince(earlier, report)) {
    const ratios = [before, after].map(({ ratio }) => ratio.toFixed(3));
    const times = [before, after].map(({ vialUs }) => duration(vialUs));
    table.push([key, ...ratios, ...times, verdict === "same" ? "" : verdict]);
  }
  return table.toString();
}
