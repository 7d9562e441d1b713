import { guest, noBlock, reporting } from "../support/reporting-guest.ts";
import type { Case } from "./case.ts";
import { because } from "./reasons.ts";

/** Says whether the input names a configured value, and the value. */
const lookup = guest(`(func (export "process") (result i32) (local $h i64)
  (local.set $h (call $config_get (call $input_block)))
  (call $say_i32 (i64.ne (local.get $h) (i64.const 0))) (call $say_block (local.get $h)) (call $answer))`);

const config = {
  unit: "mg",
  hospital: "Hospital das Clínicas da Faculdade de Medicina",
  "ação €": "🩺",
  empty: "",
};

/** `config_get`. */
export const configCases: readonly Case[] = [
  {
    name: "config_get: a value",
    guest: lookup,
    load: { config },
    calls: [["process", "unit"]],
    same: ["ok: 1 mg"],
  },
  {
    name: "config_get: no such name",
    guest: lookup,
    load: { config },
    calls: [["process", "units"]],
    same: ["ok: 0 "],
  },
  { name: "config_get: no config at all", guest: lookup, calls: [["process", "unit"]], same: ["ok: 0 "] },
  {
    name: "config_get: any characters",
    guest: lookup,
    load: { config },
    calls: [["process", "ação €"]],
    same: ["ok: 1 🩺"],
  },
  {
    name: "config_get: an empty value",
    guest: lookup,
    load: { config },
    calls: [["process", "empty"]],
    differs: {
      vial: ["ok: 0 "],
      extism: ["ok: 1 "],
      why: because.emptyIsZero,
    },
  },
  {
    name: "config_get: names every object has",
    guest: lookup,
    load: { config },
    calls: [
      ["process", "toString"],
      ["process", "constructor"],
      ["process", "__proto__"],
      ["process", "hasOwnProperty"],
    ],
    differs: {
      vial: ["ok: 0 ", "ok: 0 ", "ok: 0 ", "ok: 0 "],
      extism: [
        "HOST_FUNCTION_FAILED",
        "HOST_FUNCTION_FAILED",
        "HOST_FUNCTION_FAILED",
        "HOST_FUNCTION_FAILED",
      ],
      why: "only what was configured is there; the SDK finds properties of Object.prototype",
    },
  },
  {
    name: "config_get: configured names every object has",
    guest: lookup,
    load: { config: { toString: "text", constructor: "maker" } },
    calls: [
      ["process", "toString"],
      ["process", "constructor"],
    ],
    same: ["ok: 1 text", "ok: 1 maker"],
  },
  {
    name: "config_get: the empty name",
    guest: lookup,
    load: { config: { "": "nameless" } },
    calls: [["process"]],
    same: ["ok: 1 nameless"],
  },
  {
    name: "config_get: a name that is no block",
    guest: reporting(`(call $say_i64 (call $config_get ${noBlock}))`),
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: ["ok: 0"],
      why: because.notABlock,
    },
  },
  {
    name: "config_get: a name that is not UTF-8",
    guest: lookup,
    load: { config: { "\ufffd": "replaced" } },
    calls: [["process", Uint8Array.of(0xff)]],
    differs: {
      vial: ["ABI_VIOLATION"],
      extism: ["ok: 1 replaced"],
      why: because.utf8,
    },
  },
  {
    name: "config_get: takes over the name's block",
    guest: reporting(
      ({ block }) => `(local.set $h ${block("hospital")}) (drop (call $config_get (local.get $h)))
        (call $say_i64 (call $length (local.get $h)))`,
    ),
    load: { config },
    same: ["ok: 0"],
  },
];
