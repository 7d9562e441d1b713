import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../src/cli/run.ts";

const pulse = { title: "Pulse", type: "object", properties: { perMinute: { type: "number" } } };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vial-types-"));
  writeFileSync(join(folder, "pulse.schema.json"), JSON.stringify(pulse));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Outcome {
  code: number;
  out: string[];
  error: string[];
}

async function vialTypes(...args: string[]): Promise<Outcome> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await run(args, { out: (line) => out.push(line), error: (line) => error.push(line) });
  return { code, out, error };
}

test("writes, finds it current, finds it stale, writes again", async () => {
  const path = join(folder, "src", "types.rs");
  const args = ["--language", "rust", "--out", path, folder];
  expect(await vialTypes(...args)).toEqual({ code: 0, out: [path], error: [] });
  const text = readFileSync(path, "utf8");
  expect(text).toContain("pub struct Pulse {");

  // Git on Windows checks out with other line ends.
  writeFileSync(path, text.replaceAll("\n", "\r\n"));
  expect(await vialTypes("--check", ...args)).toEqual({ code: 0, out: [], error: [] });

  writeFileSync(path, `${text}// by hand\n`);
  expect(await vialTypes("--check", ...args)).toEqual({ code: 1, out: [], error: [`not current: ${path}`] });
  expect(readFileSync(path, "utf8")).toContain("by hand");

  expect(await vialTypes(...args)).toEqual({ code: 0, out: [path], error: [] });
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("without a file's name, the file is named messages, and in TypeScript like its schema", async () => {
  const out = join(folder, "types");
  const schema = join(folder, "pulse.schema.json");
  expect(await vialTypes("--language", "go", "--out", out, schema)).toMatchObject({
    out: [join(out, "messages.go")],
  });
  expect(await vialTypes("--language", "typescript", "--out", out, schema)).toMatchObject({
    out: [join(out, "pulse.ts")],
  });
});

test("the Go package", async () => {
  await vialTypes("--language", "go", "--package", "vitals", "--out", folder, folder);
  expect(readFileSync(join(folder, "messages.go"), "utf8")).toMatch(/^package vitals$/m);
});

test.each<[string[], RegExp]>([
  [[], /--language has to be one of typescript, rust/],
  [["--language", "cobol"], /--language has to be one of/],
  [["--language", "rust"], /--out is missing/],
  [["--language", "rust", "--out", "src"], /no schemas/],
  [["--lang", "rust"], /--lang/],
])("%j is a usage error", async (args, message) => {
  const { code, out, error } = await vialTypes(...args);
  expect([code, out]).toEqual([2, []]);
  expect(error.join()).toMatch(message);
  expect(error.join()).toContain("Usage: vial-types");
});

test("schemas that cannot be read, parsed or expressed", async () => {
  writeFileSync(join(folder, "broken.schema.json"), "{");
  writeFileSync(join(folder, "choice.schema.json"), '{"type":"object","properties":{"a":{"not":{}}}}');
  const problem = async (name: string): Promise<string> => {
    const { code, error } = await vialTypes("--language", "rust", "--out", folder, join(folder, name));
    expect(code).toBe(1);
    return error.join();
  };
  expect(await problem("missing.schema.json")).toContain("ENOENT");
  expect(await problem("broken.schema.json")).toContain("not JSON");
  expect(await problem("choice.schema.json")).toBe(
    'vial-types: choice.schema.json#/properties/a/not: "not" cannot be expressed in every language; ' +
      "leave it out and check it in the plugin",
  );
});

test("the command itself", async () => {
  const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [cli, "--help"]);
  expect(stdout).toContain("Usage: vial-types");
  const usageError = promisify(execFile)(process.execPath, [cli, "--out"]);
  await expect(usageError).rejects.toMatchObject({ code: 2 });
});
