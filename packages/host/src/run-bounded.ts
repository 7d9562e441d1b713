/**
 * Runs a task for each input, at most `concurrency` at a time, and gives the results in the inputs' order. An input is
 * asked for when its task can start. When that fails, so does the whole, once the tasks under way have ended.
 */
export async function runBounded<Input, Result>(
  inputs: Iterable<Input>,
  concurrency: number,
  task: (input: Input) => Promise<Result>,
): Promise<Result[]> {
  const iterator = inputs[Symbol.iterator]();
  const results: Result[] = [];
  let count = 0;

  const next = (): (() => Promise<void>) | undefined => {
    const { done, value } = iterator.next();
    if (done === true) return undefined;
    const index = count++;
    return async () => void (results[index] = await task(value));
  };
  const lane = async (first: () => Promise<void>): Promise<void> => {
    for (let step: typeof first | undefined = first; step !== undefined; step = next()) await step();
  };

  const lanes: Promise<void>[] = [];
  try {
    while (lanes.length < concurrency) {
      const first = next();
      if (first === undefined) break;
      lanes.push(lane(first));
    }
  } finally {
    await Promise.allSettled(lanes);
  }
  await Promise.all(lanes);
  return results;
}
