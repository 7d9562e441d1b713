import { beforeAll, expect, test } from "vitest";
import { compileModule } from "./support/compile.ts";
import { directLane, type DirectLane, type Outcome } from "./support/direct-lane.ts";

let plugin: DirectLane;
beforeAll(async () => {
  plugin = await directLane(await compileModule("documents"));
});

/** The error text of a call that fails. */
function failure(exportName: string, input: string | Uint8Array): string {
  const outcome: Outcome = plugin.call(exportName, input);
  expect(outcome.succeeded).toBe(false);
  return new TextDecoder("utf-8", { fatal: true }).decode(outcome.bytes);
}

test.each([
  [' { "b" : 1.0 , "a" : [ true , false , null ] } ', '{"a":[true,false,null],"b":1}'],
  // RFC 8785 §3.2.3: names are sorted by their UTF-16 code units.
  [
    '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
  [
    '"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/\\u2028\\u007f"',
    '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u2028\u007f"',
  ],
  [
    "[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]",
    "[333333333.3333333,1e+30,4.5,0.002,1e-27]",
  ],
  ['{"a":1,"b":2,"a":{"c":[]}}', '{"a":{"c":[]},"b":2}'],
  ['""', '""'],
  ["{}", "{}"],
  ["[[],[{}]]", "[[],[{}]]"],
])("%s in its canonical form", (text, expected) => {
  expect(plugin.text("canonical", text)).toBe(expected);
  expect(plugin.text("canonical", expected)).toBe(expected);
});

test("every character but a few is written as it is", () => {
  const units = Array.from({ length: 0x800 }, (_, code) => String.fromCharCode(code));
  const text = [...units, "\ud7ff\ue000\uffff", "😀\u{10ffff}"].join("");
  for (const shift of Array.from({ length: 17 }, (_, count) => "x".repeat(count))) {
    const document = JSON.stringify(shift + text);
    expect(plugin.text("canonical", document)).toBe(document);
  }
});

test.each([
  ["", ": expected a value"],
  ["nul", ": expected a value"],
  ["tru", ": expected true or false"],
  ["[1,]", "/1: expected a value"],
  ["[1 2]", '/0: expected "," or "]"'],
  ['{"a":1,}', ": expected a member"],
  ['{"a" 1}', '/a: expected ":"'],
  ["{a:1}", ": expected a member"],
  ['{"a":{"b/c":[0,{"~":x}]}}', "/a/b~1c/1/~0: expected a value"],
  ['["\t"]', "/0: expected JSON"],
  ['["\\x"]', "/0: expected JSON"],
  ['["\\ud800"]', "/0: expected Unicode text"],
  ['["\\ud800\\u0041"]', "/0: expected Unicode text"],
  ['["\\udc00"]', "/0: expected Unicode text"],
  ["1 1", ": expected one value"],
  ["\ufeff1", ": expected a value"],
  ["[".repeat(513), `${"/0".repeat(512)}: expected at most 512 levels of nesting`],
])("%s is refused", (text, expected) => {
  expect(failure("check", text)).toBe(expected);
});

test.each([[0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xff]])(
  "the byte %i and what follows is not UTF-8",
  (...bytes) => {
    const quoted = Uint8Array.of(0x22, ...bytes, 0x22);
    expect(failure("check", quoted)).toBe(": expected Unicode text");
    expect(failure("text", Uint8Array.from(bytes))).toBe("input: not UTF-8");
  },
);

test("512 levels of nesting are read and written", () => {
  const text = "[".repeat(512) + "]".repeat(512);
  expect(plugin.text("canonical", text)).toBe(text);
});

test("numbers out of range are refused on the way in and on the way out", () => {
  expect(failure("sum", "[1,-1e309]")).toBe("/1: expected a number within binary64");
  expect(failure("sum", "[1e308,1e308]")).toBe("output: expected a finite number");
});

test("half of a surrogate pair is not written", () => {
  expect(failure("tail", '"😀"')).toBe("output: expected Unicode text");
  expect(plugin.text("tail", '"aé"')).toBe('"é"');
});

test("a plugin's first failure is the call's, whatever its output", () => {
  expect(failure("failing", "no dose")).toBe("no dose");
  expect(plugin.text("echo", "next")).toBe("next");
});

test("texts of all lengths and alphabets pass through a string", () => {
  const alphabets = ["a", "é", "€", "😀", "aé", "aaaaaaaaaaaaaaaa€", "😀aaaaaaa"];
  for (const alphabet of alphabets) {
    for (let length = 0; length < 40; length++) {
      const text = alphabet.repeat(length);
      expect(plugin.text("text", text)).toBe(text);
      expect(plugin.text("canonical", JSON.stringify(text))).toBe(JSON.stringify(text));
    }
  }
});

test("input and output go up to 16 MiB", () => {
  const largest = 16 * 1024 * 1024;
  expect(plugin.call("fill", `${largest}`).bytes).toHaveLength(largest);
  expect(failure("fill", `${largest + 1}`)).toBe("output: too long");
  expect(plugin.call("quoteMany", `${largest - 2}`).bytes).toHaveLength(largest);
  expect(failure("quoteMany", `${largest - 1}`)).toBe("output: too long");
  expect(plugin.reserve(largest)).toBeGreaterThan(0);
  expect(plugin.reserve(largest + 1)).toBe(0);
  expect(plugin.reserve(-1)).toBe(0);
});
