// Where in a document a fault is, as a JSON pointer (RFC 6901). Reading keeps no track of it: the document up to the fault is
// gone over once more.

import { OBJECT, OBJECT_END, ARRAY, ARRAY_END, STRING, COMMA } from "./scan";
import { readText, value } from "./text";

const BACKSLASH: u8 = 0x5c;

/** An object or array that the fault is in. */
class Scope {
  isObject: bool;
  /** Address of the name of the object's current member; 0 before its first, and between members. */
  name: usize = 0;
  index: i32 = 0;

  constructor(isObject: bool) {
    this.isObject = isObject;
  }
}

/** The pointer to what is at `place`, in the document that starts at `start` and is well-formed up to there. */
export function pointerTo(start: usize, place: usize): string {
  const scopes = new Array<Scope>();
  for (let at = start; at < place; ) {
    const byte = load<u8>(at);
    const scope = scopes.length ? scopes[scopes.length - 1] : null;
    if (byte == OBJECT || byte == ARRAY) scopes.push(new Scope(byte == OBJECT));
    else if (byte == OBJECT_END || byte == ARRAY_END) scopes.pop();
    else if (scope != null && byte == COMMA) {
      scope.index++;
      scope.name = 0;
    } else if (byte == STRING) {
      if (scope != null && scope.isObject && !scope.name) scope.name = at;
      at = stringEnd(at, place);
      continue;
    }
    at++;
  }

  let pointer = "";
  for (let i = 0; i < scopes.length; i++) {
    const scope = scopes[i];
    if (!scope.isObject) pointer += "/" + scope.index.toString();
    else if (scope.name && readText(scope.name)) pointer += "/" + token(value);
    else break;
  }
  return pointer;
}

/** A member's name in a pointer (RFC 6901 §3). */
export function token(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function stringEnd(quote: usize, place: usize): usize {
  let at = quote + 1;
  while (at < place && load<u8>(at) != STRING) at += load<u8>(at) == BACKSLASH ? 2 : 1;
  return at + 1;
}
