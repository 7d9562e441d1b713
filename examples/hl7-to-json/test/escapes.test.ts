import { describe, expect, test } from "vitest";
import { convertSegment, convertText } from "./support/convert.ts";

describe("delimiters (2.7.4)", () => {
  test.each([
    ["\\F\\", "|"],
    ["\\S\\", "^"],
    ["\\T\\", "&"],
    ["\\R\\", "~"],
    ["\\E\\", "\\"],
    ["a\\T\\b\\F\\", "a&b|"],
    ["\\E\\F\\E\\", "\\F\\"],
  ])("%s is %s", async (text, expected) => {
    expect(await convertText(text)).toBe(expected);
  });

  test("they do not delimit", async () => {
    expect((await convertSegment("NTE|a\\F\\b\\S\\c\\R\\d\\T\\e|f")).fields).toStrictEqual([
      [[["a|b^c~d&e"]]],
      [[["f"]]],
    ]);
  });
});

describe("hexadecimal data (2.7.5)", () => {
  test.each([
    ["one byte", "\\X41\\", "A"],
    ["several", "\\X414243\\", "ABC"],
    ["either case", "\\X4a4B\\", "JK"],
    ["bytes of one character", "\\XC3A9\\", "é"],
    ["bytes of one character, one by one", "\\XE2\\\\X82\\\\XAC\\", "€"],
    ["bytes that complete others", "\xE2\\X82\\\xAC", "€"],
    ["bytes that complete nothing", "\\XE282\\a", "\uFFFDa"],
    ["control characters", "\\X000D0A1F\\", "\0\r\n\x1F"],
    ["what JSON escapes", "\\X225C\\", '"\\'],
    ["delimiters, which do not delimit", "\\X7C5E7E26\\|", "|^~&"],
    ["escape characters, which do not escape", "\\X5C\\F\\X5C\\", "\\F\\"],
  ])("%s", async (_, text, expected) => {
    expect(await convertText(text)).toBe(expected);
  });
});

describe("every other sequence is kept as it came", () => {
  test.each([
    "\\H\\bold\\N\\",
    "line\\.br\\line\\.sp+2\\\\.in-4\\",
    "\\C2842\\",
    "\\M2442\\ \\M244242\\",
    "\\Zlocal\\",
    "\\P\\",
    "\\f\\",
    "\\FF\\",
    "\\ F\\",
    "\\\\",
    "\\X\\",
    "\\X4\\",
    "\\X414\\",
    "\\X4G\\",
    "\\x41\\",
    '\\Z \x01"é\\',
  ])("%j", async (text) => {
    const bytes = String.fromCharCode(...new TextEncoder().encode(text));
    expect(await convertText(bytes)).toBe(text);
  });
});

describe("an escape character that nothing closes is text", () => {
  test.each(["\\", "C:\\dir", "a\\F", "\\X41", "\\H\\\\"])("%j", async (text) => {
    expect(await convertText(text)).toBe(text);
  });

  test("and delimiters after it delimit", async () => {
    expect((await convertSegment("NTE|a\\F^b\\|c\\F&d\\")).fields).toStrictEqual([
      [[["a\\F"], ["b\\"]]],
      [[["c\\F", "d\\"]]],
    ]);
  });
});

test("sequences do not nest: each ends at the next escape character", async () => {
  expect(await convertText("\\H\\F\\N\\")).toBe("\\H\\F\\N\\");
  expect(await convertText("\\Za\\T\\b\\")).toBe("\\Za\\T\\b\\");
  expect(await convertText("\\Z\xC3\\X41\\")).toBe("\\Z\uFFFD\\X41\\");
});
