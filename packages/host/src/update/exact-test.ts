/** How often something happened in how many calls. */
export interface Rate {
  readonly events: number;
  readonly calls: number;
}

/**
 * Fisher's exact test, one-sided: how probable it is that the candidate gets at least as many of all these events by chance, if
 * they were as likely in either version. Exact for any number of calls, so that few of them prove little.
 */
export function chanceOfExcess(candidate: Rate, baseline: Rate): number {
  const events = candidate.events + baseline.events;
  const calls = candidate.calls + baseline.calls;
  const all = logChoose(calls, candidate.calls);
  const most = Math.min(events, candidate.calls);
  let chance = 0;
  for (let own = candidate.events; own <= most; own++) {
    chance += Math.exp(logChoose(events, own) + logChoose(calls - events, candidate.calls - own) - all);
  }
  return Math.min(1, chance);
}

function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series, right to ten digits from 10 on. */
function logFactorial(n: number): number {
  if (n < 10) return Math.log(smallFactorials[n]!);
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}

const smallFactorials = [1, 1, 2, 6, 24, 120, 720, 5_040, 40_320, 362_880];
