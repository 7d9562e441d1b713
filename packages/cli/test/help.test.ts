import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { makeProgram } from "../src/program.ts";
import { command, vial } from "./support/vial.ts";

const cwd = tmpdir();
const commands = makeProgram().commands.map((each) => each.name());

test("help lists every command, with examples and exit codes", async () => {
  const { code, out, error } = await vial(["--help"], { cwd });
  expect({ code, error }).toEqual({ code: 0, error: "" });
  expect(commands.length).toBeGreaterThan(9);
  for (const name of commands) expect(out).toContain(`\n  ${name} `);
  expect(out).toContain("Examples:");
  expect(out).toMatch(/Exit codes:\n {2}0 /);
});

test("no arguments are a call for help", async () => {
  const { code, out } = await vial([], { cwd });
  expect(code).toBe(0);
  expect(out).toContain("Usage: vial");
});

test.each(commands)("%s has help with examples", async (name) => {
  const { code, out } = await vial([name, "--help"], { cwd });
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Usage: vial ${name} [^]*Examples:\n {2}\\$ vial ${name}`));
});

test("a reader that stops reading is no failure", async () => {
  const child = spawn(process.execPath, [command, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  const [error, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect([code, error]).toEqual([0, ""]);
});

test("the version is the package's", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect((await vial(["--version"], { cwd })).out.trim()).toBe(version);
});

test.each([
  { args: ["biuld"], says: "unknown command 'biuld'", hint: "Did you mean build?" },
  { args: ["repla", "call.json"], says: "unknown command 'repla'", hint: "Did you mean replay?" },
  { args: ["upgrade", "--dry-rnu"], says: "unknown option '--dry-rnu'", hint: "Did you mean --dry-run?" },
  { args: ["run", "--imput", "x"], says: "unknown option '--imput'", hint: "Did you mean --input?" },
  { args: ["run", "--config", "x"], says: "It takes key=value.", hint: "vial --help" },
  { args: ["run", "--allow-http", "lab.example"], says: "It takes an origin", hint: "vial --help" },
  { args: ["keys", "trust", "ed25519:x"], says: "'--names <name>' not specified", hint: "vial --help" },
  { args: ["new", "x", "--language", "cobol"], says: "Allowed choices are rust", hint: "vial --help" },
  { args: ["new", "x", "--example", "ecg"], says: "Allowed choices are none, lgpd", hint: "vial --help" },
])("a wrong command line is one line and a hint: $args", async ({ args, says, hint }) => {
  const { code, out, error } = await vial(args, { cwd });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  const [first, second, ...rest] = error.trimEnd().split("\n");
  expect(first).toMatch(/^error: /);
  expect(first).toContain(says);
  expect(second).toContain(hint);
  expect(rest).toEqual([]);
});

test("a Node that is too old is one line and a hint", async () => {
  const old = `Object.defineProperty(process.versions, "node", { value: "20.1.0" })`;
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(old)}` };
  const { code, out, error } = await vial(["doctor"], { cwd, env });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(error).toBe(
    "error: vial needs Node 24 or later, and this is 20.1.0\n       https://nodejs.org has it.\n",
  );
});
