import { type LogEntry, PluginError, type PluginResult } from "@vial/host";
import { describeStack } from "../guest/guest-stack.ts";
import type { BuildCopy } from "./build-copy.ts";
import { CallHistory, type RecordedCall } from "./call-history.ts";
import { devLimits, type PluginSlots } from "./plugin-slots.ts";
import type { CallFailure, CallLog, CallState, HostEvent } from "./protocol.ts";

/** Of one call; a plugin may write far more of them than anyone reads. */
const maxEvents = 200;
const maxLogs = 1000;

export interface NewCall {
  readonly build: number;
  readonly export: string;
  readonly input: Uint8Array;
}

/** Makes calls and keeps what became of them. */
export class CallRunner {
  readonly history: CallHistory = new CallHistory();
  readonly #slots: PluginSlots;
  readonly #deadline: number | undefined;
  readonly #tell: (call: CallState) => void;
  readonly #running = new Map<number, AbortController>();
  #last = 0;

  constructor(
    slots: PluginSlots,
    { deadline, tell }: { readonly deadline: number | undefined; readonly tell: (call: CallState) => void },
  ) {
    this.#slots = slots;
    this.#deadline = deadline;
    this.#tell = tell;
  }

  /**
   * Starts a call.
   *
   * @returns its number, at once; what becomes of it is told
   */
  start({ build, export: exportName, input }: NewCall): number {
    const copy = this.#slots.build(build)!;
    this.#last += 1;
    const state: CallState = {
      id: this.#last,
      build,
      export: exportName,
      sentAt: Date.now(),
      status: "running",
      inputBytes: input.length,
      outputBytes: 0,
      queuedMs: null,
      ranMs: null,
      memoryBytes: null,
      logs: [],
      events: [],
      failure: null,
    };
    this.#keep({ state, input, output: new Uint8Array() });
    void this.#run(state.id, copy);
    return state.id;
  }

  /** Gives a call up. Its instance is ended if it runs. */
  cancel(id: number): void {
    this.#running.get(id)?.abort();
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  /** A message of the plugin's. It belongs to the call that it names. */
  log({ call, level, message }: LogEntry): void {
    const recorded = this.history.get(Number(call));
    if (recorded === undefined) return;
    const { state } = recorded;
    const ms = Date.now() - state.sentAt;
    const entry: CallLog =
      state.logs.length < maxLogs
        ? { level, message, ms }
        : { level: "warn", message: `More than ${maxLogs} messages: the rest is not shown.`, ms };
    if (state.logs.length > maxLogs) return;
    // In place, as a copy for each of so many would take its square.
    (state.logs as CallLog[]).push(entry);
    this.#tell(state);
  }

  /** Something the plugin asked for. Calls run one after the other: it was the oldest that is not finished. */
  event(event: Omit<HostEvent, "ms">): void {
    const [id] = this.#running.keys();
    const recorded = id === undefined ? undefined : this.history.get(id);
    if (recorded === undefined || recorded.state.events.length >= maxEvents) return;
    const { state } = recorded;
    const ms = Date.now() - state.sentAt;
    this.#keep({ ...recorded, state: { ...state, events: [...state.events, { ...event, ms }] } });
  }

  async #run(id: number, build: BuildCopy): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const { state, input } = this.history.get(id)!;
    const startedAt = performance.now();
    try {
      const result = await this.#slots.call(state.build, input, {
        id: String(id),
        export: state.export,
        deadline: this.#deadline,
        signal: controller.signal,
      });
      this.#finish(
        id,
        { status: "answered", ...timesOf(result), outputBytes: result.bytes().length },
        result.bytes(),
      );
    } catch (error) {
      const failure = await failureOf(error, build);
      const text = refusalOf(failure);
      if (text !== undefined) this.event({ kind: "refused", text });
      this.#finish(id, { status: "failed", ranMs: performance.now() - startedAt, failure });
    } finally {
      this.#running.delete(id);
    }
  }

  #finish(id: number, change: Partial<CallState>, output: Uint8Array = new Uint8Array()): void {
    const recorded = this.history.get(id);
    if (recorded === undefined) return;
    const memoryBytes = this.#slots.info(recorded.state.build)?.memoryBytes ?? null;
    this.#keep({ ...recorded, output, state: { ...recorded.state, ...change, memoryBytes } });
  }

  #keep(call: RecordedCall): void {
    this.history.put(call);
    this.#tell(call.state);
  }
}

function timesOf({ timings }: PluginResult): Pick<CallState, "queuedMs" | "ranMs"> {
  return { queuedMs: timings.queuedMs, ranMs: timings.ranMs };
}

async function failureOf(error: unknown, build: BuildCopy): Promise<CallFailure> {
  if (!(error instanceof PluginError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: "DEFECT", message, pointer: null, guestMessage: null, stack: [], hint: null };
  }
  const { code, message, pointer = null, guestMessage = null, guestStack } = error;
  const { project, path, bytes } = build;
  const stack =
    guestStack === undefined
      ? []
      : await describeStack(guestStack, {
          path,
          bytes,
          folder: project.folder,
          name: project.manifest.name,
          limits: devLimits(build),
        });
  return { code, message, pointer, guestMessage, stack, hint: hints[code] ?? null };
}

function refusalOf({ code, message }: CallFailure): string | undefined {
  return code === "HTTP_REFUSED" ? `The host refused a request. ${message}` : undefined;
}

const hints: Readonly<Record<string, string>> = {
  DEADLINE_EXCEEDED:
    "The host ended it, and the next call gets a fresh instance. limits.deadlineMs in vial.json, or --deadline, gives it longer.",
  CPU_LIMIT:
    "The host ended it, and the next call gets a fresh instance. limits.cpuMs in vial.json gives it longer.",
  CONTRACT_VIOLATION: "The schemas that vial.json names say what belongs there.",
  HTTP_REFUSED: "Under Host, let requests to the server through, or start with --allow-http <origin>.",
  MEMORY_LIMIT: "limits.memoryBytes in vial.json says how much it may use.",
};
