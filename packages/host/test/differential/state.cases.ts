import { guest } from "../support/reporting-guest.ts";
import type { Case } from "./case.ts";
import { because } from "./reasons.ts";

/** Counts in a global, in its memory and in a table, and says all three. */
const counter = guest(`
  (global $count (mut i32) (i32.const 0))
  (func (export "process") (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i32.store (i32.const 512) (i32.add (i32.load (i32.const 512)) (i32.const 1)))
    (call $say_i32 (global.get $count)) (call $say_i32 (i32.load (i32.const 512))) (call $answer))`);

const grower = guest(`(func (export "process") (result i32)
  (call $say_i32 (memory.grow (i32.const 1))) (call $answer))`);

/** What a call sees of earlier ones. */
export const stateCases: readonly Case[] = [
  {
    name: "shared: globals and memory stay",
    guest: counter,
    calls: [["process"], ["process"], ["process"]],
    same: ["ok: 1 1", "ok: 2 2", "ok: 3 3"],
  },
  {
    name: "shared: grown memory stays",
    guest: grower,
    calls: [["process"], ["process"]],
    same: ["ok: 1", "ok: 2"],
  },
  {
    name: "fresh: globals and memory are as new",
    guest: counter,
    load: { state: "fresh" },
    calls: [["process"], ["process"]],
    differs: {
      vial: ["ok: 1 1", "ok: 1 1"],
      extism: ["ok: 1 1", "ok: 2 2"],
      why: because.freshState,
    },
  },
  {
    name: "fresh: memory that grew is as new",
    guest: grower,
    load: { state: "fresh" },
    calls: [["process"], ["process"]],
    differs: { vial: ["ok: 1", "ok: 1"], extism: ["ok: 1", "ok: 2"], why: because.freshState },
  },
];
