// Why a document could not be read. Reading stops at the first fault; every function of `scan` returns 0 after it.

export enum Fault {
  None,
  /** Not JSON (RFC 8259): also a byte order mark, an unescaped control character, an end too early. */
  NotJson,
  /** A string that is not Unicode text: ill-formed UTF-8 (RFC 3629) or half of a surrogate pair. */
  NotUnicode,
  /** JSON of another type than was asked for. */
  WrongType,
}

/** The fault found last. */
export let fault: Fault = Fault.None;
/** The address where it was found. */
export let place: usize = 0;

/** Notes the fault. Returns 0, for the reader to return. */
export function fail(kind: Fault, at: usize): usize {
  fault = kind;
  place = at;
  return 0;
}
