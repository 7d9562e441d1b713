import { PluginError, PluginManager, type ErrorCode, type ErrorPhase, type LoadOptions } from "@vial/host";
import { expect } from "vitest";
import { kernelEcho } from "./echo.ts";

/** The codes after which the same call may simply be made again. */
const retryable: ReadonlySet<ErrorCode> = new Set([
  "DEADLINE_EXCEEDED",
  "HTTP_FAILED",
  "PLUGIN_QUARANTINED",
  "QUEUE_FULL",
  "REGISTRY_UNAVAILABLE",
  "STORE_BUSY",
  "UPDATE_IN_PROGRESS",
  "SOURCE_UNREADABLE",
  "WORKER_CRASHED",
]);

/** What a failed call or load has to look like; `plugin` is the name it was loaded under. */
export interface ExpectedFailure {
  readonly code: ErrorCode;
  readonly phase: ErrorPhase;
  readonly plugin?: string | undefined;
}

/** Waits for a failure and checks all of an error's machine-readable parts. */
export async function expectFailure(
  pending: Promise<unknown>,
  expected: ExpectedFailure,
): Promise<PluginError> {
  const error = await reasonOf(pending);
  expect(error).toBeInstanceOf(PluginError);
  const { code, phase, plugin, retryable: again, name } = error as PluginError;
  expect({ code, phase, plugin, retryable: again, name }).toEqual({
    code: expected.code,
    phase: expected.phase,
    plugin: expected.plugin,
    retryable: retryable.has(expected.code),
    name: "PluginError",
  });
  return error as PluginError;
}

/** Loads what has to be refused; the manager then has to load and run another plugin under the same name. */
export async function expectRefusal(
  options: LoadOptions,
  expected: Omit<ExpectedFailure, "plugin">,
): Promise<PluginError> {
  await using plugins = new PluginManager();
  const error = await expectFailure(plugins.load("refused", options), { ...expected, plugin: "refused" });
  expect(plugins.list()).toEqual([]);
  await plugins.load("refused", { source: kernelEcho, isolation: "inline" });
  expect((await plugins.execute("refused", "still here")).text()).toBe("still here");
  return error;
}

async function reasonOf(pending: Promise<unknown>): Promise<unknown> {
  try {
    await pending;
  } catch (error) {
    return error;
  }
  throw new Error("It was expected to fail and did not");
}
