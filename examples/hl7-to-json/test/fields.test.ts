import { describe, expect, test } from "vitest";
import { convert, convertMessage, convertSegment } from "./support/convert.ts";
import type { Segment } from "./support/document.ts";

const admission = [
  "MSH|^~\\&|ADT|HOSPITAL|CMS|HOSPITAL|20240102030405||ADT^A01^ADT_A01|MSG00001|P|2.5.1",
  "PID|1||123^^^A&B~456||EVERYMAN^ADAM^^III||19610615|M",
  "",
].join("\r");

test("a message becomes one document, whose fields keep the standard's numbers", async () => {
  expect(await convert(admission)).toStrictEqual({
    format: "message",
    header: null,
    batches: [
      {
        header: null,
        messages: [
          {
            type: "ADT^A01",
            controlId: "MSG00001",
            version: "2.5.1",
            delimiters: {
              field: "|",
              component: "^",
              repetition: "~",
              escape: "\\",
              subcomponent: "&",
              truncation: null,
            },
            segments: [
              {
                id: "MSH",
                fields: [
                  [[["|"]]],
                  [[["^~\\&"]]],
                  [[["ADT"]]],
                  [[["HOSPITAL"]]],
                  [[["CMS"]]],
                  [[["HOSPITAL"]]],
                  [[["20240102030405"]]],
                  [],
                  [[["ADT"], ["A01"], ["ADT_A01"]]],
                  [[["MSG00001"]]],
                  [[["P"]]],
                  [[["2.5.1"]]],
                ],
              },
              {
                id: "PID",
                fields: [
                  [[["1"]]],
                  [],
                  [[["123"], [], [], ["A", "B"]], [["456"]]],
                  [],
                  [[["EVERYMAN"], ["ADAM"], [], ["III"]]],
                  [],
                  [[["19610615"]]],
                  [[["M"]]],
                ],
              },
            ],
          },
        ],
        trailer: null,
      },
    ],
    trailer: null,
  });
});

test("PID-5.1 is fields[4][0][0][0]", async () => {
  const message = await convertMessage(admission);
  expect(message.segments[1]?.fields[4]?.[0]?.[0]?.[0]).toBe("EVERYMAN");
});

describe("empty pieces are empty arrays, on every level", () => {
  test.each([
    ["NTE", []],
    ["NTE|", [[]]],
    ["NTE||", [[], []]],
    ["NTE|a|", [[[["a"]]], []]],
    ["NTE|a^", [[[["a"], []]]]],
    ["NTE|^a", [[[[], ["a"]]]]],
    ["NTE|^", [[[[], []]]]],
    ["NTE|a~", [[[["a"]], []]]],
    ["NTE|~a", [[[], [["a"]]]]],
    ["NTE|~", [[[], []]]],
    ["NTE|a&", [[[["a", ""]]]]],
    ["NTE|&a", [[[["", "a"]]]]],
    ["NTE|&&", [[[["", "", ""]]]]],
    ["NTE|~^&", [[[], [[], ["", ""]]]]],
    ["NTE|&^~|a", [[[["", ""], []], []], [[["a"]]]]],
  ])("%s", async (segment, fields) => {
    expect((await convertSegment(segment)).fields).toStrictEqual(fields);
  });
});

test("HL7's null stays what it is", async () => {
  expect((await convertSegment('NTE|""|"a"')).fields).toStrictEqual([[[['""']]], [[['"a"']]]]);
});

test("texts of every length come through", async () => {
  const texts = Array.from({ length: 300 }, (_, length) => "abcdefghij".repeat(30).slice(0, length));
  const { fields } = await convertSegment(`ZZZ|${texts.join("|")}`);
  expect(fields.map((field) => field[0]?.[0]?.[0] ?? "")).toStrictEqual(texts);
});

test("a Z segment is a segment like any other", async () => {
  const segment = await convertSegment("ZP1|a^b");
  expect(segment).toStrictEqual({ id: "ZP1", fields: [[[["a"], ["b"]]]] });
});

/** Puts a segment together again. */
function encode(segment: Segment): string {
  const fields = segment.fields.map((field) =>
    field.map((repetition) => repetition.map((component) => component.join("&")).join("^")).join("~"),
  );
  return [segment.id, ...fields].join("|");
}

test("without escape sequences the input can be put together again", async () => {
  const characters = ["|", "|", "^", "~", "&", "a", "b", "c d"];
  for (let seed = 0; seed < 200; seed++) {
    const text = Array.from({ length: 30 }, (_, i) => characters[(seed * 31 + i * i * (seed + 7)) % 8]);
    const segment = `ZZZ|${text.join("")}`;
    expect(encode(await convertSegment(segment))).toBe(segment);
  }
});

function threeSegments(end: string): string {
  return `MSH|^~\\&|A${end}PID|1${end}NTE|2`;
}

describe("segments end", () => {
  test.each([
    ["CR", "\r"],
    ["LF", "\n"],
    ["CR LF", "\r\n"],
    ["a blank line", "\r\r"],
  ])("with %s", async (_, end) => {
    const expected = await convert(threeSegments("\r"));
    expect(await convert(threeSegments(end))).toStrictEqual(expected);
    expect(await convert(end + threeSegments(end) + end)).toStrictEqual(expected);
    expect(expected.batches[0]?.messages[0]?.segments.map(({ id }) => id)).toStrictEqual([
      "MSH",
      "PID",
      "NTE",
    ]);
  });
});

describe("the message's type", () => {
  test.each([
    ["ADT^A01^ADT_A01", "ADT^A01"],
    ["ACK", "ACK"],
    ["ACK^", "ACK"],
    ["ACK^^ACK", "ACK"],
    ["^A01", "^A01"],
    ["A&B^C&D", "A^C"],
    ["A~B^C", "A"],
    ["A\\T\\\\H\\^\\X42\\", "A&\\H\\^B"],
    ["", ""],
  ])("of MSH-9 %s is %s", async (field, type) => {
    expect((await convertMessage(`MSH|^~\\&|||||||${field}|ID`)).type).toBe(type);
  });
});

test("an MSH of two fields leaves the rest empty", async () => {
  expect(await convertMessage("MSH|^~\\&")).toMatchObject({
    type: "",
    controlId: "",
    version: "",
    segments: [{ id: "MSH", fields: [[[["|"]]], [[["^~\\&"]]]] }],
  });
});
