import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compileNative, sanitizers } from "../native/compile.mjs";

const source = fileURLToPath(new URL("json.c", import.meta.url));
const program = compileNative([source], ["-O1", "-g", ...sanitizers]);
after(() => program[Symbol.dispose]());

/** What the program makes of each text: `{ output }` or `{ error }`. */
function run(texts) {
  const input = texts.flatMap((text) => {
    const bytes = Buffer.from(text);
    return [Buffer.from(Uint32Array.of(bytes.length).buffer), bytes];
  });
  const bytes = execFileSync(program.path, { input: Buffer.concat(input), maxBuffer: 2 ** 29 });
  const answers = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    const text = bytes.toString("utf8", at + 8, at + 8 + length);
    answers.push(bytes.readUInt32LE(at) === 0 ? { output: text } : { error: text });
    at += 8 + length;
  }
  return answers;
}

function canonical(value, depth = 0) {
  if (depth > 512) throw new Error("too deep");
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = depth + 1;
  if (inner > 512) throw new Error("too deep");
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, inner)).join(",")}]`;
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${canonical(key)}:${canonical(value[key], inner)}`);
  return `{${members.join(",")}}`;
}

/** Whether the text holds, also in members that a later one replaces, what JavaScript takes and the PDK does not. */
function isStricter(text) {
  const unescaped = text.replaceAll(/\\[^u]/g, "").replaceAll(/\\u[dD][89abAB]..\\u[dD][c-fC-F]../g, "");
  const numbers = unescaped.replaceAll(/"[^"]*"/g, "").match(/[-+.0-9eE]+/g) ?? [];
  return /\\u[dD][89a-fA-F]/.test(unescaped) || numbers.some((each) => Math.abs(Number(each)) === Infinity);
}

/** JavaScript's answer; `undefined` for what is an error. */
function expected(text) {
  try {
    const decoded = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(text));
    const parsed = JSON.parse(decoded);
    return isStricter(decoded) ? undefined : canonical(parsed);
  } catch {
    return undefined;
  }
}

function assertAsJavaScript(texts) {
  run(texts).forEach((answer, i) => {
    const output = expected(texts[i]);
    const shown = JSON.stringify(Buffer.from(texts[i]).toString("latin1").slice(0, 500));
    assert.equal(answer.output, output, `${shown}: ${answer.error}`);
    if (output === undefined) assert.match(answer.error, /^(\/.*)?: ./s, shown);
  });
}

let state = 7;
function random(count) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * count);
}
const pick = (values) => values[random(values.length)];
const repeat = (count, make) => Array.from({ length: count }, make);
const space = () => pick(["", "", "", " ", "\n", "\t\r "]);
const characters = [
  ..."abcdefgh /~é€😀\ue000\uffff\u007f",
  '\\"',
  "\\\\",
  "\\/",
  "\\n",
  "\\u0000",
  "\\u00e9",
  "\\ud83d\\ude00",
  "\\uD83D",
];
const string = () => `"${repeat(random(pick([4, 40])), () => pick(characters)).join("")}"`;
const number = () =>
  pick([
    "0",
    "-0",
    "1",
    "-12.5e3",
    "1e21",
    "123456789012345678901",
    "0.1",
    "1e-7",
    "1E400",
    `${random(1e9) / 1000}`,
  ]);

function anyValue(depth) {
  const kind = random(depth > 5 ? 5 : 8);
  if (kind < 2) return string();
  if (kind < 4) return number();
  if (kind === 4) return pick(["true", "false", "null"]);
  const items = random(6);
  if (kind === 5) return `[${repeat(items, () => space() + anyValue(depth + 1) + space()).join(",")}]`;
  return `{${repeat(items, () => `${space()}${string()}${space()}:${space()}${anyValue(depth + 1)}${space()}`).join(",")}}`;
}

function damaged(text) {
  const bytes = Buffer.from(text);
  for (let count = 1 + random(3); count > 0 && bytes.length > 0; count--) {
    bytes[random(bytes.length)] = pick([
      0,
      0x22,
      0x5c,
      0x2c,
      0x3a,
      0x5b,
      0x7d,
      0x30,
      0x65,
      0x80,
      0xc3,
      0xf5,
      random(256),
    ]);
  }
  return bytes.subarray(0, random(8) === 0 ? random(bytes.length) : undefined);
}

test("20,000 random texts and their damaged copies are read as JavaScript reads them", () => {
  const texts = repeat(20_000, () => space() + anyValue(0) + space());
  assertAsJavaScript([...texts, ...texts.map(damaged)]);
});

test("nesting up to 512 arrays and objects", () => {
  const shapes = [
    ["[", "]"],
    ['{"a":', "}"],
    ['[{"b":0,"a":', "}]"],
  ];
  const texts = shapes.flatMap(([open, close]) =>
    [255, 256, 257, 512, 513, 100_000].flatMap((depth) => [
      `${open.repeat(depth)}0${close.repeat(depth)}`,
      open.repeat(depth),
    ]),
  );
  assertAsJavaScript(texts);
});

test("members are sorted by UTF-16, and the last of the same name counts", () => {
  const keys = [
    "\u20ac",
    "\r",
    "\ufb33",
    "1",
    "\u{1f600}",
    "\u0080",
    "\u00f6",
    "",
    "a",
    "aa",
    "\ue000",
    "\uffff",
    "\ud7ff",
  ];
  const members = repeat(5000, () => `${JSON.stringify(pick(keys) + pick(keys))}:${random(100)}`);
  assertAsJavaScript([
    `{${members.join(",")}}`,
    `{${keys.map((key) => `${JSON.stringify(key)}:1`).join(",")}}`,
  ]);
});

test("what is long takes time in proportion", { timeout: 60_000 }, () => {
  const count = 400_000;
  const texts = [
    `[${"1,".repeat(count)}1]`,
    `"${"\\n".repeat(count)}"`,
    `"${"é".repeat(count)}"`,
    `{${repeat(count / 4, (_, i) => `"${(i * 7919) % 100_003}":[{}]`).join(",")}}`,
    `${'{"z":1,"a":'.repeat(511)}"${"x".repeat(count)}"${"}".repeat(511)}`,
    `${"[".repeat(511)}${'{"b":1,"a":2},'.repeat(count / 16)}0${"]".repeat(511)}`,
    `0.${"1".repeat(count)}`,
    `[${"0.1000000000000000055511151231257827,".repeat(count / 40)}0]`,
  ];
  assertAsJavaScript(texts);
});

test("an error is a JSON pointer and what was expected", () => {
  const cases = {
    "": ": expected a value",
    "[1,,2]": "/1: expected a value",
    "[1,2": ": expected a comma or the end of the array",
    '{"a":{"b/c~":[0,{"é\\n":tru}]}}': "/a/b~1c~0/1/é\n: expected true or false",
    '{"a":1,"b"}': ": expected a colon",
    '{"a":"x\u0001"}': "/a: expected a string without control characters and with escape sequences of JSON",
    '["a","\\ud800"]': "/1: expected a string without control characters and with escape sequences of JSON",
    "[1e999]": "/0: expected a number within binary64",
    "[1] x": ": expected the end of the text",
    '{"a":nul}': "/a: expected null",
  };
  assert.deepEqual(
    run(Object.keys(cases)).map(({ error }) => error),
    Object.values(cases),
  );
});

test("a pointer too long for an error ends early", () => {
  const [{ error }] = run([`{"${"k".repeat(300)}":{"${"é".repeat(300)}":[x]}}`]);
  assert.equal(error, `/${"k".repeat(300)}/…: expected a value`);
});
