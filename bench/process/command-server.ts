import type { Failure } from "./commanded-process.ts";

/**
 * Carries out the commands of the process that started this one, until it is told to end or its parent is gone.
 *
 * @param onEnd Frees what has to be freed.
 */
export function serveCommands<Command extends object, Answer extends object>(
  answer: (command: Command) => Promise<Answer>,
  onEnd: () => Promise<void>,
): void {
  const end = async (): Promise<never> => {
    await onEnd();
    process.exit(0);
  };
  process.on("message", (command: Command | { readonly do: "end" }) => {
    if ((command as { readonly do: string }).do === "end") return void end();
    answer(command as Command)
      .catch((error: unknown): Failure => ({ did: "fail", message: String(error) }))
      .then((reply) => process.send!(reply))
      .catch((error: unknown) => {
        console.error(error);
        process.exit(1);
      });
  });
  // The parent is gone.
  process.on("disconnect", () => void end());
}

/** What a message brings may be a `Buffer`, or a view of a larger block. */
export function ownCopy(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
