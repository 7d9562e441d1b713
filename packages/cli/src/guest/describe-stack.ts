/** A trap's stack for a person: one line a frame, the innermost first. */
export async function describeStack(stack: string, _module: Uint8Array): Promise<readonly string[]> {
  return stack.split("\n");
}
