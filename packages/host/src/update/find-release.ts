import { PluginError, quoteName } from "../plugin-error.ts";
import type { Release, Releases } from "../release/release.ts";

interface Search {
  /** As the plugin was loaded. */
  readonly plugin: string;
  /** As the release is published: its repository, or its name. */
  readonly name: string;
  readonly wanted: string;
  readonly fetchMs: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Finds a release, or gives up: also where whoever looks it up never answers, and pays no heed to its signal.
 *
 * @throws PluginError what `releases` threw; `SOURCE_UNREADABLE`, `UPDATE_CANCELLED`.
 */
export async function findRelease(
  releases: Releases,
  { plugin, name, wanted, fetchMs, signal }: Search,
): Promise<Release> {
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const giveUp = new AbortController();
  const end = (error: PluginError): void => {
    reject(error);
    giveUp.abort(error);
  };
  const cancelled = (): void => end(updateCancelled(plugin, signal));
  const timer =
    fetchMs === undefined
      ? undefined
      : setTimeout(() => end(unreadable(`was not found within ${fetchMs} ms`)), fetchMs);
  signal.addEventListener("abort", cancelled, { once: true });
  if (signal.aborted) cancelled();
  try {
    return await Promise.race([givenUp, releases.find(name, wanted, { signal: giveUp.signal })]);
  } catch (cause) {
    // It may be published under another name than it was loaded by.
    if (cause instanceof PluginError) throw Object.assign(cause, { plugin });
    throw unreadable("cannot be read, see the cause", cause);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancelled);
  }

  function unreadable(why: string, cause?: unknown): PluginError {
    const message = `The release ${quoteName(wanted)} of ${quoteName(name)} ${why}.`;
    return new PluginError("SOURCE_UNREADABLE", message, { plugin, phase: "load", cause });
  }
}

export function updateCancelled(plugin: string, { reason }: AbortSignal): PluginError {
  const message =
    "The update was called off before the new version had any calls: by its signal, rollback(), unload() or disposal.";
  const cause = reason instanceof PluginError ? undefined : (reason as unknown);
  return new PluginError("UPDATE_CANCELLED", message, { plugin, phase: "manage", cause });
}
