import { describe, expect, test } from "vitest";
import { convert, errorOf } from "./support/convert.ts";
import type { Document } from "./support/document.ts";

const FHS = "FHS|^~\\&|F\r";
const BHS = "BHS|^~\\&|B\r";
const MSH = "MSH|^~\\&|M\rPID|1\r";
const BTS = "BTS\r";
const FTS = "FTS\r";

/** The structure of a document in a line: `file FHS [BHS 2 BTS] [- 1 -] FTS`. */
function outline(document: Document): string {
  const batches = document.batches.map(
    ({ header, messages, trailer }) => `[${header?.id ?? "-"} ${messages.length} ${trailer?.id ?? "-"}]`,
  );
  return [document.format, document.header?.id ?? "-", ...batches, document.trailer?.id ?? "-"].join(" ");
}

describe("every header and trailer is optional (2.10.3.1)", () => {
  test.each([
    [MSH, "message - [- 1 -] -"],
    [MSH + MSH, "batch - [- 2 -] -"],
    [BHS + MSH + BTS, "batch - [BHS 1 BTS] -"],
    [BHS + MSH + MSH, "batch - [BHS 2 -] -"],
    [MSH + BTS, "batch - [- 1 BTS] -"],
    [BHS + BTS, "batch - [BHS 0 BTS] -"],
    [BHS, "batch - [BHS 0 -] -"],
    [FHS + BHS + MSH + BTS + BHS + MSH + MSH + BTS + FTS, "file FHS [BHS 1 BTS] [BHS 2 BTS] FTS"],
    [BHS + MSH + BTS + BHS + MSH + BTS, "file - [BHS 1 BTS] [BHS 1 BTS] -"],
    [BHS + MSH + BHS + MSH, "file - [BHS 1 -] [BHS 1 -] -"],
    [MSH + BHS + MSH, "file - [- 1 -] [BHS 1 -] -"],
    [BHS + MSH + BTS + MSH, "file - [BHS 1 BTS] [- 1 -] -"],
    [FHS + MSH + FTS, "file FHS [- 1 -] FTS"],
    [FHS + MSH, "file FHS [- 1 -] -"],
    [MSH + FTS, "file - [- 1 -] FTS"],
    [FHS + BHS + MSH + BTS, "file FHS [BHS 1 BTS] -"],
    [FHS + BTS + FTS, "file FHS [- 0 BTS] FTS"],
    [FHS + FTS, "file FHS FTS"],
    [FHS, "file FHS -"],
  ])("%j", async (input, expected) => {
    expect(outline(await convert(input))).toBe(expected);
  });
});

test("headers and trailers are kept as segments", async () => {
  const document = await convert("FHS|^~\\&|F\rBHS|^~\\&|B\rBTS|0|C\rFTS|1|D\r");
  expect(document).toStrictEqual({
    format: "file",
    header: { id: "FHS", fields: [[[["|"]]], [[["^~\\&"]]], [[["F"]]]] },
    batches: [
      {
        header: { id: "BHS", fields: [[[["|"]]], [[["^~\\&"]]], [[["B"]]]] },
        messages: [],
        trailer: { id: "BTS", fields: [[[["0"]]], [[["C"]]]] },
      },
    ],
    trailer: { id: "FTS", fields: [[[["1"]]], [[["D"]]]] },
  });
});

test("a trailer has the delimiters of its header, whatever those of the messages are", async () => {
  const document = await convert("FHS$*%\rBHS!*%\rMSH|^~\\&|a^b\rBTS!1!a*b\rFTS$1$a*b\r");
  const comment = [[["a"], ["b"]]];
  expect(document.batches[0]?.trailer).toStrictEqual({ id: "BTS", fields: [[[["1"]]], comment] });
  expect(document.trailer).toStrictEqual({ id: "FTS", fields: [[[["1"]]], comment] });
});

test("the character set of a message ends with it", async () => {
  const latin = "MSH|^~\\&|\xE9|||||||||||||||8859/1\r";
  const document = await convert(`${latin}MSH|^~\\&|\xC3\xA9\rBTS|2|\xE9\r`);
  const [batch] = document.batches;
  expect(batch?.messages.map(({ segments }) => segments[0]?.fields[2])).toStrictEqual([[[["é"]]], [[["é"]]]]);
  expect(batch?.trailer?.fields[1]).toStrictEqual([[["\uFFFD"]]]);
});

describe("counts, where they are sent, must be right", () => {
  test.each([
    `${BHS}${MSH}${MSH}BTS|2\r`,
    `${BHS}${MSH}${MSH}BTS|0002^x\r`,
    `${BHS}${MSH}BTS||comment\r`,
    `${FHS}${BHS}${MSH}BTS|1\r${BHS}BTS|0\rFTS|2\r`,
    `${FHS}FTS|0\r`,
    // A batch without BHS and BTS: some count it, some do not.
    `${FHS}${MSH}FTS|0\r`,
    `${FHS}${MSH}FTS|1\r`,
  ])("%j is", async (input) => {
    expect((await convert(input)).batches).toBeDefined();
  });

  test.each([
    [`${MSH}BTS|2\r`, "segment 3 at byte 21: BTS-1 is not the number of messages in the batch"],
    [`${MSH}BTS|x\r`, "segment 3 at byte 21: BTS-1 is not the number of messages in the batch"],
    [`${MSH}BTS|-1\r`, "segment 3 at byte 21: BTS-1 is not the number of messages in the batch"],
    [
      `${MSH}BTS|18446744073709551617\r`,
      "segment 3 at byte 21: BTS-1 is not the number of messages in the batch",
    ],
    [`${MSH}BTS\rFTS|2\r`, "segment 4 at byte 25: FTS-1 is not the number of batches in the file"],
  ])("%j is not", async (input, error) => {
    expect(await errorOf(input)).toBe(`HL7-BATCH-COUNT: ${error}`);
  });
});

describe("order", () => {
  test.each([
    [MSH + FHS, "HL7-BATCH-ORDER: segment 3 at byte 17: FHS can only be the first segment"],
    [FHS + FHS, "HL7-BATCH-ORDER: segment 2 at byte 11: FHS can only be the first segment"],
    [MSH + FTS + MSH, "HL7-BATCH-ORDER: segment 4 at byte 21: nothing can follow FTS"],
    [FHS + FTS + FTS, "HL7-BATCH-ORDER: segment 3 at byte 15: nothing can follow FTS"],
    [
      BHS + "PID|1\r",
      "HL7-NO-HEADER: segment 2 at byte 11: a segment stands outside a message, no MSH is before it",
    ],
    [
      MSH + BTS + "PID|1\r",
      "HL7-NO-HEADER: segment 4 at byte 21: a segment stands outside a message, no MSH is before it",
    ],
  ])("%j is an error", async (input, error) => {
    expect(await errorOf(input)).toBe(error);
  });
});
