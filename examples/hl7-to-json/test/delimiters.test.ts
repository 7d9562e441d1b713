import { describe, expect, test } from "vitest";
import { convertMessage } from "./support/convert.ts";

test("every message has its own", async () => {
  const message = await convertMessage("MSH$*%!@$A\rPID$1*2%3@4$!S!!F!!R!!T!!E!\r");
  expect(message.delimiters).toStrictEqual({
    field: "$",
    component: "*",
    repetition: "%",
    escape: "!",
    subcomponent: "@",
    truncation: null,
  });
  expect(message.segments).toStrictEqual([
    { id: "MSH", fields: [[[["$"]]], [[["*%!@"]]], [[["A"]]]] },
    { id: "PID", fields: [[[["1"], ["2"]], [["3", "4"]]], [[["*$%@!"]]]] },
  ]);
});

test("the usual ones are text where they are not declared", async () => {
  const message = await convertMessage("MSH$*%!@$A\rPID$a|b^c~d\\e&f$\r");
  expect(message.segments[1]?.fields[0]).toStrictEqual([[["a|b^c~d\\e&f"]]]);
});

test("quotes and backslashes may delimit", async () => {
  const message = await convertMessage('MSH"\\^~&"A\rPID"a\\b"~E~~F~~S~\r');
  expect(message.delimiters).toMatchObject({ field: '"', component: "\\", escape: "~" });
  expect(message.segments[1]?.fields).toStrictEqual([[[["a"], ["b"]]], [[['~"\\']]]]);
});

describe("MSH-2 may be short", () => {
  test("without a subcomponent separator & is text", async () => {
    const message = await convertMessage("MSH|^~\\|A\rPID|a&b\\T\\\\S\\");
    expect(message.delimiters).toMatchObject({ escape: "\\", subcomponent: null, truncation: null });
    expect(message.segments[1]?.fields[0]).toStrictEqual([[["a&b\\T\\^"]]]);
  });

  test("without an escape character \\ is text", async () => {
    const message = await convertMessage("MSH|^~|A\rPID|a\\T\\b");
    expect(message.delimiters).toMatchObject({ escape: null, subcomponent: null, truncation: null });
    expect(message.segments[1]?.fields[0]).toStrictEqual([[["a\\T\\b"]]]);
  });
});

test("MSH-2 may hold a truncation character, which is data", async () => {
  const message = await convertMessage("MSH|^~\\&#|A\rPID|long#|\\P\\");
  expect(message.delimiters.truncation).toBe("#");
  expect(message.segments[1]?.fields).toStrictEqual([[[["long#"]]], [[["#"]]]]);
});
