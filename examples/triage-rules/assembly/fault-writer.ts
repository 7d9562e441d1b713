// The error text of a call: {"code":"…","pointer":"…","offset":…}, and never a value from the input.

import { output, print } from "@vial/as-pdk/assembly";
import { index, insideList } from "./batch";
import { faultCode, faultPlace } from "./fault";
import { Field, fieldName } from "./field";
import { fieldBeingRead } from "./observation-reader";

const LONGEST_FAULT: i32 = 256;

/** Fails the call with the fault in the document that starts at `document`. */
export function failWithFault(document: usize): void {
  const start = output.reserve(LONGEST_FAULT);
  let at = print.literal(start, '{"code":"');
  at = print.literal(print.literal(at, faultCode()), '","pointer":"');
  at = writePointer(at);
  at = print.integer(print.literal(at, '","offset":'), faultPlace() - document);
  output.error(start, <i32>(print.literal(at, "}") - start));
}

/** A JSON pointer (RFC 6901) to the innermost part of the input that has a name of ours and holds the fault. */
function writePointer(at: usize): usize {
  if (!insideList) return at;
  at = print.literal(at, "/observations");
  if (index < 0) return at;
  at = print.integer(print.literal(at, "/"), index);
  if (fieldBeingRead == Field.None) return at;
  return print.literal(print.literal(at, "/"), fieldName(fieldBeingRead));
}
