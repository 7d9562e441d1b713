import { expect, test } from "vitest";
import { titled } from "./titled.ts";
import { faultIn, faultInMember, scoreText } from "./triage.ts";

test.each(
  titled([
    ["\\ud800", "INVALID_UNICODE"],
    ["\\udc00", "INVALID_UNICODE"],
    ["\\udc00\\udc00", "INVALID_UNICODE"],
    ["\\ud83d\\u0041", "INVALID_UNICODE"],
    ["\\ud83dx", "INVALID_UNICODE"],
    ["\\ud83d\\ud83d", "INVALID_UNICODE"],
    ["\\ud83d\\u", "INVALID_JSON"],
    ["\\ud83d\\ude00", "INVALID_VALUE"], // a pair, and so a string
    ["\\u00e9\\u20ac\\u0000", "INVALID_VALUE"],
    ['\\"\\\\\\/\\b\\f\\n\\r\\t', "INVALID_VALUE"],
    ["\\x41", "INVALID_JSON"],
    ["\\U0041", "INVALID_JSON"],
    ["\\u00g0", "INVALID_JSON"],
    ["\\u004", "INVALID_JSON"],
    ["\\", "INVALID_JSON"],
    ["\n", "INVALID_JSON"],
    ["\0", "INVALID_JSON"],
    ["\u{1f}", "INVALID_JSON"],
    ["\u{7f}", "INVALID_VALUE"],
  ]),
)("a string of %s", (_, text, code) => {
  expect(faultInMember(`"consciousness":"${text}"`).code).toBe(code);
});

test("escapes stand for their characters, in names and values", () => {
  const escaped = [..."consciousness"].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join("");
  const input = `{"observ\\u0061tions":[{"${escaped}":"\\u0056","id":"\\u0041\\u002D\\u002E9"}]}`;
  expect(scoreText(input)).toMatchObject([{ id: "A-.9", parameters: [{ value: "V", points: 3 }] }]);
});

const malformed = {
  "a lone continuation byte": [0x80],
  "an overlong slash": [0xc0, 0xaf],
  "an overlong slash in three bytes": [0xe0, 0x80, 0xaf],
  "an overlong slash in four bytes": [0xf0, 0x80, 0x80, 0xaf],
  "a sequence cut short": [0xe2, 0x82],
  "a lead byte alone": [0xc3],
  "a second byte that is none": [0xe2, 0x28, 0xa1],
  "a fourth byte that is none": [0xf0, 0x9f, 0x98, 0x28],
  "a surrogate": [0xed, 0xa0, 0x80],
  "past U+10FFFF": [0xf4, 0x90, 0x80, 0x80],
  "a byte that UTF-8 never has": [0xff],
};

const idOf = (bytes: number[]): Buffer =>
  Buffer.concat([Buffer.from('{"observations":[{"id":"'), Buffer.from(bytes), Buffer.from('"}]}')]);

test.each(Object.entries(malformed))("%s in a string is INVALID_UNICODE", (_, bytes) => {
  expect(faultIn(idOf(bytes))).toEqual({
    code: "INVALID_UNICODE",
    pointer: "/observations/0/id",
    offset: 24,
  });
});

test.each([0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff])(
  "character %i, at the end of a range of UTF-8, is text",
  (code) => {
    expect(faultIn(idOf([...Buffer.from(String.fromCodePoint(code))])).code).toBe("INVALID_VALUE");
  },
);
