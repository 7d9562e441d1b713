import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { median } from "@vial/measure";
import { type Cell, isGated, limit } from "../overhead/cell.ts";
import { figuresToBeat } from "../overhead/figures-to-beat.ts";
import { gatedMode, isGatedMode } from "../overhead/mode.ts";
import { isMeasured, overTheLine, type Report, sizeText } from "../overhead/report.ts";
import { duration, groupKey } from "../overhead/table.ts";
import { peerHeads, peerTexts } from "../peers/table.ts";

const readme = fileURLToPath(new URL("../../README.md", import.meta.url));
const peerBytes = 64 * 1024;
const marks = { begin: "<!-- bench -->", end: "<!-- /bench -->" };

/** What a run found, as Markdown. */
export function markdownOf(report: Report): string {
  return [cellsOf(report), figuresOf(report), peersOf(report)].filter((part) => part !== "").join("\n\n");
}

/** The gated mode's cells: one row a workload and language, one column a size. */
function cellsOf({ machine, cells, effort }: Report): string {
  const shown = cells.filter(isGatedMode);
  const sizes = [...new Set(shown.map(({ sizeBytes }) => sizeBytes))].toSorted((a, b) => a - b);
  const rows = [...Map.groupBy(shown, ({ workload, language }) => `${workload} | ${language}`)].map(
    ([name, group]) => [
      ...name.split(" | "),
      ...sizes.map((size) => {
        const cell = group.find(({ sizeBytes }) => sizeBytes === size);
        if (cell === undefined) return "";
        if (!isMeasured(cell)) return "FAILED";
        if (!cell.gated) return `${signed(cell.extraNs.value / 1000)} (${cell.ratio.toFixed(2)})`;
        const text = `${cell.ratio.toFixed(2)} (${cell.low.toFixed(2)}–${cell.high.toFixed(2)})`;
        return cell.pass ? text : `${text} ${cell.high > limit ? "OVER" : "DISTURBED"}`;
      }),
    ],
  );
  const gated = cells.filter((cell) => cell.gated).length;
  const over = overTheLine(cells).length;
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}${effort === "quick" ? ", `--quick`" : ""}. ${gated - over} of ${gated} gated cells keep to the limit of 1.10.`,
    "",
    ...table(["workload", "language", ...sizes.map(sizeText)], rows),
    ...newMemoryOf(cells),
  ].join("\n");
}

/** What the gated cells are when each output gets new memory. */
function newMemoryOf(cells: readonly Cell[]): string[] {
  const inNewMemory = cells
    .filter(isMeasured)
    .filter((cell) => cell.outputs === "new" && isGated({ ...cell, ...gatedMode }));
  if (inNewMemory.length === 0) return [];
  const reused = new Map(
    cells
      .filter(isMeasured)
      .filter(({ gated }) => gated)
      .map((cell) => [groupKey(cell), cell]),
  );
  const slower = inNewMemory.flatMap((cell) => {
    const other = reused.get(groupKey(cell));
    return other === undefined ? [] : [cell.vialUs / other.vialUs];
  });
  const within = inNewMemory.filter(({ high }) => high <= limit).length;
  const text = `Outputs go into memory that the caller gives again for each call (\`into\`). Where each gets new memory, a call takes ${median(slower).toFixed(2)} times as long (the median; at most ${Math.max(...slower).toFixed(2)}), and ${within} of ${inNewMemory.length} cells keep to the limit.`;
  return ["", text];
}

function figuresOf(report: Report): string {
  const rows = figuresToBeat(report).map(({ figure, toBeat, ours, beaten, of }) => [
    figure,
    toBeat,
    ours,
    beaten ? "beaten" : "NOT BEATEN",
    of,
  ]);
  if (rows.length === 0) return "";
  return ["Figures to beat:", "", ...table(["", "to beat", "Vial", "", "of what"], rows)].join("\n");
}

/** What else runs plugins, at the size in the middle. */
function peersOf({ peers }: Report): string {
  const rows = peers.filter(({ sizeBytes }) => sizeBytes === peerBytes).map((row) => [...peerTexts(row)]);
  if (rows.length === 0) return "";
  return ["Beside others, in the same rounds:", "", ...table(peerHeads, rows)].join("\n");
}

/** Microseconds more, or with a minus less. */
function signed(us: number): string {
  return `${us < 0 ? "−" : "+"}${duration(Math.abs(us))}`;
}

/** Writes the Markdown between the marks in the README. */
export function writeReadme(report: Report): void {
  const text = readFileSync(readme, "utf8");
  const begin = text.indexOf(marks.begin);
  const end = text.indexOf(marks.end);
  if (begin < 0 || end < begin) throw new Error(`README.md has no ${marks.begin} … ${marks.end}`);
  const before = text.slice(0, begin + marks.begin.length);
  writeFileSync(readme, `${before}\n\n${markdownOf(report)}\n\n${text.slice(end)}`);
}

/** Lines of a Markdown table, its columns lined up. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], fill = " "): string =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width, fill)).join(" | ")} |`;
  return [line(head), line([], "-"), ...rows.map((row) => line(row))];
}
