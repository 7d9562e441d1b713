import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { limit } from "../overhead/cell.ts";
import { isMeasured, overTheLine, type Report, sizeText } from "../overhead/report.ts";
import { duration } from "../overhead/table.ts";

const readme = fileURLToPath(new URL("../../README.md", import.meta.url));
const marks = { begin: "<!-- bench -->", end: "<!-- /bench -->" };

/** The gated mode's cells as Markdown: one row a workload and language, one column a size. */
export function markdownOf(report: Report): string {
  const { machine, cells, effort } = report;
  const shown = cells.filter(({ isolation, state }) => isolation === "inline" && state === "fresh");
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
  ].join("\n");
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
