import { describe, expect, test } from "vitest";
import { type Message, readMessages } from "../index.ts";
import { all, readEr7, repetitions } from "./er7.ts";

const messages = readMessages();
const single = messages.filter(({ family }) => family !== "batch");

function of(kind: string): Message[] {
  return messages.filter(({ name }) => name.startsWith(kind));
}

function count(family: string): number {
  return messages.filter((message) => message.family === family).length;
}

test("there are 500 messages or more, of every family", () => {
  expect(single.length).toBeGreaterThanOrEqual(500);
  expect(count("adt")).toBeGreaterThanOrEqual(200);
  expect(count("oru")).toBeGreaterThanOrEqual(150);
  expect(count("orm")).toBeGreaterThanOrEqual(40);
  expect(count("mdm")).toBeGreaterThanOrEqual(30);
  expect(count("siu")).toBeGreaterThanOrEqual(30);
  expect(count("batch")).toBeGreaterThanOrEqual(10);
});

test("names are unique, and so are the control ids of all messages, batched or not", () => {
  expect(new Set(messages.map(({ name }) => name)).size).toBe(messages.length);
  const controlIds = messages.flatMap(({ bytes }) => all(readEr7(bytes), "MSH").map((msh) => msh[10]));
  expect(new Set(controlIds).size).toBe(controlIds.length);
});

test.each(single)("$name starts with a valid header", ({ name, bytes }) => {
  const er7 = readEr7(bytes);
  const [msh = []] = er7.segments;
  expect(new Set(er7.delimiters).size).toBe(5);
  expect(er7.delimiters).toMatch(/^[!-/:-@[-`{-~]{5}$/);
  expect(msh[2]).toBe(er7.delimiters.slice(1));
  expect(msh[7]).toMatch(/^2026\d{10}-0300$/);
  expect(msh[10]).toBe(name);
  expect(msh[12]).toBe("2.5.1");
  const [[code, event] = []] = repetitions(er7, msh[9]);
  // Results and orders have one event each and are named by what they hold.
  const kind = code === "ORU" || code === "ORM" ? `${code}-` : `${code}-${event}-`;
  expect(name.startsWith(kind.toLowerCase())).toBe(true);
});

/** The segments of the message structures in HL7 v2.5.1 chapters 3, 4, 7, 9 and 10, as far as they occur here. */
const structures: readonly [kind: string, segments: RegExp][] = [
  ["adt-a01", /^MSH EVN PID( NK1)* PV1( PV2)?( AL1)*( DG1)*( IN1)*( ZBR)?$/],
  ["adt-a02", /^MSH EVN PID PV1( PV2)?$/],
  ["adt-a03", /^MSH EVN PID PV1( AL1)*( DG1)*( IN1)*( ZBR)?$/],
  ["adt-a04", /^MSH EVN PID( NK1)* PV1( PV2)?( AL1)*( DG1)*( IN1)*( ZBR)?$/],
  ["adt-a08", /^MSH EVN PID( NK1)* PV1( PV2)?( AL1)*( DG1)*( IN1)*( ZBR)?$/],
  ["adt-a11", /^MSH EVN PID PV1$/],
  ["adt-a28", /^MSH EVN PID( NK1)* PV1( AL1)*( IN1)*( ZBR)?$/],
  ["adt-a31", /^MSH EVN PID( NK1)* PV1( AL1)*( IN1)*( ZBR)?$/],
  ["adt-a40", /^MSH EVN PID MRG$/],
  ["oru", /^MSH PID PV1( ORC OBR( OBX( NTE)*)+( SPM)?)+$/],
  ["orm", /^MSH PID PV1( IN1)*( AL1)*( ORC (OBR( NTE)?( DG1)*|RXO))+$/],
  ["mdm-t02", /^MSH EVN PID PV1 TXA( OBX)+$/],
  ["siu", /^MSH SCH PID PV1( RGS( AIS( NTE)?| AIG| AIL| AIP)+)+$/],
];

test.each(structures)("%s has the structure of the standard", (kind, structure) => {
  const found = of(kind).map(({ bytes }) => readEr7(bytes).segments.map(([id]) => id));
  expect(found.length).toBeGreaterThan(0);
  for (const ids of found) expect(ids.join(" ")).toMatch(structure);
});

describe("sizes", () => {
  const sizes = single.map(({ bytes }) => bytes.length).toSorted((a, b) => a - b);

  test("spread from about 300 bytes to about 100 kB", () => {
    expect(sizes[0]).toBeLessThan(400);
    expect(sizes.at(-1)).toBeGreaterThan(80_000);
    expect(sizes.filter((size) => size > 16_000).length).toBeGreaterThan(5);
  });

  test("most lie between 0.5 and 4 kB", () => {
    const usual = sizes.filter((size) => size >= 500 && size <= 4096);
    expect(usual.length / sizes.length).toBeGreaterThan(0.75);
  });
});

test("a batch's trailer counts its messages", () => {
  const counted = of("batch").flatMap(({ bytes }) => {
    const ids = readEr7(bytes)
      .segments.map(([id]) => id)
      .join(" ");
    const trailers = all(readEr7(bytes), "BTS").map((bts) => Number(bts[1]));
    const batches = [...ids.matchAll(/BHS(.*?)BTS/g)].map(([, inside = ""]) => inside.match(/MSH/g)?.length);
    expect(trailers).toEqual(batches);
    return trailers;
  });
  expect(counted.length).toBeGreaterThanOrEqual(of("batch").length);
});
