import { measureInRounds, median, ratioOfMedians, spreadOf, type Subject, warmUp } from "@vial/measure";
import { agreedOutput } from "../overhead/agreed-output.ts";
import type { Effort } from "../overhead/effort.ts";
import type { RunningSubject } from "../overhead/subjects.ts";
import type { Workload } from "../workloads.ts";
import type { HostChoice } from "./messages.ts";
import type { PeerRow } from "./peer.ts";
import { PeerProcess } from "./peer-process.ts";
import { type Peer, peerGroups } from "./peers.ts";

const KiB = 1024;
const sizes = [KiB, 64 * KiB, 1024 * KiB];
/** A first result happens once a process, so several are started. */
const starts = 5;
/** Plugins that are loaded to see what one takes. */
const weighed = 12;

/** A peer that has given its first result. */
interface RunningPeer {
  readonly peer: Peer;
  readonly choice: HostChoice;
  readonly subject: RunningSubject;
  readonly process: PeerProcess;
  readonly firstResultMs: number;
}

/** How peers are measured. */
export interface PeerOptions {
  readonly effort: Effort;
  readonly onStart?: (what: string) => void;
  readonly sizes?: readonly number[];
  readonly groups?: readonly (readonly Peer[])[];
}

/** Measures what else runs a workload, all of a group in the same rounds. One that fails is a row that says why. */
export async function measurePeers(workload: Workload, options: PeerOptions): Promise<PeerRow[]> {
  const rows: PeerRow[] = [];
  for (const group of options.groups ?? peerGroups)
    rows.push(...(await measureGroup(group, workload, options)));
  return rows;
}

async function measureGroup(
  group: readonly Peer[],
  workload: Workload,
  options: PeerOptions,
): Promise<PeerRow[]> {
  await using stack = new AsyncDisposableStack();
  const rows: PeerRow[] = [];
  const running: RunningPeer[] = [];
  const agreed = new Map<number, Uint8Array>();
  for (const peer of group) {
    options.onStart?.(`${peer.name}: first result`);
    try {
      const started = await start(peer, workload);
      stack.use(started.process);
      await agreedOutput([started.subject], KiB, agreed);
      running.push(started);
    } catch (error) {
      rows.push(missingRow(peer, workload, error));
    }
  }
  for (const sizeBytes of options.sizes ?? sizes) {
    options.onStart?.(`${group.length} peers in turns, ${sizeBytes / KiB} KiB`);
    rows.push(...(await measureSize(running, workload, sizeBytes, agreed, options.effort)));
  }
  const memory = new Map<Peer, number>();
  for (const { peer, choice, process } of running) {
    options.onStart?.(`${peer.name}: memory`);
    await process.setInput(workload.input(KiB));
    // A process per call keeps no plugin.
    if (choice.host !== "child process") memory.set(peer, await process.weigh(weighed));
  }
  return rows.map((row) => {
    const peer = group.find(({ name }) => name === row.peer)!;
    return { ...row, memoryBytes: memory.get(peer) ?? null };
  });
}

async function start(peer: Peer, workload: Workload): Promise<RunningPeer> {
  const choice: HostChoice = await peer.choice(workload);
  const module = await peer.module(workload);
  const input = workload.input(KiB);
  const times: number[] = [];
  while (times.length < starts - 1) {
    await using another = await PeerProcess.start(choice, module, input);
    times.push(another.firstResultMs);
  }
  const process = await PeerProcess.start(choice, module, input);
  const firstResultMs = median([...times, process.firstResultMs]);
  const subject: RunningSubject = {
    name: peer.name,
    run: (calls) => process.run(calls),
    output: () => process.output(),
  };
  return { peer, choice, subject, process, firstResultMs };
}

async function measureSize(
  running: readonly RunningPeer[],
  workload: Workload,
  sizeBytes: number,
  agreed: Map<number, Uint8Array>,
  effort: Effort,
): Promise<PeerRow[]> {
  const { rounds, roundMs, leadInMs, repeats, warmUp: patience } = effort;
  const rows: PeerRow[] = [];
  const able: RunningPeer[] = [];
  for (const each of running) {
    try {
      await each.process.setInput(workload.input(sizeBytes));
      await agreedOutput([each.subject], sizeBytes, agreed);
      await warmUp(each.subject, patience);
      able.push(each);
    } catch (error) {
      rows.push({ ...missingRow(each.peer, workload, error), sizeBytes });
    }
  }
  const [first] = able;
  if (first === undefined) return rows;
  let failed: RunningPeer | undefined;
  const watch = (each: RunningPeer): Subject => ({
    run: (calls) =>
      each.subject.run(calls).catch((error: unknown) => {
        failed = each;
        throw error;
      }),
  });
  const subjects = Object.fromEntries(able.map((each) => [each.peer.name, watch(each)]));
  const options = { rounds, roundMs, leadInMs, repeats, watched: [first.peer.name] };
  const measured = await measureInRounds(subjects, options).catch((error: unknown) => {
    if (failed === undefined) throw error;
    rows.push({ ...missingRow(failed.peer, workload, error), sizeBytes });
  });
  // The others begin anew without the one that failed.
  if (measured === undefined) {
    const others = able.filter((each) => each !== failed);
    return [...rows, ...(await measureSize(others, workload, sizeBytes, agreed, effort))];
  }
  const { times } = measured;
  for (const { peer, firstResultMs } of able) {
    const nanoseconds = times[peer.name]!;
    const call = spreadOf(nanoseconds);
    const ratio = ratioOfMedians(nanoseconds, times[first.peer.name]!);
    rows.push({
      peer: peer.name,
      workload: workloadText(peer, workload),
      sizeBytes,
      callUs: call.median / 1000,
      callLowUs: call.low / 1000,
      callHighUs: call.high / 1000,
      ratio: ratio.value,
      low: ratio.low,
      high: ratio.high,
      firstResultMs,
      memoryBytes: null,
      note: peer.note ?? "",
    });
  }
  return rows;
}

function workloadText({ language }: Peer, { name }: Workload): string {
  return `${name} (${language})`;
}

function missingRow(peer: Peer, workload: Workload, error: unknown): PeerRow {
  return {
    peer: peer.name,
    workload: workloadText(peer, workload),
    sizeBytes: KiB,
    callUs: null,
    callLowUs: null,
    callHighUs: null,
    ratio: null,
    low: null,
    high: null,
    firstResultMs: null,
    memoryBytes: null,
    note: `not measured: ${String(error).split("\n")[0]!}`,
  };
}
