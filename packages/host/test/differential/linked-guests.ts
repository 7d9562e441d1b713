import type { ExtismManifest } from "@vial/host";
import { reporting } from "../support/reporting-guest.ts";
import { wat } from "../support/wat.ts";

/** A manifest of modules by name, in this order. */
export const linked = (modules: Readonly<Record<string, Uint8Array>>): ExtismManifest => ({
  wasm: Object.entries(modules).map(([name, data]) => ({ name, data })),
});

export const importOf = (module: string, name: string, type: string): string =>
  `(import "${module}" "${name}" ${type})`;

export const doubler: Uint8Array = wat(
  `(module (func (export "double") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2))))`,
);

export const useDoubler: string = importOf("maths", "double", "(func $double (param i32) (result i32))");

/** Counts its calls in a global and in a memory. */
export const counter: Uint8Array = wat(`(module
  (memory (export "memory") 1)
  (global $count (export "count") (mut i32) (i32.const 0))
  (func (export "next") (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i32.store (i32.const 8) (global.get $count))
    (global.get $count)))`);

export const useCounter: string = importOf("counter", "next", "(func $next (result i32))");

/** A main module that says the next number of `counter`. */
export const sayNext: Uint8Array = reporting(`(call $say_i32 (call $next))`, useCounter);
