/** The entry point of a child process: it starts one plugin and then serves its calls, one at a time, until it is killed. */
import { threadCpuMs } from "../../engine/cpu-time.ts";
import { outputTooLarge } from "../../engine/output-limit.ts";
import type { HostFunctions } from "../../engine/host-function.ts";
import { PluginError } from "../../plugin-error.ts";
import { invalidModule } from "../../admission/invalid-module.ts";
import { GuestEnvironment } from "../guest-environment.ts";
import { Guest } from "../guest.ts";
import type { ImportedFunction } from "../host-call.ts";
import { createKernelMemory, Kernel } from "../kernel.ts";
import type { LinkPlan } from "../link-plan.ts";
import { standIns } from "../remote-functions.ts";
import { ChildChannel } from "./child-channel.ts";
import { encodeFailure } from "./child-failure.ts";
import { order, report, type Report } from "./frame.ts";
import { decodeHostReply, encodeHostCall } from "./host-call-frame.ts";
import { KernelShadow } from "./kernel-shadow.ts";
import { encodeLog } from "./log-frame.ts";
import { PayloadWriter } from "./payload-writer.ts";
import { decodeStart } from "./start-frame.ts";

/** Memory for outputs that is kept for the next ones, in bytes. */
const mostKeptBytes = 8 * 1024 * 1024;

// Everything this process needs to read, it has read by now.
(process as { permission?: { drop?(scope: string): void } }).permission?.drop?.("fs.read");

serve(new ChildChannel());

function serve(channel: ChildChannel): void {
  const { spec, plan: received, exports, functions, kernel: binary } = decodeStart(channel.receive().payload);
  channel.send(report.taken, new PayloadWriter(), 0);
  const kernel = new Kernel(
    new WebAssembly.Module(binary),
    createKernelMemory(spec.limits.memoryBytes, false),
  );
  kernel.reset();
  const shadow = new KernelShadow(kernel);
  const environment = new GuestEnvironment({
    spec,
    kernel,
    functions: remoteFunctions(functions, shadow, channel),
    writeLog: (level, message) => channel.send(report.log, encodeLog(level, message), 0),
  });
  let guest: Guest | undefined;
  let cpuFromMs = 0;

  const say = (kind: Report, payload: Uint8Array): void =>
    channel.send(
      kind,
      new PayloadWriter().bytes(payload),
      ((guest?.memoryBytes ?? 0) + kernel.memory.buffer.byteLength) / 65_536,
      (threadCpuMs() - cpuFromMs) * 1000,
    );

  /** Leaves nothing of a start or a call for the next one. */
  const wipe = (): void => {
    environment.end();
    kernel.reset();
    shadow.clear();
  };

  /** Does one piece of work and tells the host how it ended. */
  const answer = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      say(report.failure, encodeFailure(asPluginError(error)));
    }
    wipe();
  };

  let plan: LinkPlan | undefined;
  // Host functions run on the host while this process waits, so nothing is asynchronous here.
  const createGuest = (): Guest => Guest.create(plan!, environment) as Guest;

  answer(() => {
    plan = compile(received, spec.name);
    guest = createGuest();
    say(report.ready, new Uint8Array(0));
  });

  // An output is sent before the next one takes its place.
  let outgoing: Uint8Array = new Uint8Array(0);
  for (;;) {
    const { kind, pages: exportIndex, payload } = channel.receive();
    if (kind !== order.call || plan === undefined) process.exit(1);
    const exportName = exports[exportIndex]!;
    cpuFromMs = threadCpuMs();
    answer(() => {
      if (guest === undefined) {
        guest = createGuest();
        wipe();
      }
      environment.begin({
        exportName,
        input: payload,
        hostContext: undefined,
        deadlineAt: Infinity,
        signal: undefined,
      });
      guest.run(environment.active.call!);
      const { outputLength } = guest;
      const { outputBytes } = spec.limits;
      if (outputLength > outputBytes) throw outputTooLarge(outputLength, outputBytes, environment.active);
      const output = guest.output(outgoing);
      say(report.output, output);
      if (output.length > outgoing.length && output.length <= mostKeptBytes) outgoing = output;
    });
    // From here on the host has its answer: making the state fresh costs the caller nothing. But code of the plugin must
    // not run before the next call.
    if (guest?.renew(exportName) === false) guest = plan.runsCodeAtStart ? undefined : createGuest();
  }
}

function compile(plan: LinkPlan<Uint8Array<ArrayBuffer>>, plugin: string): LinkPlan {
  const modules = plan.modules.map((module) => {
    try {
      return { ...module, code: new WebAssembly.Module(module.code) };
    } catch (error) {
      throw invalidModule(module.name, plugin, error);
    }
  });
  return { ...plan, modules };
}

/** Sends each call of a host function to the host and waits for its reply. */
function remoteFunctions(
  imported: readonly ImportedFunction[],
  shadow: KernelShadow,
  channel: ChildChannel,
): HostFunctions {
  return standIns(imported, (index, values) => {
    const wanted = imported[index]!;
    channel.send(report.hostCall, encodeHostCall({ index, values, update: shadow.update() }, wanted), 0);
    const reply = decodeHostReply(channel.receive().payload, wanted);
    shadow.repeat(reply.steps);
    if (!reply.ok) throw new Error("The host function failed on the host's side");
    return reply.value;
  });
}

function asPluginError(error: unknown): PluginError {
  if (error instanceof PluginError) return error;
  // The host takes the end of this process for what it is.
  process.exit(1);
}
