import { asyncHostFunction, type CallContext, type HostValue } from "@vial/host";
import { setTimeout as sleep } from "node:timers/promises";
import { reporting } from "../support/reporting-guest.ts";
import type { Case } from "./case.ts";
import { converse, own, shout, user } from "./host-function-guests.ts";

const failing = (context: CallContext, handle?: HostValue): bigint => {
  if (context.text(handle as bigint) === "fail") throw new Error("the registry is closed");
  return shout(context, handle);
};

/** Host functions that take their time, fail, or answer with something else than the plugin expects. */
export const hostFunctionOutcomeCases: readonly Case[] = [
  {
    name: "async function",
    guest: converse,
    load: user({
      own: async (context, handle) => {
        await sleep(5);
        return shout(context, handle);
      },
    }),
    calls: [
      ["process", "a"],
      ["process", "b"],
    ],
    same: ["ok: a!", "ok: b!"],
  },
  {
    name: "async function without a result",
    guest: reporting(`(call $own) (call $say_i32 (i32.const 1))`, own("")),
    load: user({ own: async () => void (await sleep(5)) }),
    same: ["ok: 1"],
  },
  {
    name: "a function that is marked async",
    guest: converse,
    load: user({ own: asyncHostFunction((context, handle) => sleep(5).then(() => shout(context, handle))) }),
    calls: [["process", "a"]],
    same: ["ok: a!"],
  },
  {
    name: "a promise from a function that is not async",
    guest: converse,
    load: user({ own: (context, handle) => sleep(5).then(() => shout(context, handle)) }),
    calls: [["process", "a"]],
    differs: {
      vial: ["HOST_FUNCTION_FAILED"],
      extism: ["HOST_FUNCTION_FAILED"],
      extismThread: ["ok: a!"],
      why: "the SDK's worker waits for any promise, its foreground and Vial only for functions that say so",
    },
  },
  {
    name: "throws: the call fails",
    guest: converse,
    load: user({ own: failing }),
    calls: [["process", "fail"]],
    same: ["HOST_FUNCTION_FAILED"],
  },
  {
    name: "throws: the next call does not fail",
    guest: converse,
    load: user({ own: failing }),
    calls: [
      ["process", "fail"],
      ["process", "a"],
    ],
    notInWorker: "a host function that failed ends the SDK's worker, and the next call waits for it",
    same: ["HOST_FUNCTION_FAILED", "ok: a!"],
  },
  {
    name: "an async function rejects",
    guest: converse,
    load: user({
      own: async () => {
        await sleep(5);
        throw new Error("the registry is closed");
      },
    }),
    calls: [["process", "a"]],
    same: ["HOST_FUNCTION_FAILED"],
  },
  {
    name: "a number where the plugin expects an i64",
    guest: reporting(`(call $say_i64 (call $own))`, own("(result i64)")),
    load: user({ own: () => 5 }),
    same: ["HOST_FUNCTION_FAILED"],
  },
  {
    name: "nothing where the plugin expects an i64",
    guest: reporting(`(call $say_i64 (call $own))`, own("(result i64)")),
    load: user({ own: () => {} }),
    same: ["HOST_FUNCTION_FAILED"],
  },
  {
    name: "a bigint where the plugin expects an i32",
    guest: reporting(`(call $say_i32 (call $own))`, own("(result i32)")),
    load: user({ own: () => 5n }),
    same: ["HOST_FUNCTION_FAILED"],
  },
  {
    name: "nothing where the plugin expects an i32",
    guest: reporting(`(call $say_i32 (call $own))`, own("(result i32)")),
    load: user({ own: () => {} }),
    differs: {
      vial: ["HOST_FUNCTION_FAILED"],
      extism: ["ok: 0"],
      why: "a host function has to answer what the plugin imports; in the SDK nothing is 0",
    },
  },
];
