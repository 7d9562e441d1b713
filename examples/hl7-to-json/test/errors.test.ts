import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bytesOf, errorOf } from "./support/convert.ts";
import { directLane } from "./support/lanes.ts";
import { inputOf, randomFrom } from "./support/random.ts";

describe("nothing to read", () => {
  test.each([[""], ["\r\n\r\n"], ["\xEF\xBB\xBF"], ["\x0B\x1C\r"]])("%j", async (input) => {
    expect(await errorOf(input)).toBe("HL7-EMPTY: at byte 0: the input holds no segment");
  });
});

describe("no header", () => {
  test.each(["PID|1\r", "hello", '{"a":1}', "MS", "msh|^~\\&|", "BTS|1\r", "FTS|1\r", " MSH|^~\\&|\r", "\0"])(
    "%j",
    async (input) => {
      expect(await errorOf(input)).toBe(
        "HL7-NO-HEADER: segment 1 at byte 0: a segment stands outside a message, no MSH is before it",
      );
    },
  );
});

describe("a header that ends too early", () => {
  test.each(["MSH", "MSH|", "MSH|^", "MSH\r", "BHS|^\rMSH|^~\\&|", "FHS|\r"])("%j", async (input) => {
    expect(await errorOf(input)).toBe(
      "HL7-HEADER-TRUNCATED: segment 1 at byte 0: the header segment ends within its encoding characters",
    );
  });
});

describe("delimiters that cannot be", () => {
  test.each([
    ["one that is missing", "MSH|^|A"],
    ["none", "MSH||A"],
    ["repeated", "MSH|^~\\^|A"],
    ["a sixth encoding character", "MSH|^~\\&#!|A"],
    ["a letter", "MSHa^~\\&a"],
    ["a digit", "MSH|^~1&|"],
    ["a space", "MSH|^~ &|"],
    ["a control character", "MSH|^~\\\x07|"],
    ["outside ASCII", "MSH\xE9^~\\&\xE9"],
  ])("%s", async (_, input) => {
    expect(await errorOf(input)).toBe(
      "HL7-DELIMITERS: segment 1 at byte 3: the delimiters must be 3 to 6 different ASCII punctuation characters",
    );
  });
});

describe("a segment id that is none", () => {
  test.each([
    "PIDX|1",
    "PI|1",
    "P",
    "PI\0|1",
    "P D|1",
    "|1",
    "PID^1",
    " PID|1",
    "\xC3\xA9Z|1",
    "BTSX",
    "\x1A",
  ])("%j", async (segment) => {
    expect(await errorOf(`MSH|^~\\&|A\r\n${segment}\r`)).toBe(
      "HL7-SEGMENT-ID: segment 2 at byte 12: a segment starts with three letters or digits and the field separator",
    );
  });
});

test("positions count segments from 1 and bytes from 0, whatever stands between", async () => {
  expect(await errorOf("\xEF\xBB\xBF\r\nMSH|^~\\&|\xC3\xA9\r\n\r\nPID|1\r\n?\r\n")).toBe(
    "HL7-SEGMENT-ID: segment 3 at byte 27: a segment starts with three letters or digits and the field separator",
  );
});

test("the README lists every code and text, and an error holds nothing else", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const lane = directLane();
  const random = randomFrom(3);
  const seen = new Set<string>();
  for (let round = 0; round < 3_000; round++) {
    const outcome = lane.call(bytesOf(inputOf(random)));
    if ("output" in outcome) continue;
    const { code = "", text = "" } =
      /^(?<code>HL7-[A-Z-]+): (?:segment \d+ )?at byte \d+: (?<text>[^\n]+)$/.exec(outcome.error)?.groups ??
      {};
    expect(readme).toContain(`| \`${code}\``);
    expect(readme).toContain(text);
    seen.add(code);
  }
  expect(seen.size).toBeGreaterThan(5);
});
