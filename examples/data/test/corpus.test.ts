import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { expect, test } from "vitest";
import { defaultSeed, generateCorpus } from "../generator/corpus.ts";

const root = join(import.meta.dirname, "..");
const corpus = [...generateCorpus(defaultSeed)];

test("what is checked in is what the generator makes, byte for byte", () => {
  const different = corpus.filter(({ path, bytes }) => !readFileSync(join(root, path)).equals(bytes));
  expect(different.map(({ path }) => path)).toEqual([]);
});

test("there is no message that the generator does not make", () => {
  const stored = readdirSync(join(root, "messages"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".hl7"))
    .map((path) => `messages/${path.replaceAll(sep, "/")}`);
  const made = corpus.map(({ path }) => path).filter((path) => path !== "vitals.json");
  expect(stored.toSorted()).toEqual(made.toSorted());
});

test("another seed gives other bytes under the same names", () => {
  const other = [...generateCorpus(defaultSeed + 1)];
  expect(other.map(({ path }) => path)).toEqual(corpus.map(({ path }) => path));
  const same = other.filter(({ bytes }, index) => Buffer.compare(bytes, corpus[index]?.bytes ?? bytes) === 0);
  expect(same).toEqual([]);
});

test("no file exceeds 128 kB, all together stay below 2 MB", () => {
  const sizes = corpus.map(({ bytes }) => bytes.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(128_000);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(2_000_000);
});
