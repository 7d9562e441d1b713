// JSON of any form in its canonical one (RFC 8785).

import { JsonReader } from "./reader";
import { ARRAY, OBJECT, STRING } from "./scan";
import { JsonWriter } from "./writer";

/** Writes the reader's next value. */
export function copyCanonical(from: JsonReader, to: JsonWriter): void {
  switch (from.peek()) {
    case OBJECT: return copyObject(from, to);
    case ARRAY: {
      from.array();
      to.array();
      while (from.element()) {
        to.element();
        copyCanonical(from, to);
      }
      return to.endArray();
    }
    case STRING: return to.string(from.string());
    case 0x74: // t
    case 0x66: // f
      return to.boolean(from.boolean());
    case 0x6e: // n
      if (from.isNull()) to.null();
      else from.skip();
      return;
    default:
      to.number(from.number());
  }
}

/** Members are written in the order of their names; of those with the same name, the last one. */
function copyObject(from: JsonReader, to: JsonWriter): void {
  const places = new Map<string, usize>();
  from.object();
  while (from.member()) {
    places.set(from.key(), from.position);
    from.skip();
  }
  if (from.failure != null) return;
  const end = from.position;
  to.object();
  const keys = places.keys().sort();
  for (let i = 0; i < keys.length; i++) {
    to.key(keys[i]);
    from.goTo(places.get(keys[i]));
    copyCanonical(from, to);
  }
  to.endObject();
  from.goTo(end);
}
