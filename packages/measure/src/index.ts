export {
  type Interval,
  differenceOfMedians,
  median,
  medianOfRatios,
  quantile,
  ratioOfMedians,
  restlessness,
  type Spread,
  spreadOf,
} from "./statistics.ts";
export {
  callsFor,
  measureInRounds,
  restlessLimit,
  type Rounds,
  type RoundOptions,
  type Subject,
} from "./rounds.ts";
export { type TierWatch, warmUp, type WarmUp, type WarmUpOptions } from "./warm-up.ts";
export { randomFrom } from "./random.ts";
export { type CallSplit, CallSplitter, medianSplit } from "./call-split.ts";
