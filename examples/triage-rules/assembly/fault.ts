// Why a call failed. Reading stops at the first fault in the document; every reader returns 0 after it.

import { scan } from "@vial/as-pdk/assembly";

/** Not JSON (RFC 8259): also a byte order mark, an unescaped control character, an end too early. */
const INVALID_JSON = "INVALID_JSON";
/** A string that is not Unicode text: malformed UTF-8 (RFC 3629) or half of a surrogate pair. */
const INVALID_UNICODE = "INVALID_UNICODE";
/** Something other than white space behind the document. */
export const TRAILING_DATA = "TRAILING_DATA";
/** The same name twice in one object. */
export const DUPLICATE_FIELD = "DUPLICATE_FIELD";
/** A name that the input schema does not know. */
export const UNKNOWN_FIELD = "UNKNOWN_FIELD";
/** A required field is not there. */
export const MISSING_FIELD = "MISSING_FIELD";
/** JSON of another type than the field's. */
const WRONG_TYPE = "WRONG_TYPE";
/** The right type, but none of the field's values. */
export const INVALID_VALUE = "INVALID_VALUE";
/** A number that no living patient's reading has: a wrong unit, a wrong field. */
export const IMPLAUSIBLE_VALUE = "IMPLAUSIBLE_VALUE";
/** A patient whom NEWS2 must not be used for: under 16 years, or pregnant. */
export const OUT_OF_SCOPE = "OUT_OF_SCOPE";
/** The scores of the whole batch do not fit into an output. */
export const BATCH_TOO_LARGE = "BATCH_TOO_LARGE";

/** The code of a fault in what the document says; none where it is no document. */
let code: string = "";
let place: usize = 0;

/** Forgets the call before. */
export function clearFault(): void {
  code = "";
}

/** Notes the fault. Returns 0, for the reader to return. */
export function fault(reason: string, at: usize): usize {
  code = reason;
  place = at;
  return 0;
}

/** The code of the fault that reading stopped at. */
export function faultCode(): string {
  if (code.length) return code;
  switch (scan.fault) {
    case scan.Fault.NotUnicode: return INVALID_UNICODE;
    case scan.Fault.WrongType: return WRONG_TYPE;
    default: return INVALID_JSON;
  }
}

/** The address in the input where it was found. */
export function faultPlace(): usize {
  return code.length ? place : scan.place;
}
