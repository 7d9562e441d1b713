import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readNasty } from "../index.ts";

const nasty = readNasty();

function bytesOf(name: string): Buffer {
  return Buffer.from(nasty.find((message) => message.name === name)?.bytes ?? []);
}

test("there are 50 or more, with names of their own, some to accept and some to refuse", () => {
  expect(nasty.length).toBeGreaterThanOrEqual(50);
  expect(new Set(nasty.map(({ name }) => name)).size).toBe(nasty.length);
  expect(new Set(nasty.map(({ expect: expected }) => expected))).toEqual(new Set(["ok", "error", "either"]));
});

test.each(nasty)("$name is described", ({ name, why }) => {
  expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(why).toMatch(/^[A-Z0-9\\].+\.$/s);
});

test("every file has its line in nasty.json, and no line lacks its file", () => {
  const files = readdirSync(join(import.meta.dirname, "../nasty")).filter((file) => file.endsWith(".hl7"));
  expect(files.toSorted()).toEqual(nasty.map(({ name }) => `${name}.hl7`).toSorted());
});

test("no two are the same bytes", () => {
  expect(new Set(nasty.map(({ bytes }) => Buffer.from(bytes).toString("latin1"))).size).toBe(nasty.length);
});

test("fillings are in their place", () => {
  expect(nasty.filter(({ bytes }) => Buffer.from(bytes).includes("<fill>"))).toEqual([]);
  expect(bytesOf("repetitions-10000").toString().match(/~/g)?.length).toBe(9_999 + 1);
  expect(bytesOf("field-1-mib").length).toBeGreaterThan(2 ** 20);
  const base64 = /Base64\^([^|]+)/.exec(bytesOf("base64-64-kib").toString())?.[1] ?? "";
  expect(base64.length).toBe(87_384);
  expect(Buffer.from(base64, "base64").length).toBe(64 * 1024);
});
