import { bytes, readings, type Case } from "./case.ts";

const codePoints = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, "0")}`;

/** JSON texts of `patient` that are fine. */
const fine: Readonly<Record<string, string>> = {
  empty: '""',
  "two, three and four bytes a character": '"é ç ã ß Ж א 你 €‰ 😀𝄞𐍈"',
  "combining marks are not composed": JSON.stringify("e\u0301 \u00e9 a\u0327\u0302"),
  "a family joined by zero-width joiners": JSON.stringify("👩\u200d👩\u200d👧\u200d👦"),
  "right to left, with marks": JSON.stringify("שָׁלוֹם \u202bمرحبا\u202c"),
  "line and paragraph separator stay as they are": JSON.stringify("a\u2028b\u2029c"),
  "escaped line separator is written raw": '"\\u2028\\u2029"',
  "NUL by escape": '"a\\u0000b"',
  "every control character by escape": `"${codePoints(0, 31).map(escaped).join("")}"`,
  "DEL and the C1 controls raw": JSON.stringify(String.fromCharCode(...codePoints(0x7f, 0x9f))),
  "DEL and the C1 controls by escape": `"${codePoints(0x7f, 0x9f).map(escaped).join("")}"`,
  "every short escape": '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
  "escapes that need none": '"\\u0041\\u002f\\u00e7\\u20AC\\u20ac"',
  "a surrogate pair by escapes": '"\\ud83d\\ude00\\uD834\\uDD1E"',
  "the last code point of each length": JSON.stringify("\u007f\u07ff\uffff\u{10ffff}"),
  "the first code point of each length": JSON.stringify("\u0080\u0800\u{10000}"),
  "around the surrogates": JSON.stringify("\ud7ff\ue000"),
  "the last pair by escapes": '"\\udbff\\udfff"',
  noncharacters: JSON.stringify("\ufffe\uffff\ufdd0\u{1fffe}"),
  "a byte order mark within": JSON.stringify("a\ufeffb"),
  "the replacement character": JSON.stringify("\ufffd"),
  "every character of ASCII that is written as it is": JSON.stringify(
    String.fromCharCode(...codePoints(32, 126)),
  ),
  "vector boundaries with escapes on them": `"${"abcdefghijklmno\\\\".repeat(9)}"`,
  "vector boundaries with long characters on them": JSON.stringify("abcdefghijklmn😀é".repeat(9)),
  "4096 characters": JSON.stringify("ação 😀 ".repeat(585) + "x"),
};

/** JSON texts of `patient` that are not. */
const refused: Readonly<Record<string, string>> = {
  "a high surrogate alone": '"\\ud83d"',
  "a low surrogate alone": '"\\ude00"',
  "a high surrogate, then a letter": '"\\ud83dx"',
  "a high surrogate, then another escape": '"\\ud83d\\n"',
  "a high surrogate, then one more": '"\\ud83d\\ud83d"',
  "two surrogates the wrong way round": '"\\ude00\\ud83d"',
  "a high surrogate, then half of an escape": '"\\ud83d\\u"',
  "an escape that does not exist": '"\\x41"',
  "an upper-case u": '"\\U0041"',
  "an escape of three digits": '"\\u041"',
  "an escape with a letter past f": '"\\u00g0"',
  "an apostrophe escaped": '"\\\'"',
  "a backslash at the end": '"\\"',
  "a string without an end": '"abc',
  apostrophes: "'p'",
};

/** Bytes of `patient` that are not UTF-8 (Unicode, table 3-7); ␀xx is a byte. */
const illFormed: Readonly<Record<string, string>> = {
  "a continuation byte alone": "␀80",
  "two bytes cut short": "␀c3",
  "three bytes cut short": "␀e2␀82",
  "four bytes cut short": "␀f0␀9f␀98",
  "cut short by a letter": "␀e2␀82x",
  "an overlong slash of two bytes": "␀c0␀af",
  "an overlong NUL of two bytes": "␀c0␀80",
  "an overlong slash of three bytes": "␀e0␀80␀af",
  "the last overlong form of three bytes": "␀e0␀9f␀bf",
  "an overlong slash of four bytes": "␀f0␀80␀80␀af",
  "the last overlong form of four bytes": "␀f0␀8f␀bf␀bf",
  "C1 as a first byte": "␀c1␀bf",
  "the first surrogate": "␀ed␀a0␀80",
  "the last surrogate": "␀ed␀bf␀bf",
  "a surrogate pair of six bytes": "␀ed␀a0␀bd␀ed␀b8␀80",
  "past the last code point": "␀f4␀90␀80␀80",
  "five bytes": "␀f8␀88␀80␀80␀80",
  "FE and FF": "␀fe␀ff",
  "ISO 8859-1": "a␀e7␀e3o",
};

/** Text of every script, written and refused. */
export function* textCases(): Generator<Case> {
  for (const [name, patient] of Object.entries(fine))
    yield { name: `text: ${name}`, input: readings({ patient }) };
  for (const [name, patient] of Object.entries(refused)) {
    yield { name: `not text: ${name}`, input: readings({ patient }) };
  }
  for (const unit of codePoints(0, 31)) {
    const hex = unit.toString(16).padStart(2, "0");
    yield {
      name: `not text: control character ${hex} as it is`,
      input: readings({ patient: `"${String.fromCharCode(unit)}"` }),
    };
  }
  for (const [name, patient] of Object.entries(illFormed)) {
    yield { name: `not UTF-8: ${name}`, input: bytes(readings({ patient: `"${patient}"` })) };
  }
  yield { name: "not UTF-8: in a member's name", input: bytes(readings({ "␀c3x": "1" })) };
  yield { name: "not UTF-8: after the document", input: bytes(`${readings()}␀80`) };
  yield { name: "not JSON: a byte order mark", input: `\ufeff${readings()}` };
}
