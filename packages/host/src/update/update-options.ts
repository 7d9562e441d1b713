import * as v from "valibot";
import { escapeControls } from "../engine/log.ts";
import { complaint, invalidOption, type LoadOptions } from "../load-options.ts";
import type { HealthRules } from "./verdict.ts";

/**
 * How a new version takes over. `immediate`: it gets all calls at once. `canary`: it gets a share of them until it has proved itself.
 * `shadow`: the old version goes on answering, the new one gets copies of the calls, and its answers are compared.
 */
export type UpdateStrategy = "immediate" | "canary" | "shadow";

/** What a version is loaded with, besides what it is. */
export type VersionSettings = Omit<LoadOptions, "source" | "digest" | "version">;

/** How a plugin is updated. */
export interface UpdateOptions {
  /** `"immediate"` unless set. */
  readonly strategy?: UpdateStrategy;
  /**
   * The part of the calls, above 0 and up to 1, that the new version gets (`canary`; 0.1 unless set) or gets copies of (`shadow`; 1
   * unless set). Calls with the same `key` stay together.
   */
  readonly share?: number;
  /** Calls of the new version after which it has proved itself; 200 unless set. */
  readonly calls?: number;
  /** Calls of the new version before its failures and its latency are compared with the old one's; 20 unless set. */
  readonly minimumCalls?: number;
  /** How many times as long as the old version's calls the new one's may take; 2 unless set. Less than 1 ms more is never too long. */
  readonly maxSlowdown?: number;
  /** `shadow`: the part of the compared answers, from 0 to 1, that may differ; 0 unless set. */
  readonly maxDifferent?: number;
  /**
   * `shadow`: lets a plugin that calls host functions, or sends HTTP requests, do so a second time for every copy. Without it such
   * a plugin is refused.
   */
  readonly repeatEffects?: boolean;
  /** Replaces single load options from this version on: a policy that grants what it newly asks for, say. */
  readonly load?: Partial<VersionSettings>;
  /**
   * How long finding the release may take in all, in milliseconds. Unless set, what `releases` allow each request and transfer is what
   * counts (`requestMs`, `transferMs`).
   */
  readonly fetchMs?: number;
  /** Gives the update up, as long as the new version has no calls. */
  readonly signal?: AbortSignal;
}

/** How a plugin follows a tag or a range: {@link UpdateOptions}, for each update, and how often to look. */
export interface FollowOptions extends Omit<UpdateOptions, "signal"> {
  /** Milliseconds between two looks; 60,000 unless set. Each pause is up to a quarter shorter or longer, by chance. */
  readonly everyMs?: number;
}

const share = v.pipe(v.number(), v.gtValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const duration = v.pipe(v.number(), v.minValue(1), v.maxValue(2 ** 30));

const entries = {
  strategy: v.optional(v.picklist(["immediate", "canary", "shadow"])),
  share: v.optional(share),
  calls: v.optional(count),
  minimumCalls: v.optional(count),
  maxSlowdown: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(1_000))),
  maxDifferent: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  repeatEffects: v.optional(v.boolean()),
  // Checked with all load options, once there is a release.
  load: v.optional(v.looseObject({})),
  fetchMs: v.optional(duration),
};
const schemas = {
  update: v.strictObject({ ...entries, signal: v.optional(v.instance(AbortSignal)) }),
  follow: v.strictObject({ ...entries, everyMs: v.optional(duration) }),
};

/** An update's options, complete. */
export interface UpdateRules extends HealthRules {
  readonly strategy: UpdateStrategy;
  readonly share: number;
  readonly maxDifferent: number;
  readonly repeatEffects: boolean;
  readonly load: Partial<VersionSettings>;
  readonly fetchMs: number | undefined;
}

/** @throws PluginError `INVALID_OPTION` naming the option and what it takes. */
export function checkUpdate(
  plugin: string,
  wanted: unknown,
  options: UpdateOptions | FollowOptions,
  method: "update" | "follow",
): UpdateRules {
  if (typeof wanted !== "string" || wanted === "" || wanted.length > 256)
    throw invalidOption(`${method}: wanted takes a semver range, a tag or a digest`, plugin);
  const parsed = v.safeParse(schemas[method], options);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue) ?? "its options";
    throw invalidOption(`${method}: ${escapeControls(path)} ${complaint(issue)}`, plugin);
  }
  const { strategy = "immediate", calls = 200, minimumCalls = 20, load = {} } = options;
  const fixed = ["source", "digest", "version"].find((name) => name in load);
  if (fixed !== undefined) throw invalidOption(`${method}: load.${fixed} is the release's to say`, plugin);
  if (strategy === "immediate" && options.share !== undefined)
    throw invalidOption(`${method}: share is for the strategies canary and shadow`, plugin);
  if (minimumCalls > calls) throw invalidOption(`${method}: minimumCalls takes no more than calls`, plugin);
  return {
    strategy,
    share: options.share ?? (strategy === "canary" ? 0.1 : 1),
    calls,
    minimumCalls,
    maxSlowdown: options.maxSlowdown ?? 2,
    maxDifferent: options.maxDifferent ?? 0,
    repeatEffects: options.repeatEffects ?? false,
    load,
    fetchMs: options.fetchMs,
  };
}
