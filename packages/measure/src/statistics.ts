import { randomFrom } from "./random.ts";

/** The middle of many values, and the quartiles as their spread. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** An estimate, and the bounds between which it lies in 95 of 100 samples like this one. */
export interface Interval {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

const resamples = 2_000;
const seed = 0x5eed;

/**
 * The value below which a share of the values lies, between two of them in proportion (type 7 of Hyndman and Fan, 1996).
 *
 * @param values At least one, in any order.
 * @param share From 0 (the least) to 1 (the greatest).
 */
export function quantile(values: readonly number[] | Float64Array, share: number): number {
  return quantileOfSorted(
    (Array.isArray(values) ? Float64Array.from(values) : (values as Float64Array)).toSorted(),
    share,
  );
}

function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) throw new RangeError("no values have no quantile");
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}

export function median(values: readonly number[] | Float64Array): number {
  return quantile(values, 0.5);
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).toSorted();
  return {
    low: quantileOfSorted(sorted, 0.25),
    median: quantileOfSorted(sorted, 0.5),
    high: quantileOfSorted(sorted, 0.75),
  };
}

/** The distance of the quartiles as a share of the median: how restless values are. */
export function restlessness({ low, median: middle, high }: Spread): number {
  return middle === 0 ? 0 : (high - low) / middle;
}

/**
 * The ratio of two medians, with its 95% interval by the percentile bootstrap (Efron, 1979). Rounds are drawn in pairs: what
 * disturbed a round met both of its sides.
 *
 * @param numerators Times of one side, round by round.
 * @param denominators Those of the other, of the same rounds.
 */
export function ratioOfMedians(numerators: readonly number[], denominators: readonly number[]): Interval {
  return bootstrap(numerators, denominators, (above, below) => above / below);
}

/**
 * The median of the ratios of each round, with its 95% interval: for sides that took turns so fast that both met the same
 * disturbance.
 *
 * @param numerators Times of one side, round by round.
 * @param denominators Those of the other, of the same rounds.
 */
export function medianOfRatios(numerators: readonly number[], denominators: readonly number[]): Interval {
  const ratios = numerators.map((numerator, round) => numerator / denominators[round]!);
  return bootstrap(ratios, denominators, (middle) => middle);
}

/** How much greater one median is than another, with its 95% interval; the rest as in {@link ratioOfMedians}. */
export function differenceOfMedians(minuends: readonly number[], subtrahends: readonly number[]): Interval {
  return bootstrap(minuends, subtrahends, (greater, lesser) => greater - lesser);
}

function bootstrap(
  left: readonly number[],
  right: readonly number[],
  combine: (left: number, right: number) => number,
): Interval {
  if (left.length !== right.length) throw new RangeError("both sides need the same rounds");
  const count = left.length;
  const value = combine(median(left), median(right));
  const random = randomFrom(seed);
  const drawnLeft = new Float64Array(count);
  const drawnRight = new Float64Array(count);
  const estimates = Float64Array.from({ length: resamples }, () => {
    for (let i = 0; i < count; i++) {
      const drawn = Math.floor(random() * count);
      drawnLeft[i] = left[drawn]!;
      drawnRight[i] = right[drawn]!;
    }
    return combine(median(drawnLeft), median(drawnRight));
  }).toSorted();
  // The bounds hold the estimate itself, which a bootstrap of few rounds may miss.
  return {
    low: Math.min(value, quantileOfSorted(estimates, 0.025)),
    value,
    high: Math.max(value, quantileOfSorted(estimates, 0.975)),
  };
}
