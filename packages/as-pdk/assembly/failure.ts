/** Whether the call has failed. */
export let hasFailed: bool = false;
/** The text of its error; null where the error is among the output's bytes. */
export let failure: string | null = null;

/**
 * Fails the call with this text, which the host gets as the plugin's error. The first failure counts.
 *
 * Returns null, for a function that has nothing else to return: `return fail<Answer>("dose: negative")`.
 */
export function fail<T = Object>(text: string): T | null {
  if (!hasFailed) {
    hasFailed = true;
    failure = text;
  }
  return null;
}

/** Fails the call with what is its output. */
export function failWithOutput(): void {
  hasFailed = true;
  failure = null;
}

export function clearFailure(): void {
  hasFailed = false;
  failure = null;
}
