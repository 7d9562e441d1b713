import { guest, reporting } from "../support/reporting-guest.ts";
import { wat } from "../support/wat.ts";
import { failsToLoad, type Case } from "./case.ts";
import { counter, doubler, importOf, linked, sayNext } from "./linked-guests.ts";
import { because } from "./reasons.ts";

const initialised = (initialiser: string): Uint8Array =>
  wat(`(module
    (global $ready (mut i32) (i32.const 0))
    (func (export "${initialiser}") (global.set $ready (i32.add (global.get $ready) (i32.const 1))))
    (func (export "ready") (result i32) (global.get $ready)))`);

const sayReady = reporting(
  `(call $say_i32 (call $ready))`,
  importOf("lib", "ready", "(func $ready (result i32))"),
);

/** Plugins of several modules: how each of them starts, and links that are refused. */
export const moduleLinkCases: readonly Case[] = [
  {
    name: "another module's start section",
    guest: linked({
      lib: wat(`(module (global $ready (mut i32) (i32.const 0)) (func $begin (global.set $ready (i32.const 1))) (start $begin)
        (func (export "ready") (result i32) (global.get $ready)))`),
      main: sayReady,
    }),
    same: ["ok: 1"],
  },
  {
    name: "another module's _initialize",
    guest: linked({ lib: initialised("_initialize"), main: sayReady }),
    same: ["ok: 1"],
  },
  {
    name: "another module's _initialize, with fresh state",
    guest: linked({ lib: initialised("_initialize"), main: sayReady }),
    load: { state: "fresh" },
    calls: [["process"], ["process"]],
    same: ["ok: 1", "ok: 1"],
  },
  {
    name: "another module's __wasm_call_ctors",
    guest: linked({ lib: initialised("__wasm_call_ctors"), main: sayReady }),
    same: ["ok: 0"],
  },
  {
    name: "another module's _start",
    guest: linked({ lib: initialised("_start"), main: sayReady }),
    differs: {
      vial: ["ok: 0"],
      extism: ["ok: 1"],
      why: because.startIsCalled,
    },
  },
  {
    name: "another module's exports cannot be called",
    guest: linked({ counter, main: sayNext }),
    calls: [["next"], ["process"]],
    same: ["EXPORT_MISSING", "ok: 1"],
  },
  {
    name: "a module that nobody imports is left alone",
    guest: linked({
      unused: wat(`(module (import "nowhere" "nothing" (func)))`),
      main: reporting(`(call $say_i32 (i32.const 1))`),
    }),
    same: ["ok: 1"],
  },
  {
    name: "functions of two modules that import each other",
    guest: linked({
      main: guest(
        `(func (export "one") (result i32) (i32.const 1)) (func (export "process") (result i32) (call $say_i32 (call $two)) (call $answer))`,
        importOf("other", "two", "(func $two (result i32))"),
      ),
      other: wat(`(module ${importOf("main", "one", "(func $one (result i32))")}
        (func (export "two") (result i32) (i32.add (call $one) (call $one))))`),
    }),
    same: ["load: IMPORT_UNRESOLVED"],
  },
  {
    name: "an export that the other module has not",
    guest: linked({
      maths: doubler,
      main: reporting(`(call $halve)`, importOf("maths", "halve", "(func $halve)")),
    }),
    notInWorker: failsToLoad,
    same: ["load: IMPORT_UNRESOLVED"],
  },
  {
    name: "an export of another kind",
    guest: linked({
      maths: doubler,
      main: wat(`(module ${importOf("maths", "double", "(global i32)")} (func (export "process")))`),
    }),
    notInWorker: failsToLoad,
    same: ["load: IMPORT_UNRESOLVED"],
  },
  {
    name: "an export of another type",
    guest: linked({
      maths: doubler,
      main: reporting(`(call $double)`, importOf("maths", "double", "(func $double)")),
    }),
    notInWorker: failsToLoad,
    same: ["load: IMPORT_UNRESOLVED"],
  },
  {
    name: "a module that is there for nobody",
    guest: linked({ main: reporting(`(call $double)`, importOf("maths", "double", "(func $double)")) }),
    notInWorker: failsToLoad,
    same: ["load: IMPORT_UNRESOLVED"],
  },
  {
    name: "an environment function of another type",
    guest: wat(
      `(module (import "extism:host/env" "alloc" (func (param i32) (result i32))) (func (export "process")))`,
    ),
    same: ["load: IMPORT_UNRESOLVED"],
  },
];
