import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analyzer, loadAnalyzer } from "../evaluation/analyzer.ts";
import { described } from "./support/found.ts";

let analyzer: Analyzer;

beforeAll(async () => {
  analyzer = await loadAnalyzer();
});
afterAll(() => analyzer[Symbol.asyncDispose]());

async function found(text: string): Promise<string[]> {
  const { findings } = await analyzer.analyze({ mode: "report", text });
  return described(text, findings);
}

test.each([
  ["Receita Federal, example of the alphanumeric CNPJ", "cnpj", "12.ABC.345/01DE-35"],
  ["the same, plain", "cnpj", "12ABC34501DE35"],
  ["Banco do Brasil", "cnpj", "00.000.000/0001-91"],
  ["Anvisa, validation of the CNS", "cns", "898 0000 0004 3208"],
  ["the same, plain", "cns", "898000000043208"],
  ["a CPF, grouped", "cpf", "111.444.777-35"],
  ["a CPF, plain", "cpf", "11144477735"],
])("%s", async (_, category, value) => {
  expect(await found(`Consta ${value} no cadastro.`)).toEqual([`${category}: ${value}`]);
});

test.each([
  ["a wrong check digit", "Consta 111.444.777-36 no cadastro."],
  ["the same digit eleven times", "CPF 111.111.111-11"],
  ["within a longer number", "Consta 1111144477735 e 11144477735-1 no cadastro."],
  ["a barcode", "34191.79001 01043.510047 91020.150008 5 91230000052998"],
  ["a CNPJ with a wrong letter", "Consta 12.ABD.345/01DE-35 no cadastro."],
  ["a CNS with a wrong digit", "Consta 898 0000 0004 3209 no cadastro."],
  ["an order that passes by chance", "Pedido nº 11144477735"],
])("not %s", async (_, text) => {
  expect(await found(text)).toEqual([]);
});

test.each([
  ["CID-10: I10, E11.9 e B24", ["health: I10", "health: E11.9", "health: B24"]],
  ["leito B12, vitamina B12, T4 livre, L4-L5", []],
  ["ADT^A01 e H1N1? Sala C34", ["health: H1N1"]],
  ["Raça/cor: parda. Substância branca normal.", ["ethnicity: parda"]],
  ["Religião: católica. Formou-se na Universidade Católica.", ["religion: católica"]],
  ["nascido em 12/03/1954, internado em 12/03/2026", ["birth-date: 12/03/1954"]],
  ["Dra. Ana Souza, CRM-SP 123456, Hospital Santa Clara", ["name: Ana Souza"]],
  ["Sinal de Blumberg, Glasgow 15, doença de Crohn", ["health: doença de Crohn"]],
])("%s", async (text, expected) => {
  expect(await found(text)).toEqual(expected);
});
