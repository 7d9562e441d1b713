import { describe, expect, test } from "vitest";
import { convertMessage, convertText, errorOf } from "./support/convert.ts";

describe.each([[""], ["ASCII"], ["UNICODE UTF-8"], ["UTF-8"], ['""']])("MSH-18 %j is UTF-8", (charset) => {
  test.each([
    ["well-formed", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\xA9\xBA", "é€🩺"],
    ["a byte order mark inside", "\xEF\xBB\xBFa", "\uFEFFa"],
    ["DEL", "\x7F", "\x7F"],
  ])("%s", async (_, bytes, text) => {
    expect(await convertText(bytes, charset)).toBe(text);
  });
});

describe("every maximal subpart of ill-formed UTF-8 becomes one U+FFFD", () => {
  // The examples of the Unicode Standard, section 3.9, tables 3-8 to 3-11.
  test.each([
    ["\xC0\xAF\xE0\x80\xBF\xF0\x81\x82A", "\uFFFD".repeat(8) + "A"],
    ["\xED\xA0\x80\xED\xBF\xBF\xED\xAFA", "\uFFFD".repeat(8) + "A"],
    ["\xF4\x91\x92\x93\xFFA\x80\xBFB", "\uFFFD".repeat(5) + "A\uFFFD\uFFFDB"],
    ["\xE1\x80\xE2\xF0\x91\x92\xF1\xBFA", "\uFFFD".repeat(4) + "A"],
    ["\xE2\x82", "\uFFFD"],
    ["\xC3", "\uFFFD"],
    ["a\xE9b", "a\uFFFDb"],
  ])("%j", async (bytes, text) => {
    expect(await convertText(bytes)).toBe(text);
  });

  test("delimiters and terminators end a sequence", async () => {
    const message = await convertMessage("MSH|^~\\&\rNTE|\xC3|\xE2\x82^\xF0\x9F\xA9\rNTE|\xC3");
    expect(message.segments.slice(1)).toStrictEqual([
      { id: "NTE", fields: [[[["\uFFFD"]]], [[["\uFFFD"], ["\uFFFD"]]]] },
      { id: "NTE", fields: [[[["\uFFFD"]]]] },
    ]);
  });
});

const upperHalf = String.fromCharCode(...Array.from({ length: 128 }, (_, index) => 0x80 + index));
const upperHalfInHex = Buffer.from(upperHalf, "latin1").toString("hex");

describe.each([
  ["8859/1", upperHalf],
  ["8859/15", new TextDecoder("iso-8859-15").decode(Buffer.from(upperHalf, "latin1"))],
])("MSH-18 %s", (charset, text) => {
  test("is transcoded", async () => {
    expect(await convertText(upperHalf, charset)).toBe(text);
  });

  test("holds for hexadecimal data too", async () => {
    expect(await convertText(`\\X${upperHalfInHex}\\`, charset)).toBe(text);
  });

  test("is the first repetition: the others are for \\C and \\M sequences", async () => {
    expect(await convertText(`${upperHalf}\\C2842\\`, `${charset}~JAS2020`)).toBe(`${text}\\C2842\\`);
  });
});

test("the character set holds for its message, MSH itself included", async () => {
  const message = await convertMessage("MSH|^~\\&|S\xE3o|||||||Jos\xE9||||||||8859/1\r");
  expect(message.controlId).toBe("José");
  expect(message.segments[0]?.fields[2]).toStrictEqual([[["São"]]]);
});

test("another one is an error that says where, not what", async () => {
  expect(await errorOf("MSH|^~\\&||||||||||||||||GB 18030-2000\rPID|1")).toBe(
    "HL7-CHARSET: segment 1 at byte 24: MSH-18 must be ASCII, UNICODE UTF-8, 8859/1, 8859/15 or empty",
  );
});

test.each(["8859/2", "8859/1x", "8859", "ascii", "UNICODE", "UNICODE UTF-16", "\0"])(
  "%j is another one",
  async (name) => {
    expect(await errorOf(`MSH|^~\\&||||||||||||||||${name}\r`)).toMatch(/^HL7-CHARSET: /);
  },
);

test("control characters are escaped", async () => {
  const controls = String.fromCharCode(...Array.from({ length: 32 }, (_, index) => index)).replace(
    /[\r\n]/g,
    "",
  );
  expect(await convertText(controls)).toBe(controls);
});
