import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateCorpus } from "../generator/corpus.ts";

const run = promisify(execFile);
// Starting a process and loading Faker takes long on a busy machine.
const patience = { timeout: 60_000 };
const script = join(import.meta.dirname, "../generate.ts");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vial-data-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("--seed and --out write that seed's corpus there", patience, async () => {
  await run(process.execPath, [script, "--seed", "7", "--out", folder]);
  const corpus = [...generateCorpus(7)];
  const written = await Promise.all(corpus.map(({ path }) => readFile(join(folder, path))));
  expect(corpus.every(({ bytes }, index) => written[index]?.equals(bytes))).toBe(true);
});

test.each(["1.5", "4294967296", ""])("a seed of %o is refused", patience, async (seed) => {
  await expect(run(process.execPath, [script, `--seed=${seed}`, "--out", folder])).rejects.toThrow(
    "--seed must be",
  );
});
