// The error text of a call: {"code":"…","pointer":"…","offset":…}, and never a value from the input.

import { index, insideList } from "./batch";
import { code, place } from "./fault";
import { Field, fieldName } from "./field";
import { write, writeInteger } from "./json/writer";
import { fieldBeingRead } from "./observation-reader";
import * as pdk from "./pdk";

const LONGEST_FAULT: i32 = 256;

/** Writes the fault in `document` over the output. Returns its length in bytes. */
export function writeFault(document: usize): i32 {
  const start = pdk.room(LONGEST_FAULT);
  let at = write(start, '{"code":"');
  at = write(write(at, code), '","pointer":"');
  at = writePointer(at);
  at = writeInteger(write(at, '","offset":'), <u32>(place - document));
  return <i32>(write(at, "}") - start);
}

/** A JSON pointer (RFC 6901) to the innermost part of the input that has a name of ours and holds the fault. */
function writePointer(at: usize): usize {
  if (!insideList) return at;
  at = write(at, "/observations");
  if (index < 0) return at;
  at = writeInteger(write(at, "/"), index);
  if (fieldBeingRead == Field.None) return at;
  return write(write(at, "/"), fieldName(fieldBeingRead));
}
