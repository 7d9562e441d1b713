import * as fc from "fast-check";
import { PluginError, type ErrorCode, type UpdateStrategy } from "@vial/host";
import { Updated } from "../support/updated.ts";
import { versionedRelease } from "../support/versioned-plugin.ts";

/** What ought to be: which versions there are, told apart by their names. */
interface Model {
  serving: string | undefined;
  previous: string | undefined;
  /** A new version on trial. With `immediate` it is the one that serves. */
  trial: { readonly version: string; readonly strategy: UpdateStrategy } | undefined;
}

type Real = Updated;
type Step = fc.AsyncCommand<Model, Real>;

/** Versions by what is wrong with them. */
const releases = {
  "1.0.0": versionedRelease({ version: "1.0.0" }),
  "1.1.0": versionedRelease({ version: "1.1.0" }),
  "1.2.0": versionedRelease({ version: "1.2.0" }),
  "1.3.0": versionedRelease({ version: "1.3.0" }),
  unfit: versionedRelease({ version: "1.4.0" }, [{ name: "traps", input: Buffer.from("!"), match: "exact" }]),
  broken: { ...versionedRelease({ version: "1.5.0" }), module: new Uint8Array(64) },
} as const;

type Good = Extract<keyof typeof releases, `${number}.${number}.${number}`>;

/** A command that is always possible, with what it has to lead to. */
function step(name: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return { check: () => true, run, toString: () => name };
}

/** Who may answer a call that starts now. */
function live({ serving, trial }: Model): string[] {
  return [serving, trial?.strategy === "canary" ? trial.version : undefined].filter(
    (each) => each !== undefined,
  );
}

const calls = fc.integer({ min: 1, max: 6 }).map((count) =>
  step(`${count} calls`, async (model, { plugins }) => {
    const expected = live(model);
    const answers = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const input = `${index} input`;
        return plugins.execute("versioned", input, { deadline: 30_000, key: `patient ${index}` }).then(
          (result) => {
            const text = result.text();
            if (text.slice(16) !== input) throw new Error("Another call's answer");
            return [text.slice(0, 8).trimEnd(), text.slice(8, 16).trimEnd()];
          },
          (error: PluginError) => error.code,
        );
      }),
    );
    for (const answer of answers) {
      const fits =
        expected.length === 0
          ? answer === "PLUGIN_NOT_FOUND"
          : Array.isArray(answer) && answer[0] === answer[1] && expected.includes(answer[0]!);
      if (!fits) throw new Error(`${String(answer)} instead of ${expected.join(" or ")}`);
    }
  }),
);

const update = fc
  .record({
    version: fc.constantFrom<Good>("1.0.0", "1.1.0", "1.2.0", "1.3.0"),
    strategy: fc.constantFrom<UpdateStrategy>("immediate", "canary", "shadow"),
  })
  .map(({ version, strategy }) =>
    step(`update to ${version} by ${strategy}`, async (model, { plugins }) => {
      const busy = model.trial !== undefined && model.trial.strategy !== "immediate";
      const outcome = await code(
        plugins.update("versioned", version, { strategy, calls: 100_000, minimumCalls: 100_000 }),
      );
      if (model.serving === undefined) return expectCode(outcome, "PLUGIN_NOT_FOUND");
      if (busy) return expectCode(outcome, "UPDATE_IN_PROGRESS");
      expectCode(outcome, undefined);
      // The version on trial made room, whatever came of the update that it made room for.
      model.trial = undefined;
      if (model.serving === version) return;
      model.trial = { version, strategy };
      if (strategy !== "immediate") return;
      model.previous = model.serving;
      model.serving = version;
    }),
  );

const refused = fc.constantFrom("unfit", "broken", "missing").map((kind) =>
  step(`update to a release that is ${kind}`, async (model, { plugins }) => {
    const wanted = kind === "missing" ? "9.9.9" : releases[kind as "unfit"].version;
    const busy = model.trial !== undefined && model.trial.strategy !== "immediate";
    const outcome = await code(plugins.update("versioned", wanted));
    if (model.serving === undefined) return expectCode(outcome, "PLUGIN_NOT_FOUND");
    if (busy) return expectCode(outcome, "UPDATE_IN_PROGRESS");
    const codes = {
      unfit: "HEALTH_CHECK_FAILED",
      broken: "INVALID_MODULE",
      missing: "SOURCE_UNREADABLE",
    } as const;
    expectCode(outcome, codes[kind as keyof typeof codes]);
    model.trial = undefined;
  }),
);

/** Two at once, of which the second is refused; rollback calls the first off. */
const calledOff = fc.constant(
  step("an update that is called off while it is fetched", async (model, real) => {
    if (model.serving === undefined || (model.trial !== undefined && model.trial.strategy !== "immediate"))
      return;
    const { promise, resolve } = Promise.withResolvers<void>();
    real.releases.interfere = () => promise;
    const first = code(real.plugins.update("versioned", "1.1.0"));
    expectCode(await code(real.plugins.update("versioned", "1.2.0")), "UPDATE_IN_PROGRESS");
    await real.plugins.rollback("versioned");
    resolve();
    real.releases.interfere = undefined;
    expectCode(await first, "UPDATE_CANCELLED");
    model.trial = undefined;
  }),
);

const rollback = fc.constant(
  step("rollback", async (model, { plugins }) => {
    const outcome = await code(plugins.rollback("versioned"));
    if (model.serving === undefined) return expectCode(outcome, "PLUGIN_NOT_FOUND");
    if (model.trial !== undefined && model.trial.strategy !== "immediate") model.trial = undefined;
    else {
      if (model.previous === undefined) return expectCode(outcome, "NO_PREVIOUS_VERSION");
      Object.assign(model, { serving: model.previous, previous: undefined, trial: undefined });
    }
    expectCode(outcome, undefined);
  }),
);

const promote = fc.constant(
  step("promote", async (model, { plugins }) => {
    const outcome = await code(plugins.promote("versioned"));
    if (model.serving === undefined) return expectCode(outcome, "PLUGIN_NOT_FOUND");
    const { trial, serving } = model;
    if (trial === undefined) return expectCode(outcome, "UPDATE_NOT_FOUND");
    expectCode(outcome, undefined);
    if (trial.strategy !== "immediate") Object.assign(model, { serving: trial.version, previous: serving });
    model.trial = undefined;
  }),
);

/** Takes it away with calls under way, which are all answered by who was live. */
const reload = fc.boolean().map((again) =>
  step(again ? "unload and load" : "unload", async (model, { plugins }) => {
    const expected = live(model);
    const pending = Array.from({ length: 4 }, () => plugins.execute("versioned", "0", { deadline: 30_000 }));
    const outcome = await code(plugins.unload("versioned"));
    const answers = await Promise.allSettled(pending);
    expectCode(outcome, model.serving === undefined ? "PLUGIN_NOT_FOUND" : undefined);
    const unanswered = answers.filter(
      (answer) =>
        answer.status === "rejected" || !expected.includes(answer.value.text().slice(0, 8).trimEnd()),
    );
    if (model.serving !== undefined && unanswered.length > 0) throw new Error("A call was not answered");
    Object.assign(model, { serving: undefined, previous: undefined, trial: undefined });
    if (!again) return;
    await plugins.load("versioned", { source: releases["1.0.0"], concurrency: 2 });
    model.serving = "1.0.0";
  }),
);

/** What `versions` says is what ought to be. */
const look = fc.constant(
  step("look", async (model, { plugins }) => {
    if (model.serving === undefined) return;
    const { serving, previous, update: under } = plugins.versions("versioned");
    const seen = [serving.version, previous?.version, under?.candidate?.version, under?.strategy];
    const ought = [model.serving, model.previous, model.trial?.version, model.trial?.strategy];
    if (seen.join() !== ought.join()) throw new Error(`${seen.join()} instead of ${ought.join()}`);
  }),
);

async function code(pending: Promise<unknown>): Promise<ErrorCode | undefined> {
  try {
    await pending;
    return undefined;
  } catch (error) {
    if (error instanceof PluginError) return error.code;
    throw error;
  }
}

function expectCode(outcome: ErrorCode | undefined, expected: ErrorCode | undefined): void {
  if (outcome !== expected) throw new Error(`${outcome ?? "success"} instead of ${expected ?? "success"}`);
}

/** Runs random sequences of steps on a real manager, with workers and compiled modules, and on the model beside it. */
export async function runModel(parameters: fc.Parameters<[Iterable<Step>]>) {
  const steps = fc.commands(
    [calls, calls, update, update, refused, calledOff, rollback, promote, reload, look],
    {
      maxCommands: 25,
    },
  );
  const property = fc.asyncProperty(steps, async (sequence) => {
    await using real = await Updated.load({ isolation: "thread", concurrency: 2 });
    for (const release of Object.values(releases))
      if (release.version !== "1.0.0") real.releases.publish(release);
    const model: Model = { serving: "1.0.0", previous: undefined, trial: undefined };
    await fc.asyncModelRun(() => ({ model, real }), sequence);
  });
  return await fc.check(property, parameters);
}
