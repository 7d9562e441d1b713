/** The entry point of a worker: it starts one plugin and then serves its calls, one at a time, until it is ended. */
import { parentPort, type MessagePort } from "node:worker_threads";
import type { HostFunctions } from "../../engine/host-function.ts";
import { threadCpuMs } from "../../engine/cpu-time.ts";
import { PluginError } from "../../plugin-error.ts";
import { GuestEnvironment } from "../guest-environment.ts";
import { Guest } from "../guest.ts";
import type { ImportedFunction } from "../host-call.ts";
import { Kernel } from "../kernel.ts";
import { standIns } from "../remote-functions.ts";
import { Mailbox, outcome, turn } from "./mailbox.ts";
import { toFailure, type StartMessage, type WorkerMessage } from "./messages.ts";

/** How long to watch for the next call before sleeping, in milliseconds, while calls come back to back. */
const spinMs = 0.15;
/** The same while a host function runs. */
const hostCallSpinMs = 0.02;

parentPort!.once("message", serve);

function serve(start: StartMessage): void {
  const { spec, plan, exports, port } = start;
  const mailbox = new Mailbox(start.mailbox);
  mailbox.begun = true;
  const kernel = new Kernel(start.kernelModule, start.kernelMemory);
  const messages = new Outbox(port);
  const environment = new GuestEnvironment({
    spec,
    kernel,
    functions: remoteFunctions(start.functions, mailbox),
    writeLog: (level, message) => messages.send({ kind: "log", level, message }),
  });

  // Host functions run on the host while this thread sleeps, so nothing is asynchronous here.
  const createGuest = (): Guest => Guest.create(plan, environment) as Guest;
  let guest: Guest | undefined;

  /** Does one turn's work; true when the host had to be woken for its outcome. */
  const turnOver = (work: () => void): boolean => {
    let ended: (typeof outcome)[keyof typeof outcome] = outcome.ok;
    try {
      work();
    } catch (error) {
      ended = outcome.failed;
      messages.send({ kind: "failure", failure: toFailure(asPluginError(error)) });
    }
    environment.end();
    mailbox.setOutcome(ended, messages.flush(), guest?.memoryBytes ?? 0);
    return mailbox.passToHost(turn.done);
  };

  turnOver(() => {
    guest = createGuest();
  });

  // The host sleeps at first, so there is no point in watching for its next call.
  let hot = false;
  for (;;) {
    if (awaitOrder(mailbox, hot) === turn.wipe) {
      kernel.reset();
      mailbox.passToHost(turn.done);
      hot = false;
      continue;
    }
    mailbox.begun = true;
    const exportName = exports[mailbox.exportIndex]!;
    const hostWoken = turnOver(() => {
      using _cpu = mailbox.measuresCpu ? measureCpu(mailbox) : undefined;
      guest ??= createDuringCall(kernel, createGuest);
      runCall(guest, environment, plan.directLane, exportName);
    });
    hot = !hostWoken;
    // From here on the host has its answer: making the state fresh costs the caller nothing. But the kernel's
    // memory is the host's now, so code of the plugin must not run before the next call.
    if (guest !== undefined && !guest.renew(exportName)) {
      guest = plan.runsCodeAtStart ? undefined : createGuest();
    }
  }
}

/** Tells the host what CPU time this thread had taken before a call, and then what the call took. */
function measureCpu(mailbox: Mailbox): Disposable {
  const from = threadCpuMs();
  mailbox.cpuFromMs = from;
  return {
    [Symbol.dispose]() {
      mailbox.cpuTookMs = threadCpuMs() - from;
    },
  };
}

/** Start functions use the kernel's memory, where the call's input is waiting. */
function createDuringCall(kernel: Kernel, create: () => Guest): Guest {
  const input = new Uint8Array(kernel.input());
  const guest = create();
  kernel.reset();
  kernel.setInput(input);
  return guest;
}

const nothing = new Uint8Array(0);

function runCall(guest: Guest, environment: GuestEnvironment, directLane: boolean, exportName: string): void {
  const { kernel, spec } = environment;
  // In the kernel lane the input is where the plugin looks for it already.
  const input = directLane ? kernel.takeInput() : nothing;
  environment.begin({ exportName, input, hostContext: undefined, deadlineAt: Infinity, signal: undefined });
  guest.run(environment.active.call!);
  const length = guest.outputLength;
  if (length <= spec.limits.outputBytes) guest.publishOutput();
  else kernel.announceOutput(length);
}

function awaitOrder(mailbox: Mailbox, hot: boolean): typeof turn.call | typeof turn.wipe {
  for (;;) {
    const seen = mailbox.turn;
    if (seen === turn.call || seen === turn.wipe) return seen;
    if (!hot || !mailbox.spin(seen, performance.now() + spinMs)) mailbox.sleep(seen);
  }
}

/** Hands the turn to the host for each host function, and sleeps until it comes back. */
function remoteFunctions(imported: readonly ImportedFunction[], mailbox: Mailbox): HostFunctions {
  return standIns(imported, (index, values) => {
    mailbox.setHostCall(index, values);
    mailbox.passToHost(turn.hostCall);
    while (mailbox.turn === turn.hostCall) {
      if (!mailbox.spin(turn.hostCall, performance.now() + hostCallSpinMs)) mailbox.sleep(turn.hostCall);
    }
    mailbox.turn = turn.call;
    if (mailbox.failed) throw new Error("The host function failed on the host's side");
    return mailbox.hostReply();
  });
}

class Outbox {
  readonly #port: MessagePort;
  #sent = false;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  send(message: WorkerMessage): void {
    this.#port.postMessage(message);
    this.#sent = true;
  }

  /** Whether anything was sent since the last flush. */
  flush(): boolean {
    const sent = this.#sent;
    this.#sent = false;
    return sent;
  }
}

function asPluginError(error: unknown): PluginError {
  if (error instanceof PluginError) return error;
  return new PluginError("WORKER_CRASHED", "The plugin's worker failed. See the cause.", {
    phase: "call",
    cause: error,
  });
}
