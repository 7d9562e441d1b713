/** What any benchmark of plugins needs: statistics, rounds in turns, warm-up, and the picture of a report. */
export {
  type Interval,
  differenceOfMedians,
  median,
  quantile,
  ratioOfMedians,
  restlessness,
  type Spread,
  spreadOf,
} from "./statistics.ts";
export { callsFor, measureInRounds, type Rounds, type RoundOptions, type Subject } from "./rounds.ts";
export { type TierWatch, warmUp, type WarmUp } from "./warm-up.ts";
export { randomFrom } from "./random.ts";
