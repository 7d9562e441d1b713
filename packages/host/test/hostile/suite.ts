import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Isolation } from "@vial/host";
import { casesOf, type Family } from "./families.ts";
import type { CaseResult, HostileCase } from "./hostile-case.ts";
import type { HostMessage } from "./host-process.ts";

export const levels: readonly Isolation[] = ["inline", "thread", "process"];

const program = fileURLToPath(new URL("host-process.ts", import.meta.url));

/** After this long without a word, in milliseconds, a host hangs. No case comes near it on a slow machine. */
const silentMs = 120_000;

/**
 * Runs a family's cases on a level. A host that dies or falls silent is a result of the case that was on; the others
 * run on a new one.
 */
export async function runFamily(family: Family, isolation: Isolation): Promise<CaseResult[]> {
  const cases = await casesOf(family);
  const results: CaseResult[] = [];
  while (results.length < cases.length) {
    const run = await runHost(family, isolation, results.length);
    results.push(...run.results);
    if (run.end === undefined) break;
    const culprit = cases[results.length] ?? cases.at(-1)!;
    if (results.length === cases.length) results.pop();
    results.push({ name: culprit.name, family, isolation, outcome: run.end, pass: false });
  }
  return results;
}

/** The words for what `inline` does not stop; the documentation has to have them. */
export async function inlineExceptions(family: Family): Promise<string[]> {
  const cases: readonly HostileCase[] = await casesOf(family);
  return cases.map(({ notStoppedInline }) => notStoppedInline).filter((words) => words !== undefined);
}

interface HostRun {
  readonly results: CaseResult[];
  /** How it came to a bad end. */
  readonly end: string | undefined;
}

async function runHost(family: Family, isolation: Isolation, first: number): Promise<HostRun> {
  const host = fork(program, [family, isolation, String(first)], {
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
