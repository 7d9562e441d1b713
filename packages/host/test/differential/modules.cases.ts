import { guest, reporting } from "../support/reporting-guest.ts";
import { wat } from "../support/wat.ts";
import type { Case } from "./case.ts";
import { counter, doubler, importOf, linked, sayNext, useCounter, useDoubler } from "./linked-guests.ts";
import { because } from "./reasons.ts";

/** Imports a memory, so it brings its own `process` and no reports. */
const readsMemory = wat(`(module
  (import "store" "memory" (memory 1))
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "store_u8" (func $store_u8 (param i64 i32)))
  (import "extism:host/env" "output_set" (func $output_set (param i64 i64)))
  (func (export "process") (result i32) (local $h i64)
    (local.set $h (call $alloc (i64.const 2)))
    (call $store_u8 (local.get $h) (i32.load8_u (i32.const 16)))
    (call $store_u8 (i64.add (local.get $h) (i64.const 1)) (i32.load8_u (i32.const 17)))
    (call $output_set (local.get $h) (i64.const 2))
    (i32.store8 (i32.const 16) (i32.const 0x58))
    (i32.const 0)))`);

/** Plugins of several modules: what one gives to another. */
export const moduleCases: readonly Case[] = [
  {
    name: "a function of another module",
    guest: linked({
      maths: doubler,
      main: reporting(`(call $say_i32 (call $double (i32.const 21)))`, useDoubler),
    }),
    same: ["ok: 42"],
  },
  {
    name: "the main module may come first",
    guest: linked({
      main: reporting(`(call $say_i32 (call $double (i32.const 21)))`, useDoubler),
      maths: doubler,
    }),
    same: ["ok: 42"],
  },
  {
    name: "without a main module the last one is it",
    guest: {
      wasm: [
        { name: "maths", data: doubler },
        { data: reporting(`(call $say_i32 (call $double (i32.const 21)))`, useDoubler) },
      ],
    },
    same: ["ok: 42"],
  },
  {
    name: "a memory of another module",
    guest: linked({
      store: wat(`(module (memory (export "memory") 1) (data (i32.const 16) "mg"))`),
      main: readsMemory,
    }),
    calls: [["process"], ["process"]],
    same: ["ok: mg", "ok: Xg"],
  },
  {
    name: "globals of another module",
    guest: linked({
      settings: wat(
        `(module (global (export "unit") i64 (i64.const 7)) (global (export "dose") (mut i32) (i32.const 5)))`,
      ),
      main: reporting(
        `(call $say_i64 (global.get $unit)) (global.set $dose (i32.add (global.get $dose) (i32.const 1))) (call $say_i32 (global.get $dose))`,
        `${importOf("settings", "unit", "(global $unit i64)")} ${importOf("settings", "dose", "(global $dose (mut i32))")}`,
      ),
    }),
    calls: [["process"], ["process"]],
    same: ["ok: 7 6", "ok: 7 7"],
  },
  {
    name: "a table of another module",
    guest: linked({
      rules: wat(`(module (table (export "rules") 2 funcref) (elem (i32.const 0) $a $b)
        (func $a (result i32) (i32.const 10)) (func $b (result i32) (i32.const 20)))`),
      main: reporting(
        `(call $say_i32 (call_indirect (type $rule) (i32.const 1))) (call $say_i32 (call_indirect (type $rule) (i32.const 0)))`,
        `(type $rule (func (result i32))) ${importOf("rules", "rules", "(table 2 funcref)")}`,
      ),
    }),
    same: ["ok: 20 10"],
  },
  {
    name: "three modules in a row",
    guest: linked({
      counter,
      relay: wat(
        `(module ${useCounter} (func (export "next") (result i32) (i32.mul (call $next) (i32.const 100))))`,
      ),
      main: reporting(`(call $say_i32 (call $next))`, importOf("relay", "next", "(func $next (result i32))")),
    }),
    calls: [["process"], ["process"]],
    same: ["ok: 100", "ok: 200"],
  },
  {
    name: "two modules that share a third",
    guest: linked({
      counter,
      relay: wat(`(module ${useCounter} (func (export "next") (result i32) (call $next)))`),
      main: reporting(
        `(call $say_i32 (call $next)) (call $say_i32 (call $relayed)) (call $say_i32 (call $next))`,
        `${useCounter} ${importOf("relay", "next", "(func $relayed (result i32))")}`,
      ),
    }),
    same: ["ok: 1 2 3"],
  },
  {
    name: "shared: another module's state stays",
    guest: linked({ counter, main: sayNext }),
    calls: [["process"], ["process"]],
    same: ["ok: 1", "ok: 2"],
  },
  {
    name: "fresh: another module's state is as new",
    guest: linked({ counter, main: sayNext }),
    load: { state: "fresh" },
    calls: [["process"], ["process"]],
    differs: { vial: ["ok: 1", "ok: 1"], extism: ["ok: 1", "ok: 2"], why: because.freshState },
  },
  {
    name: "another module uses Extism's environment",
    guest: linked({
      words: guest(({ block }) => `(func (export "unit") (result i64) (call $config_get ${block("unit")}))`),
      main: reporting(
        `(call $say_block (call $unit))`,
        importOf("words", "unit", "(func $unit (result i64))"),
      ),
    }),
    load: { config: { unit: "mg" } },
    same: ["ok: mg"],
  },
  {
    name: "another module uses a host function",
    guest: linked({
      words: wat(
        `(module (import "extism:host/user" "own" (func $own (result i32))) (func (export "own") (result i32) (call $own)))`,
      ),
      main: reporting(`(call $say_i32 (call $own))`, importOf("words", "own", "(func $own (result i32))")),
    }),
    load: { functions: { "extism:host/user": { own: () => 7 } } },
    same: ["ok: 7"],
  },
  {
    name: "another module waits for an async host function",
    guest: linked({
      words: wat(
        `(module (import "extism:host/user" "own" (func $own (result i32))) (func (export "own") (result i32) (call $own)))`,
      ),
      main: reporting(`(call $say_i32 (call $own))`, importOf("words", "own", "(func $own (result i32))")),
    }),
    load: { functions: { "extism:host/user": { own: async () => Promise.resolve(7) } } },
    same: ["ok: 7"],
  },
  {
    name: "another module uses WASI, on its own memory",
    guest: linked({
      clock: wat(`(module
        (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
        (memory (export "memory") 1)
        (func (export "is_past_2020") (result i32)
          (drop (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 8)))
          (i64.gt_u (i64.load (i32.const 8)) (i64.const 1577836800000000000))))`),
      main: reporting(
        `(call $say_i32 (call $is_past_2020)) (call $say_i64 (i64.load (i32.const 8)))`,
        importOf("clock", "is_past_2020", "(func $is_past_2020 (result i32))"),
      ),
    }),
    same: ["ok: 1 0"],
  },
  {
    name: "the manifest's config, and the host's before it",
    guest: {
      ...linked({
        main: reporting(
          ({ block }) =>
            `(call $say_block (call $config_get ${block("unit")})) (call $say_block (call $config_get ${block("form")}))`,
        ),
      }),
      config: { unit: "mg", form: "tablet" },
    },
    load: { config: { unit: "g" } },
    same: ["ok: g tablet"],
  },
];
