import Table from "cli-table3";
import { columns, languages, type Cell } from "./cells.ts";

/** How many behaviours hold in a cell. */
export interface CellResult extends Cell {
  readonly passed: number;
  readonly failed: number;
}

/** Languages down, engines and isolation levels across. */
export function renderTable(results: readonly CellResult[]): string {
  const table = new Table({
    head: ["language", ...columns.map(({ engine, isolation }) => `${engine} ${isolation}`)],
    style: { head: [], border: [] },
  });
  for (const language of languages) {
    const marks = columns.map(({ engine, isolation }) => {
      const found = results.find(
        (result) =>
          result.language === language && result.engine === engine && result.isolation === isolation,
      );
      if (found === undefined) return "NOT RUN";
      const { passed, failed } = found;
      return failed === 0 ? `${passed} of ${passed}` : `${passed} of ${passed + failed}, ${failed} FAILED`;
    });
    table.push([language, ...marks]);
  }
  return table.toString();
}
