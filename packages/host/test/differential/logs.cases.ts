import type { LogLevel } from "@vial/host";
import { guest, noBlock, reporting } from "../support/reporting-guest.ts";
import type { Case, Transcript } from "./case.ts";
import { because } from "./reasons.ts";

/** Logs its input once at each level, then says what `get_log_level` answers. */
const everyLevel = guest(`(func (export "process") (result i32)
  (call $log_trace (call $input_block)) (call $log_debug (call $input_block)) (call $log_info (call $input_block))
  (call $log_warn (call $input_block)) (call $log_error (call $input_block))
  (call $say_i32 (call $get_log_level)) (call $answer))`);

const atLevel = (logLevel: LogLevel, same: Transcript): Case => ({
  name: `level ${logLevel}`,
  guest: everyLevel,
  load: { logLevel },
  calls: [["process", "m"]],
  same,
});

const logged = (message: string | Uint8Array): Uint8Array =>
  reporting(({ block }) => `(call $log_info ${block(message)})`);

const badReference =
  "log error: failed to log(info): bad block reference in addr 0x0000000000000000000000000000000000000000000000000010000000000000";

/** `log_*`, `get_log_level`. */
export const logCases: readonly Case[] = [
  atLevel("trace", ["log trace: m", "log debug: m", "log info: m", "log warn: m", "log error: m", "ok: 0"]),
  atLevel("debug", ["log debug: m", "log info: m", "log warn: m", "log error: m", "ok: 1"]),
  atLevel("info", ["log info: m", "log warn: m", "log error: m", "ok: 2"]),
  atLevel("warn", ["log warn: m", "log error: m", "ok: 3"]),
  atLevel("error", ["log error: m", "ok: 4"]),
  atLevel("silent", ["ok: 2147483647"]),
  { name: "any characters", guest: logged("ação €🩺"), same: ["log info: ação €🩺", "ok"] },
  {
    name: "control characters are escaped",
    guest: logged("a\r\nb\u001b[2J"),
    same: ["log info: a\\u000d\\u000ab\\u001b[2J", "ok"],
  },
  { name: "not UTF-8", guest: logged(Uint8Array.of(0x61, 0xff)), same: ["log info: a\ufffd", "ok"] },
  {
    name: "a handle of 0",
    guest: reporting(`(call $log_info (i64.const 0))`),
    differs: {
      vial: ["log info: ", "ok"],
      extism: ["log info: \\u0000", "ok"],
      why: "0 is the empty message, in the SDK a block of 1 byte",
    },
  },
  {
    name: "what is no block",
    guest: reporting(`(call $log_info ${noBlock})`),
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: [badReference, "ok"],
      why: because.notABlock,
    },
  },
  {
    name: "what is no block, at a level that is left out",
    guest: reporting(`(call $log_info ${noBlock})`),
    load: { logLevel: "warn" },
    differs: {
      vial: ["ok"],
      extism: [badReference, "ok"],
      why: "what is left out is not looked at, as in libextism",
    },
  },
  {
    name: "takes over the block",
    guest: reporting(
      ({ block }) =>
        `(local.set $h ${block("m")}) (call $log_info (local.get $h)) (call $say_i64 (call $length (local.get $h)))`,
    ),
    same: ["log info: m", "ok: 0"],
  },
  {
    name: "takes over the block at a level that is left out",
    guest: reporting(
      ({ block }) =>
        `(local.set $h ${block("m")}) (call $log_info (local.get $h)) (call $say_i64 (call $length (local.get $h)))`,
    ),
    load: { logLevel: "warn" },
    same: ["ok: 0"],
  },
  {
    name: "logs of a call that fails",
    guest: reporting(({ block }) => `(call $log_warn ${block("before")}) (unreachable)`),
    same: ["log warn: before", "TRAP"],
  },
  {
    name: "logs stand before their call's answer",
    guest: everyLevel,
    load: { logLevel: "error" },
    calls: [
      ["process", "first"],
      ["process", "second"],
    ],
    same: ["log error: first", "ok: 4", "log error: second", "ok: 4"],
  },
];
