/** `npm run bench:lanes`: what a call costs beside `@extism/extism`, in one run. Exits 1 when a row misses its goal. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { cases, type Row } from "./cases.ts";
import { renderTable } from "./table.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, only: { type: "string", default: "" } },
});

const rows: Row[] = [];
const selected = cases.filter(([name]) => name.includes(values.only));
for (const [index, [name, measure]] of selected.entries()) {
  process.stderr.write(`[${index + 1}/${selected.length}] ${name}\n`);
  rows.push({ ...(await measure()), case: name });
}

if (values.json) {
  const report = rows.map(({ case: name, vial, reference, ratio, goal, pass }) => ({
    case: name,
    vial,
    reference,
    ratio: ratio?.median ?? null,
    goal,
    pass,
  }));
  console.log(JSON.stringify({ rows: report }));
} else {
  console.log(
    `\n${cpus()[0]?.model.trim() ?? "unknown CPU"}, ${cpus().length} cores, Node ${process.version}, @extism/extism 2.0.0-rc13`,
  );
  console.log(renderTable(rows));
}
process.exitCode = rows.every((row) => row.pass) ? 0 : 1;
