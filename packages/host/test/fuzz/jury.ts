import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { JudgeMessage, Judgement, Question } from "./judge-process.ts";

const program = fileURLToPath(new URL("judge-process.ts", import.meta.url));

/**
 * A judge that says nothing for this long, in milliseconds, runs a module that does not end. Where the module can be stopped, only
 * a host that hangs is silent: a busy machine is given time.
 */
const silentMs = { inline: 10_000, stoppable: 60_000 };
/** How many modules a judge is given at a time. */
const portion = 100;

export interface JuryOptions {
  readonly first: number;
  readonly last: number;
  /** Judges at once. */
  readonly judges: number;
  readonly onJudged: (judgement: Judgement) => void;
  readonly signal: AbortSignal;
}

/**
 * Has the modules of the seeds from `first` to before `last` judged, each on the judge's own thread. A judge that falls silent is
 * killed and its module judged again where it can be stopped; one that dies is a fault of its module.
 *
 * @returns The first seed that nobody was given, when `signal` ended it.
 */
export async function judgeAll({ first, last, judges, onJudged, signal }: JuryOptions): Promise<number> {
  let next = first;
  const serve = async (): Promise<void> => {
    using judge = new Judge();
    while (next < last && !signal.aborted) {
      const from = next;
      next = Math.min(last, from + portion);
      await judgePortion(judge, { from, to: next, onJudged });
    }
  };
  await Promise.all(Array.from({ length: judges }, serve));
  return next;
}

interface Portion {
  readonly from: number;
  readonly to: number;
  readonly onJudged: (judgement: Judgement) => void;
}

async function judgePortion(judge: Judge, { from, to, onJudged }: Portion): Promise<void> {
  for (let seed = from; seed < to;) seed = await judgeFrom(judge, seed, { to, onJudged });
}

/** Judges until the judge ends; the seed to go on with. */
async function judgeFrom(
  judge: Judge,
  from: number,
  { to, onJudged }: Omit<Portion, "from">,
): Promise<number> {
  let next = from;
  const heard = (judgement: Judgement): void => {
    next = judgement.seed + 1;
    onJudged(judgement);
  };
  let end = await judge.ask({ first: from, last: to, inline: true }, heard);
  if (end === "silent") end = await judge.ask({ first: next, last: next + 1, inline: false }, heard);
  if (end !== "done") heard({ seed: next, outcomes: ["the host's end"], faults: [`the host ended: ${end}`] });
  return next;
}

/** A process that judges; a new one after each that ended. */
class Judge implements Disposable {
  #process: ChildProcess | undefined;

  /** How it ended: `done`, `silent`, or a signal or code that the process ended with. */
  async ask(question: Question, onJudged: (judgement: Judgement) => void): Promise<string> {
    const judge = (this.#process ??= await started());
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const timer = setTimeout(resolve, question.inline ? silentMs.inline : silentMs.stoppable, "silent");
    const hear = (message: JudgeMessage): void => {
      timer.refresh();
      if (message.kind === "judged") onJudged(message.judgement);
      else resolve("done");
    };
    const died = (code: number | null, signal: string | null): void => resolve(String(signal ?? code));
    judge.on("message", hear).on("exit", died);
    judge.send(question);
    const end = await ended;
    clearTimeout(timer);
    judge.off("message", hear).off("exit", died);
    if (end === "done") return end;
    judge.kill("SIGKILL");
    this.#process = undefined;
    return end;
  }

  [Symbol.dispose](): void {
    if (this.#process?.connected === true) this.#process.disconnect();
  }
}

async function started(): Promise<ChildProcess> {
  const judge = fork(program, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await once(judge, "message");
  return judge;
}
