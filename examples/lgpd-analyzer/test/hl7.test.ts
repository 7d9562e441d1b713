import { readMessages } from "@vial-examples/data";
import { expect, test } from "vitest";
import { loadAnalyzer } from "../evaluation/analyzer.ts";

/** The components of each repetition of a field of PID, with the delimiters the message declares. */
function pid(text: string, field: number): string[][] {
  const [separator = "", component = "", repetition = ""] = text.slice(text.indexOf("MSH") + 3);
  const segment = text.split(/[\r\n]+/).find((line) => line.startsWith(`PID${separator}`)) ?? "";
  const value = segment.split(separator)[field] ?? "";
  return value.split(repetition).map((one) => one.split(component));
}

test("messages by another hand: no CPF, CNS or e-mail address of a patient is left in those that are masked", async () => {
  await using analyzer = await loadAnalyzer();
  const left: string[] = [];
  let identifiers = 0;
  for (const { name, bytes } of readMessages()) {
    const text = new TextDecoder().decode(bytes);
    const emails = pid(text, 13).map((xtn) => xtn[3]);
    const values = [...pid(text, 3).map((cx) => cx[0]), ...emails].filter((value) => value !== undefined);
    const { text: output = "" } = await analyzer.analyze({ mode: "mask", text });
    identifiers += values.length;
    left.push(...values.filter((value) => value.length > 10 && output.includes(value)).map(() => name));
  }
  expect(identifiers).toBeGreaterThan(1500);
  expect(left).toEqual([]);
});
