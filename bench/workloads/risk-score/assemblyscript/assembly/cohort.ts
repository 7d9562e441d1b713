// How far a patient is from those whose outcome is known.

import { Case } from "./messages";
import { FEATURES, standardise } from "./model";

export const NEIGHBOURS: i32 = 3;

/** The cohort in columns, so that a patient is compared with two of its members at once. */
export class Cohort {
  isInRange: bool = true;
  meanDistance: f64 = 0;
  nearestDistance: f64 = 0;
  neighbourRisk: f64 = 0;
  /** Measurement i of member m is at i * room + m. */
  private columns: StaticArray<f64>;
  /** Squared distances to the patient in question. */
  private squared: StaticArray<f64>;
  /** The cohort's size, rounded up to an even number. */
  private room: i32;

  constructor(private cases: Case[]) {
    const size = cases.length;
    const room = (size + 1) & ~1;
    this.room = room;
    this.columns = new StaticArray<f64>(FEATURES * room);
    this.squared = new StaticArray<f64>(room);
    const columns = changetype<usize>(this.columns);
    for (let m = 0; m < size && this.isInRange; m++) {
      this.isInRange = standardise(cases[m].measurements, columns + ((<usize>m) << 3), (<usize>room) << 3);
    }
  }

  /** Compares a patient with the cohort, into the fields above. */
  compare(z: StaticArray<f64>): void {
    const size = this.cases.length;
    this.square(z);
    this.meanDistance = this.sumOfDistances(size) / <f64>size;

    const squared = this.squared;
    let first = 0;
    let second = 0;
    let third = 0;
    let least = Infinity;
    let next = Infinity;
    let limit = Infinity;
    for (let m = 0; m < size; m++) {
      const value = unchecked(squared[m]);
      if (value >= limit) continue;
      if (value >= next) {
        third = m;
        limit = value;
        continue;
      }
      third = second;
      limit = next;
      if (value >= least) {
        second = m;
        next = value;
        continue;
      }
      second = first;
      next = least;
      first = m;
      least = value;
    }
    const cases = this.cases;
    const affected = <i32>cases[first].outcome + <i32>cases[second].outcome + <i32>cases[third].outcome;
    this.nearestDistance = Math.sqrt(least);
    this.neighbourRisk = <f64>affected / <f64>NEIGHBOURS;
  }

  private square(z: StaticArray<f64>): void {
    const columns = changetype<usize>(this.columns);
    const squared = changetype<usize>(this.squared);
    const length = (<usize>this.room) << 3;
    for (let at: usize = 0; at < length; at += 16) {
      let sum = f64x2.splat(0);
      for (let i: usize = 0; i < 8; i++) {
        const column = v128.load(columns + i * length + at);
        const difference = f64x2.sub(v128.load64_splat(changetype<usize>(z) + (i << 3)), column);
        sum = f64x2.add(sum, f64x2.mul(difference, difference));
      }
      v128.store(squared + at, sum);
    }
  }

  private sumOfDistances(size: i32): f64 {
    const squared = changetype<usize>(this.squared);
    const end = squared + ((<usize>size) << 3);
    let at = squared;
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (; at + 32 <= end; at += 32) {
      low = f64x2.add(low, f64x2.sqrt(v128.load(at)));
      high = f64x2.add(high, f64x2.sqrt(v128.load(at, 16)));
    }
    let a = f64x2.extract_lane(low, 0);
    let b = f64x2.extract_lane(low, 1);
    let c = f64x2.extract_lane(high, 0);
    const d = f64x2.extract_lane(high, 1);
    if (at < end) a += Math.sqrt(load<f64>(at));
    if (at + 8 < end) b += Math.sqrt(load<f64>(at, 8));
    if (at + 16 < end) c += Math.sqrt(load<f64>(at, 16));
    return a + b + (c + d);
  }
}
