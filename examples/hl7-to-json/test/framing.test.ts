import { describe, expect, test } from "vitest";
import { convert, errorOf } from "./support/convert.ts";

const first = "MSH|^~\\&|A\rPID|1\r";
const second = "MSH|^~\\&|B\rPID|2\r";
const frame = (content: string): string => `\x0B${content}\x1C\r`;

test("one frame is its message", async () => {
  expect(await convert(frame(first))).toStrictEqual(await convert(first));
});

test("several frames are their messages", async () => {
  expect(await convert(frame(first) + frame(second))).toStrictEqual(await convert(first + second));
});

describe("tolerated", () => {
  test.each([
    ["no CR before 0x1C", `\x0B${first.slice(0, -1)}\x1C\r`],
    ["no CR after 0x1C", `\x0B${first}\x1C`],
    ["LF after 0x1C", `\x0B${first}\x1C\n`],
    ["line ends around frames", `\r\n${frame(first)}\r\n`],
    ["a byte order mark before the frame", `\xEF\xBB\xBF${frame(first)}`],
    ["a byte order mark in the frame", frame(`\xEF\xBB\xBF${first}`)],
    ["a byte order mark without a frame", `\xEF\xBB\xBF${first}`],
  ])("%s", async (_, input) => {
    expect(await convert(input)).toStrictEqual(await convert(first));
  });

  test("the framing bytes are data where the input is not framed", async () => {
    const document = await convert("MSH|^~\\&|A\x0BB\x1CC");
    expect(document.batches[0]?.messages[0]?.segments[0]?.fields[2]).toStrictEqual([[["A\x0BB\x1CC"]]]);
  });
});

describe("an error, for two messages must not become one", () => {
  test.each([
    ["a frame that the next one cuts off", `\x0BMSH|^~\\&|A\rPID|1\x0B${second}\x1C\r`, 0],
    ["a frame that the input's end cuts off", frame(first) + `\x0B${second}`, 20],
    ["an end without a start", `${frame(first)}${second}\x1C\r`, 20],
    ["segments after a frame", `${frame(first)}PID|1\r`, 20],
  ])("%s", async (_, input, byte) => {
    expect(await errorOf(input)).toMatch(new RegExp(`^HL7-FRAME: at byte ${byte}: `));
  });

  test("segments of a frame belong to no earlier message", async () => {
    expect(await errorOf(frame(first) + frame("PID|3\r"))).toBe(
      "HL7-NO-HEADER: segment 3 at byte 21: a segment stands outside a message, no MSH is before it",
    );
  });
});

test("a batch may lie in one frame or in several", async () => {
  const expected = await convert(`BHS|^~\\&\r${first}BTS|1\r`);
  expect(await convert(frame(`BHS|^~\\&\r${first}BTS|1\r`))).toStrictEqual(expected);
  expect(await convert(frame("BHS|^~\\&\r") + frame(first) + frame("BTS|1\r"))).toStrictEqual(expected);
});

test("an empty frame holds nothing", async () => {
  expect(await convert(frame("") + frame(first))).toStrictEqual(await convert(first));
});
