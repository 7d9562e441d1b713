import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { HostRecord } from "./host-messages.ts";

/** What became of the calls of all hosts, and of their plugins' versions. */
export class Ledger {
  /** Answered ones: a call that its host was killed with has nobody left to answer. */
  calls = 0;
  lost = 0;
  doubled = 0;
  mixedVersions = 0;
  swaps = 0;
  rollbacks = 0;
  maxSwitchMs = 0;

  /** Reads a host's records to their end: all that it wrote, also when it was killed. */
  async read(records: Readable): Promise<void> {
    const calls = new Map<number, { ran: number; answers: number }>();
    for await (const line of createInterface({ input: records })) this.#add(JSON.parse(line), calls);
    for (const { ran, answers } of calls.values()) if (ran > 1 || answers > 1) this.doubled++;
  }

  #add(record: HostRecord, calls: Map<number, { ran: number; answers: number }>): void {
    switch (record[0]) {
      case "started":
        calls.set(record[1], { ran: 0, answers: 0 });
        return;
      case "ran":
        calls.get(record[1])!.ran++;
        return;
      case "answered": {
        const [, call, verdict] = record;
        calls.get(call)!.answers++;
        this.calls++;
        if (verdict !== "well") this[verdict]++;
        return;
      }
      case "switched":
        this.swaps++;
        this.maxSwitchMs = Math.max(this.maxSwitchMs, record[1]);
        return;
      case "rolled-back":
        this.rollbacks++;
    }
  }
}
