import { parseArgs } from "node:util";
import { categories, type Part } from "../corpus/index.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });

const shown = (share: number | undefined): string =>
  (share === undefined ? "–" : share.toFixed(3)).padStart(7);

function print(part: Part, { exact, overlap }: Evaluation): void {
  console.log(
    `\n${part.padEnd(14)} labels │   exact: precision, recall, F1 │ overlap: precision, recall, F1`,
  );
  for (const category of categories) {
    const [e, o] = [exact[category], overlap[category]];
    const row = [e, o].map(({ precision, recall, f1 }) => [precision, recall, f1].map(shown).join("  "));
    console.log(
      `${category.padEnd(14)} ${String(e.labelled).padStart(6)} │ ${row.map((each) => each.padStart(30)).join(" │ ")}`,
    );
  }
}

const results: Partial<Record<Part, Evaluation>> = {};
for (const part of ["tuned", "held-out", "hand-written"] as const) {
  const evaluation = await evaluate(part);
  results[part] = evaluation;
  if (!values.json) print(part, evaluation);
}
if (values.json) console.log(JSON.stringify(results, undefined, 2));
