import { beforeAll, expect, test } from "vitest";
import { compileModule } from "./support/compile.ts";
import { directLane, type DirectLane } from "./support/direct-lane.ts";

const RANDOM = 1_000_000;
const BATCH = 250_000;

let plugin: DirectLane;
beforeAll(async () => {
  plugin = await directLane(await compileModule("numbers"));
});

function print(numbers: Float64Array): string[] {
  return plugin.text("printAll", new Uint8Array(numbers.buffer)).trimEnd().split("\n");
}

function parse(texts: readonly string[]): Float64Array {
  return new Float64Array(plugin.call("parseAll", `${texts.join("\n")}\n`).bytes.buffer);
}

/** Numbers whose bits are those of a linear congruential generator: every run has the same. */
function randomNumbers(count: number, seed: number): Float64Array {
  const words = new Uint32Array(2 * count);
  let state = seed;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[i] = state ^ (state >>> 15);
  }
  return new Float64Array(words.buffer).map((number) => (Number.isFinite(number) ? number : 0.1));
}

/** The places where the two differ. */
function differences<T>(actual: ArrayLike<T>, expected: ArrayLike<T>): [T | undefined, T | undefined][] {
  const found: [T | undefined, T | undefined][] = [];
  for (let i = 0; i < Math.max(actual.length, expected.length); i++) {
    if (actual[i] !== expected[i]) found.push([actual[i], expected[i]]);
  }
  return found;
}

const below = (value: number): number => neighbour(value, -1n);
const above = (value: number): number => neighbour(value, 1n);
function neighbour(value: number, step: bigint): number {
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0]! += step;
  return new Float64Array(bits.buffer)[0]!;
}

test(`${RANDOM} random doubles are written and read as JavaScript does`, () => {
  for (let done = 0; done < RANDOM; done += BATCH) {
    const numbers = randomNumbers(BATCH, done);
    const texts = Array.from(numbers, String);
    expect(differences(print(numbers), texts).slice(0, 10)).toEqual([]);
    expect(differences(parse(texts), numbers).slice(0, 10)).toEqual([]);
  }
});

test("every power of two and of ten, and its neighbours", () => {
  const powers = [
    ...Array.from({ length: 2098 }, (_, index) => 2 ** (index - 1074)),
    ...Array.from({ length: 632 }, (_, index) => Number(`1e${index - 323}`)),
  ];
  const numbers = Float64Array.from(
    powers.flatMap((power) => [below(power), power, above(power)]).filter(Number.isFinite),
  );
  const texts = Array.from(numbers, String);
  expect(differences(print(numbers), texts)).toEqual([]);
  expect(differences(parse(texts), numbers)).toEqual([]);
});

test("decimals as people write them", () => {
  const numbers = Float64Array.from(
    { length: 200_000 },
    (_, index) => (index - 100_000) / [1, 10, 100, 1000][index % 4]!,
  );
  const texts = Array.from(numbers, String);
  expect(differences(print(numbers), texts)).toEqual([]);
  expect(differences(parse(texts), numbers)).toEqual([]);
});

test("negative zero is written as 0", () => {
  expect(print(Float64Array.of(-0, 0))).toEqual(["0", "0"]);
  expect(Object.is(parse(["-0"])[0], -0)).toBe(true);
});

test.each([
  "5e-324",
  "2.4703282292062327e-324",
  "2.4703282292062328e-324",
  "2.2250738585072011e-308",
  "2.2250738585072014e-308",
  "1.7976931348623157e308",
  "1.7976931348623158e308",
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "9007199254740993.0000000000000000000000000000000001",
  "9007199254740995",
  "1e23",
  "8.5e22",
  "123456789012345678901234567890",
  "1000000000000000000000000000000",
  "0.000000000000000000000000000000000001e36",
  "100000000000000016777215",
  "100000000000000016777216",
  "6929495644600919.5",
  "3.518437208883201171875e13",
  "1e-400",
  "0e999999999999999999",
])("%s is read as the nearest double", (text) => {
  expect(parse([text])[0]).toBe(Number(text));
});

test("zeros that an exponent takes back", () => {
  const zeros = "0".repeat(400);
  expect(parse([`0.${zeros}1e401`, `1${zeros}e-400`, `${zeros.slice(0, 1)}.${zeros}`])).toEqual(
    Float64Array.of(1, 1, 0),
  );
});

/** The exact decimal of the middle between a double and the next one above it. */
function middleAbove(value: number): string {
  const bits = new BigUint64Array(new Float64Array([value]).buffer)[0]!;
  const biased = Number(bits >> 52n);
  const mantissa = (bits & ((1n << 52n) - 1n)) | (biased > 0 ? 1n << 52n : 0n);
  const exponent = Math.max(biased, 1) - 1076;
  const whole = 2n * mantissa + 1n;
  if (exponent >= 0) return String(whole << BigInt(exponent));
  const digits = String(whole * 5n ** BigInt(-exponent)).padStart(1 - exponent, "0");
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

test("halfway between two doubles the even one is read, and a digit 800 places on decides", () => {
  const values = [
    0, 5e-324, 1.5e-310, 2.2250738585072014e-308, 1e-300, 0.1, 1, 1.1, 3e22, 9007199254740992, 1e300,
    1.7976931348623155e308,
  ];
  for (const value of [...values, ...randomNumbers(500, 7).map(Math.abs)]) {
    const middle = middleAbove(value);
    const point = middle.includes(".") ? "" : ".";
    const up = `${middle}${point}${"0".repeat(800)}1`;
    const down = `${decremented(middle)}${point}${"9".repeat(800)}`;
    const even = new BigUint64Array(new Float64Array([value]).buffer)[0]! % 2n === 0n ? value : above(value);
    expect(parse([middle, up, down])).toEqual(Float64Array.of(even, above(value), value));
  }
});

/** The same decimal, less one in its last place. */
function decremented(decimal: string): string {
  const digits = decimal.replace(".", "");
  const less = String(BigInt(digits) - 1n).padStart(digits.length, "0");
  const point = decimal.indexOf(".");
  return point < 0 ? less : `${less.slice(0, point)}.${less.slice(point)}`;
}

test("a number past all doubles is infinite, which a message refuses", () => {
  expect(parse(["1e309", "-1e309", "1.7976931348623159e308", "9".repeat(400)])).toEqual(
    Float64Array.of(Infinity, -Infinity, Infinity, Infinity),
  );
});

test.each([
  "01",
  "-01",
  "+1",
  ".5",
  "1.",
  "1.e5",
  "1e",
  "1e+",
  "-",
  "0x10",
  "1_0",
  "NaN",
  "Infinity",
  "1 2",
  "",
])("%j is no number", (text) => {
  expect(parse([text])[0]).toBeNaN();
});

test("the powers of ten are those of the definition", () => {
  const powers = Int32Array.from({ length: 702 }, (_, index) => index - 351);
  const words = new BigUint64Array(plugin.call("powers", new Uint8Array(powers.buffer)).bytes.buffer);
  for (const [index, power] of powers.entries()) {
    const exponent = BigInt.asIntN(64, words[3 * index]!);
    const [numerator, denominator] = power >= 0 ? [10n ** BigInt(power), 1n] : [1n, 10n ** BigInt(-power)];
    const floor =
      exponent <= 0n ? (numerator << -exponent) / denominator : numerator / (denominator << exponent);
    expect([power, (words[3 * index + 1]! << 63n) | words[3 * index + 2]!]).toEqual([power, floor + 1n]);
    expect((floor + 1n).toString(2)).toHaveLength(126);
  }
});
