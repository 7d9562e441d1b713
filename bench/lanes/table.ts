import type { Row } from "./cases.ts";

const columns = ["case", "Vial", "reference", "ratio (quartiles)", "goal", ""];

/** The rows as a Markdown table, its columns lined up for a terminal. */
export function renderTable(rows: readonly Row[]): string {
  const body = rows.map((row) => [
    row.case,
    quantity(row.vial, row.unit),
    row.reference === null ? "" : quantity(row.reference, row.unit),
    ratio(row),
    row.goal ?? "",
    verdict(row),
  ]);
  const widths = columns.map((column, index) =>
    Math.max(...[columns, ...body].map((line) => line[index]!.length), column.length),
  );
  const render = (line: readonly string[], fill = " "): string =>
    `| ${line.map((cell, index) => cell.padEnd(widths[index]!, fill)).join(" | ")} |`;
  return [
    render(columns),
    render(
      columns.map(() => ""),
      "-",
    ),
    ...body.map((line) => render(line)),
  ].join("\n");
}

function ratio({ ratio: spread }: Row): string {
  if (spread === null) return "";
  const { low, median, high } = spread;
  if (median >= 0.5) return `${median.toFixed(2)} × (${low.toFixed(2)}–${high.toFixed(2)})`;
  return `${times(1 / median)} × faster (${times(1 / high)}–${times(1 / low)})`;
}

function times(factor: number): string {
  return factor >= 10 ? factor.toFixed(0) : factor.toFixed(1);
}

function quantity(value: number, unit: Row["unit"]): string {
  if (unit === "%") return `${value.toFixed(2)} %`;
  if (unit === "bytes") return `${(value / 1000).toFixed(0)} kB`;
  return value >= 1000 ? `${(value / 1000).toFixed(2)} ms` : `${value.toPrecision(3)} µs`;
}

function verdict({ goal, pass }: Row): string {
  if (goal === null) return "";
  return pass ? "ok" : "MISSED";
}
