import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compileNative, sanitizers } from "../native/compile.mjs";

const source = fileURLToPath(new URL("numbers.c", import.meta.url));
const program = compileNative([source], ["-O2", ...sanitizers]);
after(() => program[Symbol.dispose]());

function run(mode, input) {
  return execFileSync(program.path, [mode], { input, maxBuffer: 2 ** 28 });
}

function written(numbers) {
  return run("write", Buffer.from(Float64Array.from(numbers).buffer))
    .toString("latin1")
    .split("\n")
    .slice(0, -1);
}

function read(texts) {
  const bytes = run("read", `${texts.join("\n")}\n`);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function assertSame(actual, expected, what) {
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(actual[i], expected[i])) {
      assert.fail(`${String(what[i]).slice(0, 900)}: ${actual[i]} instead of ${expected[i]}`);
    }
  }
  assert.equal(actual.length, expected.length);
}

function assertBothWays(numbers) {
  const texts = numbers.map(String);
  assertSame(written(numbers), texts, numbers);
  assertSame(
    read(texts),
    numbers.map((number) => (Object.is(number, -0) ? 0 : number)),
    texts,
  );
}

const million = 1_000_000;
const hard = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.2,
  0.1 + 0.2,
  0.3,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  2.225073858507201e-308,
  1.7976931348623157e308,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  1e21,
  1e20,
  123456789012345680000,
  1e-6,
  1e-7,
  1e23,
  2 ** 53 + 4,
  4.35,
  2.675,
  9.5e-7,
  1.5e300,
  8.41e21,
  2.0919495182368195e19,
  9.109e-31,
  5e-320,
  100,
  1e22,
  ...Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074)),
  ...Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074) * 1.9999999999999998),
  ...Array.from({ length: 632 }, (_, i) => Number(`1e${i - 323}`)),
].filter(Number.isFinite);

test("the powers of ten are exact to 128 bits, rounded up", () => {
  const lines = run("power", "").toString().trim().split("\n");
  lines.forEach((line, i) => {
    const exponent = i - 351;
    const ten = 10n ** BigInt(Math.abs(exponent));
    const bits = BigInt(ten.toString(2).length);
    const scaled = exponent < 0 ? (1n << (bits + 127n)) / ten : (ten << 128n) >> bits;
    const inexact = exponent < 0 ? (1n << (bits + 127n)) % ten !== 0n : (ten << 128n) % (1n << bits) !== 0n;
    const rounded = scaled + BigInt(inexact);
    // A negative power of ten may be just below a power of two.
    const expected = rounded >> 128n ? ((1n << (bits + 126n)) + ten - 1n) / ten : rounded;
    assert.equal(BigInt(`0x${line}`), expected, `10^${exponent}`);
  });
});

test("hard cases", () => assertBothWays(hard));

test("a million doubles of random bits", () => {
  const numbers = new Float64Array(million);
  randomFillSync(numbers);
  assertBothWays(Array.from(numbers.filter(Number.isFinite)));
});

test("a million decimals", () => {
  const numbers = Array.from({ length: million }, () =>
    Number((Math.random() * 10 ** Math.floor(Math.random() * 9)).toFixed(Math.floor(Math.random() * 8))),
  );
  assertBothWays(numbers);
});

/** The exact decimal in the middle between a double and the next. */
function middleOf(number) {
  const bits = new BigUint64Array(Float64Array.of(number).buffer)[0];
  const field = Number(bits >> 52n);
  const fraction = bits & (2n ** 52n - 1n);
  const mantissa = 2n * (field === 0 ? fraction : fraction | (2n ** 52n)) + 1n;
  const exponent = Math.max(field, 1) - 1076;
  if (exponent >= 0) return `${mantissa * 2n ** BigInt(exponent)}`;
  const digits = (mantissa * 5n ** BigInt(-exponent)).toString().padStart(-exponent + 1, "0");
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

test("halfway between two doubles, and a little less and more", () => {
  const numbers = [...hard, ...new Float64Array(randomFillSync(Buffer.alloc(8 * 2000)).buffer)].filter(
    (number) => Number.isFinite(number) && number >= 0 && number < 1e308,
  );
  const texts = numbers.flatMap((number) => {
    const middle = middleOf(number);
    const fraction = middle.includes(".") ? middle : `${middle}.0`;
    const below =
      fraction.includes(".") && !fraction.endsWith(".0")
        ? `${fraction.slice(0, -1)}4999`
        : `${BigInt(middle.split(".")[0]) - 1n}.9`;
    return [
      middle,
      below,
      `${fraction}${"0".repeat(900)}1`,
      `${fraction}0`,
      `${fraction.replace(".", "").replace(/^0+/, "")}e-${fraction.split(".")[1].length}`,
    ];
  });
  const expected = texts.map(Number).map((number) => (Number.isFinite(number) ? number : Number.NaN));
  assertSame(read(texts), expected, texts);
});

test("many digits, far exponents", () => {
  const texts = [
    `0.${"0".repeat(100_000)}1e100001`,
    `1${"0".repeat(100_000)}e-100000`,
    "1e-400",
    "0e999999999999",
    "-0",
    "-0.0e5",
    "1e-999999999999999999999",
    "2.47e-324",
    "2.4703282292062327e-324",
    "2.4703282292062328e-324",
    "1.7976931348623158e308",
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
    "9007199254740993",
    "9007199254740992.99999999999999999999999999",
    "12345678901234567890123456789",
  ];
  assertSame(read(texts), texts.map(Number), texts);
});

test("what is not a JSON number, or is infinite, is none", () => {
  const texts = [
    "",
    "-",
    "+1",
    ".5",
    "1.",
    "1.e5",
    "01",
    "-01",
    "1e",
    "1e+",
    "0x10",
    "Infinity",
    "NaN",
    "1e309",
    "-1e400",
    "1_0",
    "1 ",
    "1.7976931348623159e308",
    "--1",
    "1e5.5",
  ];
  assert.ok(read(texts).every(Number.isNaN));
});
