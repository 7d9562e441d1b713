import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultSeed, generatePart } from "./generator/corpus.ts";

for (const part of ["tuned", "held-out"] as const) {
  const lines = generatePart(part, defaultSeed);
  await writeFile(join(import.meta.dirname, `${part}.jsonl`), lines);
  console.log(`${part}: ${lines.split("\n").length - 1} documents, ${(lines.length / 1e6).toFixed(2)} MB`);
}
