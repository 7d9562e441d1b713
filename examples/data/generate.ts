import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { defaultSeed, generateCorpus } from "./generator/corpus.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(defaultSeed) },
    out: { type: "string", default: import.meta.dirname },
  },
});
const seed = Number(values.seed);
if (!/^\d+$/.test(values.seed) || seed >= 2 ** 32) {
  throw new RangeError(
    `--seed must be a whole number from 0 to 4294967295, got ${JSON.stringify(values.seed)}`,
  );
}
const out = resolve(values.out);

let files = 0;
let bytes = 0;
// A kind that shrinks must not leave its old files behind.
await rm(join(out, "messages"), { recursive: true, force: true });
for (const file of generateCorpus(seed)) {
  const path = join(out, file.path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.bytes);
  files++;
  bytes += file.bytes.length;
}
console.log(`${files} files, ${(bytes / 1e6).toFixed(2)} MB`);
