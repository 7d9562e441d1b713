import type { Case } from "./batch.ts";
import { standardise } from "./model.ts";

/** The cohort in columns: measurement i of member m is at `i * size + m`. */
export interface Cohort {
  readonly size: number;
  readonly columns: Float64Array;
  readonly outcomes: readonly boolean[];
  /** Squared distances to the patient in question. */
  readonly squared: Float64Array;
}

export interface Comparison {
  readonly meanDistance: number;
  readonly nearestDistance: number;
  readonly neighbourRisk: number;
}

export const NEIGHBOURS = 3;

/** The cohort; undefined where a measurement is out of range. */
export function cohortOf(cases: readonly Case[]): Cohort | undefined {
  const size = cases.length;
  const columns = new Float64Array(8 * size);
  for (const [member, { measurements }] of cases.entries())
    if (!standardise(measurements, columns, member, size)) return undefined;
  return { size, columns, outcomes: cases.map(({ outcome }) => outcome), squared: new Float64Array(size) };
}

/** Compares a patient with the cohort. */
export function compare(z: Float64Array, { size, columns, outcomes, squared }: Cohort): Comparison {
  squared.fill(0);
  for (let i = 0; i < 8; i++) {
    const value = z[i]!;
    const column = i * size;
    for (let m = 0; m < size; m++) {
      const difference = value - columns[column + m]!;
      squared[m] = squared[m]! + difference * difference;
    }
  }
  const sums = new Float64Array(4);
  for (let m = 0; m < size; m++) sums[m & 3] = sums[m & 3]! + Math.sqrt(squared[m]!);
  const nearest = nearestOf(squared);
  const affected = nearest.filter((member) => outcomes[member]).length;
  return {
    meanDistance: (sums[0]! + sums[1]! + (sums[2]! + sums[3]!)) / size,
    nearestDistance: Math.sqrt(squared[nearest[0]!]!),
    neighbourRisk: affected / NEIGHBOURS,
  };
}

/** The places of the least values, of equal ones the earlier first. */
function nearestOf(values: Float64Array): [number, number, number] {
  let first = -1;
  let second = -1;
  let third = -1;
  let least = Infinity;
  let next = Infinity;
  let limit = Infinity;
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!;
    if (value >= limit) continue;
    if (value < next) {
      third = second;
      limit = next;
      if (value < least) {
        second = first;
        next = least;
        first = place;
        least = value;
      } else {
        second = place;
        next = value;
      }
    } else {
      third = place;
      limit = value;
    }
  }
  return [first, second, third];
}
