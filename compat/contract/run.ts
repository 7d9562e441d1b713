/** Checks every behaviour in every cell. `--json` prints the counts alone; exits 1 when a behaviour does not hold. */
import { parseArgs } from "node:util";
import { behaviours } from "./behaviours/index.ts";
import { cells, nameOf } from "./cells.ts";
import { renderTable, type CellResult } from "./table.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });

const results: CellResult[] = [];
for (const cell of cells) {
  let failed = 0;
  for (const { name, check } of behaviours) {
    try {
      await check(cell);
    } catch (error) {
      failed++;
      console.error(`${nameOf(cell)}: ${name}\n  ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  results.push({ ...cell, passed: behaviours.length - failed, failed });
  console.error(`${nameOf(cell)}: ${behaviours.length - failed} of ${behaviours.length} behaviours`);
}

console.log(values.json ? JSON.stringify({ cells: results }) : renderTable(results));
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
