import { setTimeout as sleep } from "node:timers/promises";
import type { Descriptor } from "../release/image-manifest.ts";
import type { Repository } from "../release/reference.ts";
import { aborted } from "./exchange.ts";
import { registryError } from "./registry-error.ts";

/** The list of what refers to a manifest, as a registry without a referrers API has it: a document that clients keep. */
export interface ReferrersList {
  readonly repository: Repository;
  /** What it says, and its `ETag`; without one when there is no list, or no ETag. */
  read(): Promise<{ readonly referrers: readonly Descriptor[]; readonly condition: ListCondition }>;
  /** Replaces it, if the registry heeds the condition only as long as that holds. */
  write(referrers: readonly Descriptor[], condition: ListCondition): Promise<void>;
}

/** Headers that make a write depend on what was read (RFC 9110, section 13.1). */
export type ListCondition = { readonly "if-match": string } | { readonly "if-none-match": "*" } | undefined;

const attempts = 8;
const shortestPauseMs = 100;

/**
 * Adds a referrer to the list. Several clients may do so at once, and not every registry heeds a condition: what was written is read
 * again after a pause that leaves time for whoever had read the list before, and is written again if it is gone. Where no condition
 * is heeded, nothing helps against a client that is held up for longer between its reading and its writing.
 *
 * @throws PluginError `REGISTRY_UNAVAILABLE` when others overwrite it again and again; every other `REGISTRY_…`.
 */
export async function addToList(
  list: ReferrersList,
  referrer: Descriptor,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let written = 0; ; written++) {
    const startedAt = performance.now();
    const { referrers, condition } = await list.read();
    if (referrers.some(({ digest }) => digest === referrer.digest)) return;
    if (written === attempts) break;
    await list.write([...referrers, referrer], condition);
    // Others are taken to be as slow as we were, and are not met again at the same moment.
    const pauseMs = Math.max(shortestPauseMs, 3 * (performance.now() - startedAt)) * (1 + Math.random());
    await sleep(pauseMs, undefined, { signal }).catch(() => {
      throw aborted(list.repository);
    });
  }
  throw registryError(
    "REGISTRY_UNAVAILABLE",
    list.repository,
    "loses what is added to its list of signatures",
  );
}
