import { array, assert, double, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import {
  differenceOfMedians,
  median,
  medianOfRatios,
  quantile,
  randomFrom,
  ratioOfMedians,
  restlessness,
  spreadOf,
} from "../src/index.ts";

const times = array(double({ min: 1, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 });

test("quantiles of known values", () => {
  // R: quantile(c(1, 2, 3, 4, 10), c(0.1, 0.25, 0.5, 0.9))
  const values = [10, 4, 3, 2, 1];
  expect([0.1, 0.25, 0.5].map((share) => quantile(values, share))).toStrictEqual([1.4, 2, 3]);
  expect(quantile(values, 0.9)).toBeCloseTo(7.6, 10);
  expect([0, 1].map((share) => quantile(values, share))).toStrictEqual([1, 10]);
  expect(median([1, 2, 3, 4])).toBe(2.5);
  expect(values).toStrictEqual([10, 4, 3, 2, 1]);
});

test("no values have no quantile", () => {
  expect(() => median([])).toThrow(RangeError);
});

test("the spread of known values, and how restless they are", () => {
  expect(spreadOf([5, 1, 4, 2, 3])).toStrictEqual({ low: 2, median: 3, high: 4 });
  expect(restlessness({ low: 2, median: 4, high: 3 })).toBe(0.25);
});

test("a quantile lies between the values, and does not go down as its share goes up", () => {
  const share = double({ min: 0, max: 1, noNaN: true });
  assert(
    property(times, share, share, (values, one, other) => {
      const [lower, higher] = one <= other ? [one, other] : [other, one];
      expect(quantile(values, lower)).toBeLessThanOrEqual(quantile(values, higher) * (1 + 1e-12));
      expect(quantile(values, lower)).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-12));
      expect(quantile(values, higher)).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-12));
    }),
  );
});

test("the ratio of rounds that do not vary is exact, and so is its interval", () => {
  const ratio = ratioOfMedians([3, 3, 3, 3], [2, 2, 2, 2]);
  expect(ratio).toStrictEqual({ low: 1.5, value: 1.5, high: 1.5 });
  expect(differenceOfMedians([3, 3, 3], [2, 2, 2])).toStrictEqual({ low: 1, value: 1, high: 1 });
});

test("rounds are drawn in pairs: a disturbance of both sides leaves the ratio alone", () => {
  const disturbance = [1, 1, 1, 5, 1, 9, 1, 2, 1, 1, 3, 1];
  const { low, high } = ratioOfMedians(
    disturbance.map((by) => 110 * by),
    disturbance.map((by) => 100 * by),
  );
  expect(low).toBeCloseTo(1.1, 10);
  expect(high).toBeCloseTo(1.1, 10);
});

test("a ratio of each round is not moved by what disturbs many rounds, each another way", () => {
  const disturbance = Array.from({ length: 40 }, (_, round) => 1 + ((round * 7) % 11));
  const { low, value, high } = medianOfRatios(
    disturbance.map((by) => 110 * by),
    disturbance.map((by) => 100 * by),
  );
  for (const bound of [low, value, high]) expect(bound).toBeCloseTo(1.1, 10);
  expect(medianOfRatios([2, 6, 20], [1, 2, 5])).toMatchObject({ low: 2, value: 3, high: 4 });
  expect(() => medianOfRatios([1, 2], [1])).toThrow(RangeError);
});

test("the interval holds the true ratio in about 95 of 100 samples", () => {
  const random = randomFrom(1);
  const sample = (middle: number): number[] =>
    Array.from({ length: 31 }, () => middle * (0.9 + 0.2 * random()));
  const held = Array.from({ length: 100 }, () => ratioOfMedians(sample(110), sample(100))).filter(
    ({ low, high }) => low <= 1.1 && high >= 1.1,
  ).length;
  expect(held).toBeGreaterThan(88);
  // An interval that is much too wide would hold it always.
  expect(held).toBeLessThan(100);
});

test("an interval holds its estimate, and turns round with its sides", () => {
  assert(
    property(
      array(tuple(double({ min: 1, max: 1e6, noNaN: true }), double({ min: 1, max: 1e6, noNaN: true })), {
        minLength: 1,
        maxLength: 15,
      }),
      (pairs) => {
        const left = pairs.map(([value]) => value);
        const right = pairs.map(([, value]) => value);
        const ratio = ratioOfMedians(left, right);
        expect(ratio.low).toBeLessThanOrEqual(ratio.value);
        expect(ratio.value).toBeLessThanOrEqual(ratio.high);
        expect(ratioOfMedians(right, left).value).toBeCloseTo(1 / ratio.value, 6);
      },
    ),
    { numRuns: 20 },
  );
});

test("sides of different rounds are refused", () => {
  expect(() => ratioOfMedians([1], [1, 2])).toThrow(RangeError);
});

test("the same seed gives the same random numbers, from 0 to below 1", () => {
  const [one, other] = [randomFrom(7), randomFrom(7)];
  const values = Array.from({ length: 1000 }, one);
  expect(values).toStrictEqual(Array.from({ length: 1000 }, other));
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(median(values)).toBeCloseTo(0.5, 1);
});
