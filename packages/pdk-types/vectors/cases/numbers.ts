import { readings, type Case } from "./case.ts";
import { doubleOf, randomDoubles, rfc8785Samples } from "./doubles.ts";

/** Texts that have to be read as exactly one double, whatever their length. */
const texts: Readonly<Record<string, readonly string[]>> = {
  "zeros of every form": [
    "0",
    "-0",
    "0.0",
    "-0.0",
    "0e5",
    "-0E-5",
    "0.000e+00",
    "0e999999999",
    "-0e-999999999",
  ],
  "exponents of every form": ["1e2", "1E2", "1e+2", "1e-2", "1e00002", "12.5e1", "1e0", "100e-2", "0.001e3"],
  "where the notation changes": [
    "1e20",
    "1e21",
    "123456789012345680000",
    "999999999999999999999",
    "1234567890123456789012",
    "1e-6",
    "1e-7",
    "0.00000123",
    "0.000000123",
    "1.5e-7",
    "-1e21",
    "-1e-7",
  ],
  "around 2^53": [
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9007199254740994",
    "9007199254740995",
    "-9007199254740993",
    "9007199254740993.0000000000000000000000000001",
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775807",
    "9223372036854775808",
  ],
  "halfway between two doubles": [
    "1.00000000000000011102230246251565404236316680908203125",
    "1.00000000000000011102230246251565404236316680908203124",
    "1.00000000000000011102230246251565404236316680908203126",
    "1.000000000000000333066907387546962127089500427246093750",
    `1.00000000000000011102230246251565404236316680908203125${"0".repeat(800)}1`,
    "8.5e22",
    "1.448997445238699",
    "6.929001713869936e236",
    "9214843084008499",
  ],
  "subnormals and the smallest normal": [
    "5e-324",
    "4.9406564584124654e-324",
    "2.4703282292062327e-324",
    "2.4703282292062328e-324",
    "2e-324",
    "2.2250738585072014e-308",
    "2.2250738585072011e-308",
    "2.225073858507201e-308",
    "1e-400",
    "-1e-400",
    "1.5e-323",
  ],
  "more digits than a double has": [
    "0.1000000000000000055511151231257827021181583404541015625",
    "3.14159265358979323846264338327950288419716939937510",
    `0.${"3".repeat(400)}`,
    `1${"0".repeat(300)}e-300`,
    `0.${"0".repeat(300)}1e301`,
    "123456789.123456789123456789",
  ],
  "sums that are not what paper says": ["0.1", "0.2", "0.3", "1e16", "1", "-1e16"],
  "negative zero alone": ["-0"],
  "the largest double and back": ["1.7976931348623157e308", "-1.7976931348623157e308", "1"],
  "rounded down to the largest double": ["1.7976931348623158e308", "-1.7976931348623158079e308"],
};

const wide: Readonly<Record<string, readonly string[]>> = {
  "exactly 100 apart is not wide": ["0", "100"],
  "more than 100 apart is wide": ["0", "100.00000000000001"],
  "a spread that overflows is wide": ["1.7976931348623157e308", "-1.7976931348623157e308"],
};

const overflows: Readonly<Record<string, readonly string[]>> = {
  "a number too large": ["1e309"],
  "a number just too large": ["1.7976931348623159e308"],
  "a number far too large": ["-1e999999999"],
  "a total too large": ["1.7976931348623157e308", "1.7976931348623157e308"],
};

const malformed: readonly string[] = [
  "01",
  "-01",
  "+1",
  ".5",
  "1.",
  "-",
  "--1",
  "1e",
  "1e+",
  "1.e1",
  "0x10",
  "1_000",
  "NaN",
  "Infinity",
  "-Infinity",
  "1 2",
  "0e",
  "-.5",
  "1e5.5",
  "\u0661",
];

function named(group: string, cases: Readonly<Record<string, readonly string[]>>): Case[] {
  return Object.entries(cases).map(([name, values]) => ({
    name: `${group}: ${name}`,
    input: readings({ values: `[${values.join(",")}]` }),
  }));
}

/** In groups, so that one that differs is easy to look into. */
function* random(): Generator<Case> {
  const doubles = [...randomDoubles(1000, 8785n)];
  for (let group = 1; group <= 20; group++) {
    const values = doubles.slice((group - 1) * 50, group * 50);
    yield {
      name: `numbers: random bits, ${group} of 20`,
      input: readings({ values: JSON.stringify(values) }),
    };
  }
}

function neighbours(value: number): number[] {
  const bits = new BigUint64Array(new Float64Array([value]).buffer)[0] as bigint;
  return [doubleOf(bits - 1n), value, doubleOf(bits + 1n)];
}

/** Powers of two and ten and their neighbours, where shortest digits are hardest to find. */
function* powers(): Generator<Case> {
  const twos = Array.from({ length: 205 }, (_, index) => 2 ** (index * 10 - 1022)).flatMap(neighbours);
  const tens = Array.from({ length: 62 }, (_, index) => Number(`1e${index * 10 - 305}`)).flatMap(neighbours);
  yield {
    name: "numbers: powers of two and their neighbours",
    input: readings({ values: JSON.stringify(twos) }),
  };
  yield {
    name: "numbers: powers of ten and their neighbours",
    input: readings({ values: JSON.stringify(tens) }),
  };
  const near = Array.from({ length: 48 }, (_, index) => 10 ** (index - 24)).flatMap(neighbours);
  yield {
    name: "numbers: small powers of ten and their neighbours",
    input: readings({ values: JSON.stringify(near) }),
  };
}

/** Numbers of every kind, read and written. */
export function* numberCases(): Generator<Case> {
  for (const [bits, text] of rfc8785Samples) {
    const value = doubleOf(BigInt(`0x${bits}`));
    yield {
      name: `numbers: RFC 8785 appendix B, ${bits}`,
      input: readings({ values: `[${Object.is(value, -0) ? "-0" : text}]` }),
    };
  }
  yield* named("numbers", texts);
  yield* named("flags", wide);
  yield* powers();
  yield* random();
  yield* named("numbers", overflows);
  for (const text of malformed)
    yield { name: `not a number: ${text}`, input: readings({ values: `[${text}]` }) };
}
