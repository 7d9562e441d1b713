import { type Cell, verdictOf } from "./cell.ts";
import { keyText } from "./report.ts";

/** Tells on standard error what a run is at. */
export function progress(): {
  readonly onStart: (what: string, done: number, total: number) => void;
  readonly onCell: (cell: Cell) => void;
} {
  const begin = performance.now();
  return {
    onStart: (what, done, total) => {
      const seconds = Math.round((performance.now() - begin) / 1000);
      console.error(`[${done + 1}/${total}] ${what} (${seconds} s so far)`);
    },
    onCell: (cell) => {
      if (cell.outcome === "measured" && cell.isolation !== "inline") return;
      console.error(`  ${keyText(cell)}: ${verdictText(cell)}`);
    },
  };
}

export function verdictText(cell: Cell): string {
  if (cell.outcome === "failed") return `FAILED: ${cell.reason}`;
  const { ratio, low, high, gated, pass, attempts, disturbed } = cell;
  const verdict = gated ? (pass ? "ok" : verdictOf(cell).toUpperCase()) : "";
  const noise = disturbed
    ? attempts > 1
      ? `disturbed, calmest of ${attempts}`
      : "disturbed"
    : attempts > 1
      ? `made ${attempts} times`
      : "";
  return [`${ratio.toFixed(3)} × (${low.toFixed(3)}–${high.toFixed(3)})`, verdict, noise]
    .filter((part) => part !== "")
    .join(" ");
}
