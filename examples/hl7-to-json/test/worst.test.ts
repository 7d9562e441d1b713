import { describe, expect, test } from "vitest";
import { bytesOf } from "./support/convert.ts";
import type { Document } from "./support/document.ts";
import { directLane, kernelLane, type Outcome } from "./support/lanes.ts";

const MiB = 1024 * 1024;
const start = "MSH|^~\\&|A\rNTE|1||";

/** A message of `size` bytes, whose NTE-3 is `unit` over and over. */
function messageOf(unit: string, size: number): Uint8Array {
  return Buffer.concat([bytesOf(start), Buffer.alloc(size - start.length, bytesOf(unit))]);
}

/** The error of a call. Of an output only its length, for there may be megabytes of it. */
function errorOf(outcome: Outcome): string {
  return "error" in outcome ? outcome.error : `${outcome.output.length} bytes of output`;
}

function textOf(outcome: Outcome): string {
  if ("error" in outcome) throw new Error(outcome.error);
  const document: Document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(outcome.output));
  return document.batches[0]?.messages[0]?.segments[1]?.fields[2]?.[0]?.[0]?.[0] ?? "";
}

describe("inputs near the limits are converted", () => {
  test.each([
    ["a text of 15 MiB without a terminator", "abcdefghij", 15 * MiB],
    ["9 MiB of two-byte characters", "\xC3\xA9", 9 * MiB],
    ["5 MiB of bytes that are no UTF-8", "\xFF", 5 * MiB],
    ["2 MiB of NUL", "\0", 2 * MiB],
    ["15 MiB of escape sequences", "\\F\\", 15 * MiB],
    ["16 MiB of escape sequences in escape sequences", "\\E\\X5C\\", 16 * MiB],
    ["7 MiB of unknown escape sequences", "\\H\\", 7 * MiB],
    ["8 MiB of hexadecimal data", "\\X41424344\\", 8 * MiB],
    ["7 MiB of hexadecimal data that nothing closes", '\\X41"', 7 * MiB],
    ["7 MiB of escape characters", "\\", 7 * MiB],
    ["7 MiB of quotes", '"', 7 * MiB],
  ])("%s", { timeout: 20_000 }, (_, unit, size) => {
    const lane = directLane();
    expect(textOf(lane.call(messageOf(unit, size))).length).toBeGreaterThan(MiB / 2);
    // 64 MiB is what a host allows.
    expect(lane.pages()).toBeLessThan(1024);
  });
});

describe("more than 16 MiB of JSON is an error", () => {
  test.each([
    ["10 million repetitions", "~", 10_000_000],
    ["16 MiB of fields", "|", 16 * MiB],
    ["16 MiB of subcomponents", "a&", 16 * MiB],
    ["16 MiB of NUL", "\0", 16 * MiB],
    ["16 MiB of bytes that are no UTF-8", "\xFF", 16 * MiB],
    ["16 MiB of quotes", '"', 16 * MiB],
    ["16 MiB of escape characters", "\\", 16 * MiB],
    ["16 MiB of unknown escape sequences", "\\H\\", 16 * MiB],
    ["a text as long as the input may be", "a", 16 * MiB],
    ["2 million segments", "\rZZZ", 16 * MiB],
    ["1 million messages", "\rMSH|^~", 16 * MiB],
  ])("%s", { timeout: 20_000 }, (_, unit, size) => {
    const lane = directLane();
    expect(errorOf(lane.call(messageOf(unit, size)))).toMatch(
      /^HL7-OUTPUT-SIZE: segment \d+ at byte \d+: the JSON would be longer than 16 MiB$/,
    );
    expect(lane.pages()).toBeLessThan(1024);
    // The instance is as good as new.
    expect(textOf(lane.call(bytesOf(`${start}fine`)))).toBe("fine");
  });
});

test("the limit of 16 MiB is met to the byte", () => {
  const lane = directLane();
  const overhead = lengthOf(lane.call(messageOf("a", start.length + 1))) - 1;
  const longest = start.length + 16 * MiB - overhead;
  expect(lengthOf(lane.call(messageOf("a", longest)))).toBe(16 * MiB);
  expect(errorOf(lane.call(messageOf("a", longest + 1)))).toMatch(/^HL7-OUTPUT-SIZE: /);
});

function lengthOf(outcome: Outcome): number {
  return "output" in outcome ? outcome.output.length : Number.NaN;
}

test("inputs without a header, however long", () => {
  const lane = directLane();
  for (const unit of ["a", "\r", "|", "\0", "MSH", "\x0B"]) {
    const input = bytesOf(unit.repeat((16 * MiB) / unit.length));
    expect(errorOf(lane.call(input))).toMatch(/^HL7-(?:NO-HEADER|EMPTY|DELIMITERS|FRAME): /);
  }
});

test("memory that cannot grow is an error", () => {
  const lane = directLane({ maximumPages: 60 });
  expect(errorOf(lane.call(messageOf("|", MiB)))).toMatch(
    /^HL7-MEMORY: segment 2 at byte 11: memory cannot hold the JSON$/,
  );
  expect(() => lane.call(messageOf("a", 5 * MiB))).toThrow("vial_input reserved nothing");
  expect(textOf(lane.call(bytesOf(`${start}fine`)))).toBe("fine");
});

test("the kernel lane carries 8 MiB in and 8 MiB out", { timeout: 20_000 }, async () => {
  const input = messageOf("abcdefghij", 8 * MiB);
  await using kernel = await kernelLane();
  const outcome = await kernel.call(input);
  expect(Buffer.compare(bytesIn(outcome), bytesIn(directLane().call(input)))).toBe(0);
});

function bytesIn(outcome: Outcome): Uint8Array {
  if ("error" in outcome) throw new Error(outcome.error);
  return outcome.output;
}
