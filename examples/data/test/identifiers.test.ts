import { expect, test } from "vitest";
import { readMessages } from "../index.ts";
import { all, readEr7, repetitions } from "./er7.ts";

const read = readMessages().map(({ bytes }) => readEr7(bytes));

/** The ids of a type (CX.5) in PID-3, with those that ZBR repeats. */
function identifiers(type: string, zbrField: number): string[] {
  return read.flatMap((er7) => {
    const inPid = all(er7, "PID").flatMap((pid) => repetitions(er7, pid[3]));
    const found = inPid.filter((cx) => cx[4] === type).map(([id = ""]) => id);
    return [...found, ...all(er7, "ZBR").map((zbr) => zbr[zbrField] ?? "")];
  });
}

/** Receita Federal's rule as it is usually told: ten times the weighted sum, modulo 11, ten counting as zero. */
function isCpf(text: string): boolean {
  if (!/^\d{11}$/.test(text) || /^(\d)\1+$/.test(text)) return false;
  const check = (length: number): number => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += Number(text[i]) * (length + 1 - i);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === Number(text[9]) && check(10) === Number(text[10]);
}

function isCns(text: string): boolean {
  if (!/^(?:[12]\d{10}00[01]\d|[789]\d{14})$/.test(text)) return false;
  let sum = 0;
  for (let i = 0; i < 15; i++) sum += Number(text[i]) * (15 - i);
  return sum % 11 === 0;
}

test("the rules know right from wrong", () => {
  expect(isCpf("52998224725")).toBe(true);
  expect(isCpf("52998224752")).toBe(false);
  expect(isCns("700000000000005")).toBe(true);
  expect(isCns("700000000000006")).toBe(false);
  expect(isCns("100000000000007")).toBe(true);
  expect(isCns("100100000000007")).toBe(false);
});

test("every CPF has the check digits that belong to it", () => {
  const cpfs = identifiers("TAX", 1);
  expect(cpfs.length).toBeGreaterThan(500);
  expect(cpfs.filter((cpf) => !isCpf(cpf))).toEqual([]);
});

test("every CNS has the check digit that belongs to it", () => {
  const cnss = identifiers("HC", 2);
  expect(cnss.length).toBeGreaterThan(500);
  expect(cnss.filter((cns) => !isCns(cns))).toEqual([]);
  expect(cnss.some((cns) => /^[12]/.test(cns))).toBe(true);
  expect(cnss.some((cns) => /^[789]/.test(cns))).toBe(true);
});

test("e-mail addresses are at the domains reserved for examples", () => {
  const addresses = read
    .filter(({ delimiters }) => !delimiters.includes("@"))
    .flatMap((er7) => all(er7, "PID").flatMap((pid) => repetitions(er7, pid[13])))
    .map((xtn) => xtn[3])
    .filter((address) => address);
  expect(addresses.length).toBeGreaterThan(100);
  for (const address of addresses) expect(address).toMatch(/^[a-z.]+\d+@example\.(com|net|org)$/);
});
