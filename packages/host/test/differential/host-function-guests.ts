import type { CallContext, HostFunctions, HostValue } from "@vial/host";
import { reporting } from "../support/reporting-guest.ts";

/** The import of a host function as `$own`. */
export const own = (signature: string, name = "own", namespace = "extism:host/user"): string =>
  `(import "${namespace}" "${name}" (func $own ${signature}))`;

/** Load options that declare these functions where Extism's PDKs look for them. */
export const user = (functions: HostFunctions[string]): { readonly functions: HostFunctions } => ({
  functions: { "extism:host/user": functions },
});

/** Says what `own` answers to the input. */
export const converse: Uint8Array = reporting(
  `(call $say_block (call $own (call $input_block)))`,
  own("(param i64) (result i64)"),
);

/** Answers with the text it was given, louder. */
export const shout = (context: CallContext, handle?: HostValue): bigint =>
  context.store(`${context.text(handle as bigint)}!`);
