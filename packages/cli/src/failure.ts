/** How `vial` ends. */
export const exitCodes = {
  ok: 0,
  /** What was asked for was done and did not succeed: a test failed, a compiler is missing, a plugin reported an error. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A defect of `vial` itself. */
  internal: 70,
  interrupted: 130,
} as const;

/** A failure that is the user's to mend: one line that says what is wrong, and one that says what to do. */
export class Failure extends Error {
  override readonly name = "Failure";
  /** What to do about it. */
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(
    message: string,
    {
      hint,
      exitCode = exitCodes.failed,
      cause,
    }: { readonly hint?: string | undefined; readonly exitCode?: number; readonly cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/** A wrong command line. */
export function usageFailure(message: string, hint?: string): Failure {
  return new Failure(message, { hint, exitCode: exitCodes.usage });
}
