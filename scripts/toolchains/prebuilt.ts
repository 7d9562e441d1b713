/**
 * Deals with the module that a plugin project, the current folder, has checked in: `prebuilt.ts record` replaces it by
 * the one just built; `prebuilt.ts check` compares the two.
 */
import { ToolchainError } from "../../packages/toolchains/src/index.ts";
import { misunderstood, readArguments } from "../command-line.ts";
import { comparePrebuilt, recordPrebuilt } from "./plugin/prebuilt.ts";

async function check(folder: string): Promise<void> {
  const comparison = await comparePrebuilt(folder);
  console.error(
    comparison.outcome === "identical"
      ? "The module built here is the prebuilt one, byte for byte"
      : `Not comparable byte for byte: built here with ${comparison.builtWith}, prebuilt with ${comparison.prebuiltWith}`,
  );
}

const actions: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  record: recordPrebuilt,
  check,
};
const usage = `usage: prebuilt.ts record|check

Replaces the module that the plugin project in the current folder has checked in by the one just built, or compares the two.`;
const { positionals } = readArguments(usage, { allowPositionals: true });
const [wanted = ""] = positionals;
const action = Object.hasOwn(actions, wanted) ? actions[wanted] : undefined;
if (action === undefined || positionals.length > 1) misunderstood(usage);
try {
  await action(process.cwd());
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
