/** A build that cannot go on. The message says why and what to do; compilers print their own diagnostics. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
}
