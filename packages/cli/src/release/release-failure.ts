import { PluginError } from "@vial/host";
import { Failure } from "../failure.ts";

/** What the command line has an own way to mend. */
const hints: Partial<Record<string, string>> = {
  KEY_INVALID: "VIAL_KEY_PASSPHRASE opens a key that is encrypted.",
};

/** Runs what may fail with one of the host's errors, whose messages say what to do. */
export async function reportingFailures<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    throw new Failure(error.message.replace(/\.$/, ""), {
      hint: `${error.code}: ${hints[error.code] ?? "docs/errors.md says more."}`,
      cause: error,
    });
  }
}
