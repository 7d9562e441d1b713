import { describe, expect, test } from "vitest";
import { readMessages } from "../index.ts";
import { charset, readEr7 } from "./er7.ts";

const messages = readMessages().map((message) => ({ ...message, er7: readEr7(message.bytes) }));

function declaring(name: string): typeof messages {
  return messages.filter(({ er7 }) => charset(er7) === name);
}

describe("character sets: bytes are what MSH-18 says", () => {
  test.each(["UNICODE UTF-8", ""])("%o is UTF-8 and goes beyond ASCII", (name) => {
    const found = declaring(name);
    expect(found.length).toBeGreaterThan(50);
    const strict = new TextDecoder("utf-8", { fatal: true });
    for (const { bytes } of found) expect(() => strict.decode(bytes)).not.toThrow();
    expect(found.some(({ bytes }) => Buffer.from(bytes).includes("ção"))).toBe(true);
  });

  test("8859/1 is Latin-1 and cannot be taken for UTF-8", () => {
    const found = declaring("8859/1");
    expect(found.length).toBeGreaterThan(50);
    const strict = new TextDecoder("utf-8", { fatal: true });
    const accented = found.filter(({ bytes }) => bytes.some((byte) => byte >= 0x80));
    expect(accented.length).toBeGreaterThan(50);
    for (const { bytes } of accented) expect(() => strict.decode(bytes)).toThrow(TypeError);
    expect(found.some(({ bytes }) => Buffer.from(bytes).includes(Buffer.from("ção", "latin1")))).toBe(true);
  });

  test("ASCII is ASCII", () => {
    const found = declaring("ASCII");
    expect(found.length).toBeGreaterThan(10);
    for (const { bytes } of found) expect(bytes.every((byte) => byte < 0x80)).toBe(true);
  });

  test("there is no other", () => {
    const names = new Set(messages.map(({ er7 }) => charset(er7)));
    expect(names).toEqual(new Set(["", "UNICODE UTF-8", "8859/1", "ASCII"]));
  });
});

function matching(pattern: RegExp): number {
  return messages.filter(({ bytes }) => pattern.test(Buffer.from(bytes).toString("latin1"))).length;
}

describe("the ways messages travel", () => {
  test("most segments end in CR, some in LF or CRLF", () => {
    expect(matching(/[^\n]\r[^\n]/)).toBeGreaterThan(messages.length / 2);
    expect(matching(/[^\r]\n/)).toBeGreaterThan(10);
    expect(matching(/\r\n/)).toBeGreaterThan(10);
  });

  test("some are in an MLLP frame", () => {
    const framed = messages.filter(({ bytes }) => bytes[0] === 0x0b);
    expect(framed.length).toBeGreaterThan(40);
    for (const { bytes } of framed)
      expect(Buffer.from(bytes).toString("latin1").endsWith("\u001c\r")).toBe(true);
  });

  test("some have delimiters of their own", () => {
    const unusual = messages.filter(({ bytes, er7 }) => bytes[0] !== 0x0b && er7.delimiters !== "|^~\\&");
    expect(unusual.length).toBeGreaterThan(20);
  });
});

test("long texts have escape sequences", () => {
  const notes = messages.filter(({ name }) => name.startsWith("mdm"));
  const text = notes.map(({ bytes }) => Buffer.from(bytes).toString("latin1")).join("");
  for (const sequence of [
    "\\.br\\",
    "\\F\\",
    "\\S\\",
    "\\T\\",
    "\\R\\",
    "\\E\\",
    "\\H\\",
    "\\N\\",
    "\\X09\\",
  ]) {
    expect(text).toContain(sequence);
  }
});

test("documents in base64 are whole PDF files", () => {
  const documents = messages
    .filter(({ name }) => name.startsWith("oru-document"))
    .map(
      ({ bytes }) => /Base64[^A-Za-z0-9]([A-Za-z0-9+/=]+)/.exec(Buffer.from(bytes).toString("latin1"))?.[1],
    );
  expect(documents.length).toBeGreaterThan(10);
  for (const base64 of documents) {
    const pdf = Buffer.from(base64 ?? "", "base64").toString("latin1");
    expect(pdf).toMatch(/^%PDF-1\.4\n[\s\S]*\n%%EOF\n$/);
    const [, table] = /startxref\n(\d+)\n/.exec(pdf) ?? [];
    expect(pdf.slice(Number(table)).startsWith("xref\n")).toBe(true);
  }
});
