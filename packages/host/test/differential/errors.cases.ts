import { guest, noBlock, processing, reporting } from "../support/reporting-guest.ts";
import { wat } from "../support/wat.ts";
import type { Case } from "./case.ts";
import { because } from "./reasons.ts";

const returning = (type: string, value: string): Uint8Array =>
  wat(`(module (func (export "process") (result ${type}) ${value}))`);

/** Return codes, `error_set`, `error_get`. */
export const errorCases: readonly Case[] = [
  { name: "returns 0", guest: returning("i32", "(i32.const 0)"), same: ["ok"] },
  { name: "returns nothing", guest: wat(`(module (func (export "process")))`), same: ["ok"] },
  {
    name: "returns 1, no error set",
    guest: returning("i32", "(i32.const 1)"),
    differs: {
      vial: ["PLUGIN_ERROR"],
      extism: ["ok"],
      why: because.returnCode,
    },
  },
  {
    name: "returns -1, no error set",
    guest: returning("i32", "(i32.const -1)"),
    differs: {
      vial: ["PLUGIN_ERROR"],
      extism: ["ok"],
      why: because.returnCode,
    },
  },
  {
    name: "returns an i64 of 0",
    guest: returning("i64", "(i64.const 0)"),
    differs: {
      vial: ["EXPORT_MISSING"],
      extism: ["ok"],
      why: because.callable,
    },
  },
  {
    name: "returns an f64 of 0",
    guest: returning("f64", "(f64.const 0)"),
    differs: {
      vial: ["EXPORT_MISSING"],
      extism: ["ok"],
      why: because.callable,
    },
  },
  {
    name: "returns two values",
    guest: returning("i32 i32", "(i32.const 0) (i32.const 0)"),
    differs: {
      vial: ["EXPORT_MISSING"],
      extism: ["ok"],
      why: because.callable,
    },
  },
  {
    name: "takes a parameter",
    guest: wat(`(module (func (export "process") (param i32) (result i32) (local.get 0)))`),
    differs: {
      vial: ["EXPORT_MISSING"],
      extism: ["ok"],
      why: because.callable,
    },
  },
  {
    name: "returns 1 with an output and no error",
    guest: processing(`(call $say_i32 (i32.const 7)) (drop (call $answer)) (i32.const 1)`),
    differs: {
      vial: ["PLUGIN_ERROR"],
      extism: ["ok: 7"],
      why: because.returnCode,
    },
  },
  {
    name: "error_set, returns 1",
    guest: processing(({ block }) => `(call $error_set ${block("no allergies on file")}) (i32.const 1)`),
    same: ["PLUGIN_ERROR: no allergies on file"],
  },
  {
    name: "error_set, returns 0",
    guest: processing(({ block }) => `(call $error_set ${block("no allergies on file")}) (i32.const 0)`),
    same: ["PLUGIN_ERROR: no allergies on file"],
  },
  {
    name: "error_set, returns nothing",
    guest: guest(({ block }) => `(func (export "process") (call $error_set ${block("no dose")}))`),
    same: ["PLUGIN_ERROR: no dose"],
  },
  {
    name: "error_set with an output",
    guest: reporting(({ block }) => `(call $error_set ${block("no dose")}) (call $say_i32 (i32.const 7))`),
    same: ["PLUGIN_ERROR: no dose"],
  },
  {
    name: "error_set: the last one counts",
    guest: processing(
      ({ block }) => `(call $error_set ${block("first")}) (call $error_set ${block("second")}) (i32.const 1)`,
    ),
    same: ["PLUGIN_ERROR: second"],
  },
  {
    name: "error_set: text that is not UTF-8",
    guest: processing(
      ({ block }) => `(call $error_set ${block(Uint8Array.of(0x61, 0xff, 0x62))}) (i32.const 1)`,
    ),
    same: ["PLUGIN_ERROR: a\ufffdb"],
  },
  {
    name: "error_set: 0 takes the error back",
    guest: reporting(({ block }) => `(call $error_set ${block("no dose")}) (call $error_set (i64.const 0))`),
    differs: {
      vial: ["ok"],
      extism: ["PLUGIN_ERROR: \u0000"],
      why: because.zeroIsNoBlock,
    },
  },
  {
    name: "error_set: an address that no block has",
    guest: reporting(`(call $error_set ${noBlock})`),
    differs: {
      vial: ["ok"],
      extism: ["HOST_FUNCTION_FAILED"],
      why: "it is ignored, as in libextism; the SDK throws",
    },
  },
  {
    name: "error_set: a block that is freed afterwards",
    guest: reporting(
      ({ block }) =>
        `(local.set $h ${block("no dose")}) (call $error_set (local.get $h)) (call $free (local.get $h))`,
    ),
    differs: {
      vial: ["PLUGIN_ERROR"],
      extism: ["ok"],
      why: "the error stays set, its text is gone; in the SDK the error is gone",
    },
  },
  {
    name: "error_set: an address inside a block",
    guest: processing(
      ({ block }) => `(call $error_set (i64.add ${block("no dose")} (i64.const 3))) (i32.const 1)`,
    ),
    differs: {
      vial: ["PLUGIN_ERROR"],
      extism: ["PLUGIN_ERROR: no dose"],
      why: because.handleIsAddress,
    },
  },
  {
    name: "error_get: there is none",
    guest: reporting(`(call $say_i64 (call $error_get))`),
    same: ["ok: 0"],
  },
  {
    name: "error_get: the handle that was set",
    guest: processing(
      ({ block }) => `(local.set $h ${block("no dose")}) (call $error_set (local.get $h))
        (if (i64.ne (call $error_get) (local.get $h)) (then (unreachable))) (i32.const 1)`,
    ),
    same: ["PLUGIN_ERROR: no dose"],
  },
  {
    name: "an error is one call's own",
    guest: guest(
      ({ block }) => `(func (export "fail") (result i32) (call $error_set ${block("no dose")}) (i32.const 1))
        (func (export "look") (result i32) (call $say_i64 (call $error_get)) (call $answer))`,
    ),
    calls: [["fail"], ["look"], ["fail"]],
    same: ["PLUGIN_ERROR: no dose", "ok: 0", "PLUGIN_ERROR: no dose"],
  },
];
