/** Reading or compiling a module took longer than it may. */
export class CompileTimeout extends Error {
  override readonly name = "CompileTimeout";
}

/** How long somebody waits for a module. */
export interface CompileBudget {
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Whether even small modules are left to the other thread: calls of other plugins come first. */
  readonly background?: boolean;
}
