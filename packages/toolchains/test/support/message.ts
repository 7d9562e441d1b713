import { expect } from "vitest";
import { ToolchainError } from "../../src/index.ts";

/** The message of the ToolchainError that an action ends with. */
export async function messageOf(action: Promise<unknown>): Promise<string> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ToolchainError);
  return (error as ToolchainError).message;
}
