import { setTimeout as sleep } from "node:timers/promises";
import { guest } from "../support/reporting-guest.ts";
import { wat } from "../support/wat.ts";
import { failsToLoad, type Case } from "./case.ts";
import { because } from "./reasons.ts";

/** Writes down the order in which its start functions run; `process` says it. */
const ordered = (functions: Readonly<Record<string, string>>, start = ""): Uint8Array =>
  guest(`
    (global $order (mut i32) (i32.const 0))
    (func $did (param $which i32)
      (global.set $order (i32.add (i32.mul (global.get $order) (i32.const 10)) (local.get $which))))
    ${Object.entries(functions)
      .map(([name, body]) => `(func (export "${name}") ${body})`)
      .join("\n")}
    ${start}
    (func (export "process") (result i32) (call $say_i32 (global.get $order)) (call $answer))`);

const did = (which: number): string => `(call $did (i32.const ${which}))`;

const startSection = `(func $begin ${did(1)}) (start $begin)`;

/** Why the SDK's worker is left out where start functions reach the host. */
const startsEarly = "a start function that reaches the host fails the load and leaves the worker running";

const twice = [["process"], ["process"]] as const;

const fresh = { state: "fresh" } as const;

/** Start sections and the functions hosts run before the first call. */
export const startCases: readonly Case[] = [
  { name: "start section", guest: ordered({}, startSection), calls: twice, same: ["ok: 1", "ok: 1"] },
  { name: "_initialize", guest: ordered({ _initialize: did(2) }), calls: twice, same: ["ok: 2", "ok: 2"] },
  {
    name: "_initialize after the start section",
    guest: ordered({ _initialize: did(2) }, startSection),
    same: ["ok: 12"],
  },
  {
    name: "__wasm_call_ctors",
    guest: ordered({ __wasm_call_ctors: did(3) }),
    calls: twice,
    differs: {
      vial: ["ok: 3", "ok: 3"],
      extism: ["ok: 0", "ok: 0"],
      why: because.ctors,
    },
  },
  {
    name: "__wasm_call_ctors and _initialize",
    guest: ordered({ __wasm_call_ctors: did(3), _initialize: did(2) }),
    differs: {
      vial: ["ok: 3"],
      extism: ["ok: 2"],
      why: because.ctors,
    },
  },
  {
    name: "hs_init",
    guest: ordered({ hs_init: `(param i32 i32) ${did(4)}` }),
    calls: twice,
    same: ["ok: 4", "ok: 4"],
  },
  {
    name: "_initialize and hs_init",
    guest: ordered({ hs_init: `(param i32 i32) ${did(4)}`, _initialize: did(2) }),
    differs: {
      vial: ["ok: 24"],
      extism: ["ok: 4"],
      why: "hs_init comes after _initialize, as in libextism; the SDK leaves _initialize out",
    },
  },
  {
    name: "_initialize with a result",
    guest: ordered({ _initialize: `(result i32) ${did(2)} (i32.const 1)` }),
    same: ["ok: 2"],
  },
  {
    name: "_start",
    guest: ordered({ _start: did(5) }),
    differs: {
      vial: ["ok: 0"],
      extism: ["ok: 5"],
      why: because.startIsCalled,
    },
  },
  {
    name: "_start, called",
    guest: ordered({ _start: did(5) }),
    calls: [["_start"], ["process"]],
    differs: {
      vial: ["ok", "ok: 0"],
      extism: ["ok", "ok: 55"],
      why: "after _start, which ends a command, a plugin starts anew",
    },
  },
  {
    name: "fresh: start section",
    guest: ordered({}, startSection),
    load: fresh,
    calls: twice,
    same: ["ok: 1", "ok: 1"],
  },
  {
    name: "fresh: _initialize",
    guest: ordered({ _initialize: did(2) }),
    load: fresh,
    calls: twice,
    same: ["ok: 2", "ok: 2"],
  },
  {
    name: "start functions log and read the config",
    guest: guest(
      ({ block }) => `(func (export "_initialize") (call $log_info (call $config_get ${block("unit")})))
        (func (export "process") (result i32) (call $say_i32 (i32.const 1)) (call $answer))`,
    ),
    load: { config: { unit: "mg" } },
    calls: twice,
    notInWorker: startsEarly,
    same: ["log info: mg", "ok: 1", "ok: 1"],
  },
  ...(["shared", "fresh"] as const).map((state): Case => ({
    name: `${state}: variables that start functions set`,
    guest: guest(
      ({ block }) => `(func (export "_initialize") (call $var_set ${block("unit")} ${block("mg")}))
          (func (export "process") (result i32) (call $say_block (call $var_get ${block("unit")})) (call $answer))`,
    ),
    load: { state },
    calls: twice,
    notInWorker: startsEarly,
    same: ["ok: mg", "ok: mg"],
  })),
  {
    name: "blocks and output of start functions are not the first call's",
    guest: guest(
      ({ block }) => `(global $kept (mut i64) (i64.const 0))
        (func (export "_initialize") (global.set $kept ${block("early")}) (call $output_set (global.get $kept) (i64.const 5)))
        (func (export "process") (result i32) (i32.const 0))
        (func (export "look") (result i32) (call $say_i64 (call $length (global.get $kept))) (call $answer))`,
    ),
    calls: [["process"], ["look"]],
    notInWorker: startsEarly,
    differs: {
      vial: ["ok", "ok: 0"],
      extism: ["load: IMPORT_UNRESOLVED"],
      why: because.environmentAtStart,
    },
  },
  {
    name: "an error of a start function is not the first call's",
    guest: guest(
      ({ block }) => `(func (export "_initialize") (call $error_set ${block("early")}))
        (func (export "process") (result i32) (call $say_i32 (i32.const 1)) (call $answer))`,
    ),
    notInWorker: startsEarly,
    differs: {
      vial: ["ok: 1"],
      extism: ["load: IMPORT_UNRESOLVED"],
      why: because.environmentAtStart,
    },
  },
  {
    name: "start functions see no input",
    guest: guest(`(global $seen (mut i64) (i64.const 7))
      (func (export "_initialize") (global.set $seen (call $input_length)))
      (func (export "process") (result i32) (call $say_i64 (global.get $seen)) (call $answer))`),
    calls: [["process", "abc"]],
    notInWorker: startsEarly,
    differs: {
      vial: ["ok: 0"],
      extism: ["load: IMPORT_UNRESOLVED"],
      why: because.environmentAtStart,
    },
  },
  {
    name: "a host function in a start function",
    guest: guest(
      `(global $seen (mut i32) (i32.const 0))
       (func (export "_initialize") (global.set $seen (call $own)))
       (func (export "process") (result i32) (call $say_i32 (global.get $seen)) (call $answer))`,
      `(import "extism:host/user" "own" (func $own (result i32)))`,
    ),
    load: { functions: { "extism:host/user": { own: () => 7 } } },
    notInWorker: startsEarly,
    same: ["ok: 7"],
  },
  {
    name: "an async host function in a start function",
    guest: guest(
      `(global $seen (mut i32) (i32.const 0))
       (func (export "_initialize") (global.set $seen (call $own)))
       (func (export "process") (result i32) (call $say_i32 (global.get $seen)) (call $answer))`,
      `(import "extism:host/user" "own" (func $own (result i32)))`,
    ),
    load: {
      functions: {
        "extism:host/user": {
          own: async () => {
            await sleep(5);
            return 7;
          },
        },
      },
    },
    notInWorker: startsEarly,
    differs: {
      vial: ["ok: 7"],
      extism: ["load: IMPORT_UNRESOLVED"],
      why: "start functions may wait for the host; in the SDK only calls may",
    },
  },
  {
    name: "a start section that traps",
    guest: wat(`(module (func $begin (unreachable)) (start $begin) (func (export "process")))`),
    notInWorker: failsToLoad,
    same: ["load: TRAP"],
  },
  {
    name: "an _initialize that traps",
    guest: wat(`(module (func (export "_initialize") (unreachable)) (func (export "process")))`),
    notInWorker: failsToLoad,
    same: ["load: TRAP"],
  },
];
