import { createHash } from "node:crypto";
import type { PluginManifest, Release, ReleaseFixture } from "@vial/host";
import { wat } from "./wat.ts";

/** How a version of the test plugin behaves. */
export interface Behaviour {
  /** Up to eight characters. */
  readonly version: string;
  /** Turns of a loop in each call: about a nanosecond each. */
  readonly turns?: number;
  /** Traps in every call whose input does not start with this. */
  readonly trapsUnless?: string;
  /** What it answers; unless set, its version as read at the call's start, its version as read at the end, and the input. */
  readonly output?: string;
  /** The schema its output has to satisfy. */
  readonly schema?: object;
  /** More WebAssembly text in the module: imports. */
  readonly imports?: string;
  /** Calls the host function `ran` between the call's start and its end, unless the input starts with `0`. */
  readonly tells?: boolean;
  /** The plugin's name; `versioned` unless set. */
  readonly name?: string;
}

/**
 * A plugin in the direct lane that answers which version ran, twice: from its data at the start of a call, and from its code at the
 * end. An input that starts with `!` traps; one that starts with `~` loops for ever.
 */
export function versionedModule({
  version,
  turns = 200,
  trapsUnless,
  output,
  imports = "",
  tells = false,
}: Behaviour): Uint8Array {
  const name = version.padEnd(8);
  const code = Buffer.from(name).readBigUInt64LE();
  const answer = Buffer.from(output ?? "");
  const trap =
    trapsUnless === undefined
      ? ""
      : `(if (i32.ne (i32.load8_u (i32.const 1024)) (i32.const ${trapsUnless.charCodeAt(0)})) (then unreachable))`;
  return wat(`(module
    ${imports}
    ${tells ? `(import "extism:host/user" "ran" (func $ran (param i64) (result i64)))` : ""}
    (memory (export "memory") 2)
    (data (i32.const 16) "${name}")
    (data (i32.const 66000) "${[...answer].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("")}")
    (global $length (mut i32) (i32.const 0))
    (func (export "vial_input") (param $n i32) (result i32)
      (global.set $length (local.get $n)) (i32.const 1024))
    (func (export "vial_output") (result i64)
      ${
        output === undefined
          ? `(i64.or (i64.shl (i64.const 1008) (i64.const 32)) (i64.extend_i32_u (i32.add (i32.const 16) (global.get $length))))`
          : `(i64.or (i64.shl (i64.const 66000) (i64.const 32)) (i64.const ${answer.length}))`
      })
    (func (export "process") (result i32) (local $turn i32)
      (i64.store (i32.const 1008) (i64.load (i32.const 16)))
      (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 33)) (then unreachable))
      (if (i32.eq (i32.load8_u (i32.const 1024)) (i32.const 126)) (then (loop $ever (br $ever))))
      ${trap}
      (loop $again
        (i32.store (i32.const 900) (i32.add (i32.load (i32.const 900)) (i32.const 1)))
        (local.set $turn (i32.add (local.get $turn) (i32.const 1)))
        (br_if $again (i32.lt_u (local.get $turn) (i32.const ${turns}))))
      ${
        tells
          ? `(if (i32.ne (i32.load8_u (i32.const 1024)) (i32.const 48)) (then (drop (call $ran (i64.const 0)))))`
          : ""
      }
      (i64.store (i32.const 1016) (i64.const ${code}))
      (i32.const 0)))`);
}

/** Which version answered; fails when it was not the same from start to end. */
export function versionIn(output: string, input: string): string {
  const [start, end] = [output.slice(0, 8), output.slice(8, 16)];
  if (start !== end || output.slice(16) !== input) throw new Error(`Mixed: ${JSON.stringify(output)}`);
  return start.trimEnd();
}

/** A release of the test plugin, with a fixture that passes unless others are given. */
export function versionedRelease(behaviour: Behaviour, fixtures?: readonly ReleaseFixture[]): Release {
  const { version, output, schema, tells, name: plugin = "versioned" } = behaviour;
  const module = versionedModule(behaviour);
  const input = Buffer.from("0fixture");
  const expected = Buffer.from(output ?? `${version.padEnd(8).repeat(2)}0fixture`);
  const manifest = {
    manifestVersion: 1,
    name: plugin,
    version,
    description: "Answers which version ran.",
    license: "Apache-2.0",
    language: "wat",
    module: "versioned.wasm",
    ...(tells === true && { capabilities: { hostFunctions: ["ran"] } }),
    exports: {
      process: {
        description: "Answers.",
        ...(schema !== undefined && { output: { contentType: "application/json", schema } }),
      },
    },
  } as unknown as PluginManifest;
  const hash = createHash("sha256").update(module).update(JSON.stringify(manifest)).digest("hex");
  return {
    name: plugin,
    version,
    digest: `sha256:${hash}`,
    manifest,
    module,
    fixtures: fixtures ?? [{ name: "answers", input, expected, match: "exact" }],
  };
}
