import { run } from "../command/run.ts";
import { step } from "../command/step.ts";
import { which } from "../command/which.ts";
import type { Machine } from "../toolchain.ts";
import { TARGET } from "./rustc.ts";

/** An attempt without a network ends by itself; this is for one whose packets vanish. */
const timeoutMs = 120_000;

/**
 * Adds the WebAssembly target to rustup's toolchain, where there is a rustup and it may install by itself
 * (`RUSTUP_AUTO_INSTALL` is not 0).
 *
 * @returns whether it could.
 */
export async function addTarget({ env }: Machine, signal?: AbortSignal): Promise<boolean> {
  const rustup = which("rustup", env);
  if (!rustup) return false;
  if (env["RUSTUP_AUTO_INSTALL"] === "0") {
    console.error("- Leaving rustup alone, as RUSTUP_AUTO_INSTALL is 0");
    return false;
  }
  try {
    await step(`rustup target add ${TARGET}`, () =>
      run(rustup, ["target", "add", TARGET], { env: { ...env, RUSTUP_MAX_RETRIES: "1" }, signal, timeoutMs }),
    );
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}
