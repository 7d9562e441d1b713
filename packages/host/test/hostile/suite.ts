import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { casesOf, families, type Family } from "./families.ts";
import type { CaseResult, Level } from "./hostile-case.ts";
import type { HostMessage } from "./host-process.ts";

export const levels: readonly Level[] = ["inline", "thread", "process", "extism"];

const program = fileURLToPath(new URL("host-process.ts", import.meta.url));

/** After this long without a word, in milliseconds, a host hangs. No case comes near it on a slow machine. */
const silentMs = 120_000;

/** Every family with every level that it has cases for. */
export async function runsOf(
  among: readonly string[] = families,
  on: readonly string[] = levels,
): Promise<{ readonly family: Family; readonly level: Level }[]> {
  const all = among.flatMap((family) =>
    on.map((level) => ({ family: family as Family, level: level as Level })),
  );
  const counts = await Promise.all(
    all.map(async ({ family, level }) => (await casesOf(family, level)).length),
  );
  return all.filter((_, index) => counts[index]! > 0);
}

/**
 * Runs a family's cases on a level. A host that dies or falls silent is a result of the case that was on; the others
 * run on a new one.
 */
export async function runFamily(family: Family, level: Level): Promise<CaseResult[]> {
  const cases = await casesOf(family, level);
  const results: CaseResult[] = [];
  while (results.length < cases.length) {
    const run = await runHost(family, level, results.length);
    results.push(...run.results);
    if (run.end === undefined) break;
    const culprit = cases[results.length] ?? cases.at(-1)!;
    if (results.length === cases.length) results.pop();
    results.push({ name: culprit.name, family, level, outcome: run.end, pass: false });
  }
  return results;
}

/** The words for what `inline` does not stop; the documentation has to have them. */
export async function inlineExceptions(family: Family): Promise<string[]> {
  const cases = await casesOf(family, "inline");
  return cases.map(({ notStoppedInline }) => notStoppedInline).filter((words) => words !== undefined);
}

interface HostRun {
  readonly results: CaseResult[];
  /** How it came to a bad end. */
  readonly end: string | undefined;
}

async function runHost(family: Family, level: Level, first: number): Promise<HostRun> {
  const host = fork(program, [family, level, String(first)], {
    execArgv: ["--expose-gc"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const printed = collect(host);
  const results: CaseResult[] = [];
  let silent = false;
  const giveUp = (): void => {
    silent = true;
    host.kill("SIGKILL");
  };
  let timer = setTimeout(giveUp, silentMs);
  host.on("message", (message: HostMessage) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silentMs);
    if (message.kind === "ended") results.push(message.result);
  });
  const [code, signal] = (await once(host, "close")) as [number | null, string | null];
  clearTimeout(timer);
  if (silent) return { results, end: "the host hung" };
  if (code === 0) return { results, end: undefined };
  return { results, end: `the host died (${signal ?? code}): ${printed().slice(-2_000)}` };
}

function collect(host: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [host.stdout, host.stderr])
    stream!.on("data", (chunk: Buffer) => void chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
