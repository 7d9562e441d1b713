/** A host in a process of its own that judges modules, one after the other, as its parent (`jury.ts`) asks. */
import { PluginManager, type Isolation } from "@vial/host";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { ModuleSource } from "./generated-modules.ts";
import { differ, judge, type Verdict } from "./oracle.ts";

/** Asks for the modules of the seeds from `first` to before `last`. */
export interface Question {
  readonly first: number;
  readonly last: number;
  /** False for a module that did not end where nothing could stop it. */
  readonly inline: boolean;
}

export interface Judgement {
  readonly seed: number;
  readonly outcomes: readonly string[];
  readonly faults: readonly string[];
}

export type JudgeMessage =
  { readonly kind: "ready" | "done" } | { readonly kind: "judged"; readonly judgement: Judgement };

/** A module that loads is also run on this level, and has to come to the same, where its seed is a multiple. */
const alsoOn: readonly (readonly [level: Isolation, every: number])[] = [
  ["thread", 25],
  ["process", 125],
];

const tell = (message: JudgeMessage): void => void process.send!(message);
let uncaught: string[] = [];
const unexpected = (error: unknown): void => void uncaught.push(`uncaught ${String(error)}`);
process.on("uncaughtException", unexpected).on("unhandledRejection", unexpected);

const folder = await temporaryFolder();
const plugins = new PluginManager();
const modules = new ModuleSource(folder.path);
// Compiles the generator, so that nobody waits for it later.
await modules.moduleOf(0);

process.on("message", (question: Question) => void answer(question));
// A terminal sends it to all of its processes; the parent asks for no more then.
process.on("SIGINT", () => {});
process.on("disconnect", () => {
  void Promise.all([plugins[Symbol.asyncDispose](), folder[Symbol.asyncDispose]()]);
});
tell({ kind: "ready" });

async function answer({ first, last, inline }: Question): Promise<void> {
  for (let seed = first; seed < last; seed++) {
    const judgement = await judged(seed, inline);
    tell({ kind: "judged", judgement });
  }
  tell({ kind: "done" });
}

async function judged(seed: number, inline: boolean): Promise<Judgement> {
  const module = await modules.moduleOf(seed);
  const { outcomes, results, faults }: Verdict = await judge(plugins, module, inline ? "inline" : "thread");
  const found = [...faults];
  const started = !results[0]!.startsWith("load ");
  for (const [level] of alsoOn.filter(([, every]) => inline && started && seed % every === 0)) {
    const there = await judge(plugins, module, level);
    found.push(...there.faults);
    if (differ(results, there.results))
      found.push(`${level} came to ${there.results.join()}, inline to ${results.join()}`);
  }
  found.push(...uncaught);
  uncaught = [];
  return { seed, outcomes, faults: found };
}
