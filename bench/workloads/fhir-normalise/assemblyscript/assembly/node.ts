// JSON of any form, as a tree. Elements and members are lists.

import { JsonReader, JsonWriter } from "@vial/as-pdk/assembly";

export enum Kind {
  Null,
  Boolean,
  Number,
  String,
  Array,
  Object,
}

/** A value, and its name where it is a member. */
export class Node {
  kind: Kind = Kind.Null;
  boolean: bool = false;
  number: f64 = 0;
  name: string = "";
  text: string = "";
  first: Node | null = null;
  next: Node | null = null;

  /** An object's member, of several of that name the last one. */
  member(name: string): Node | null {
    if (this.kind != Kind.Object) return null;
    let found: Node | null = null;
    for (let each: Node | null = this.first; each != null; each = each!.next) if (each.name == name) found = each;
    return found;
  }

  /** The text of a member; empty where there is none, or it is no string. */
  textOf(name: string): string {
    const member = this.member(name);
    return member != null && member.kind == Kind.String ? member.text : "";
  }
}

export function readNode(from: JsonReader, to: Node): void {
  switch (from.peek()) {
    case 0x7b: {
      to.kind = Kind.Object;
      from.object();
      let last: Node | null = null;
      while (from.member()) {
        const member = new Node();
        member.name = from.key();
        readNode(from, member);
        last = append(to, last, member);
      }
      return;
    }
    case 0x5b: {
      to.kind = Kind.Array;
      from.array();
      let last: Node | null = null;
      while (from.element()) {
        const element = new Node();
        readNode(from, element);
        last = append(to, last, element);
      }
      return;
    }
    case 0x22: {
      to.kind = Kind.String;
      to.text = from.string();
      return;
    }
    case 0x74: // t
    case 0x66: {
      // f
      to.kind = Kind.Boolean;
      to.boolean = from.boolean();
      return;
    }
    case 0x6e: {
      // n
      if (!from.isNull()) from.expected("expected null");
      return;
    }
    default: {
      to.kind = Kind.Number;
      to.number = from.number();
    }
  }
}

function append(parent: Node, last: Node | null, child: Node): Node {
  if (last == null) parent.first = child;
  else last.next = child;
  return child;
}

export function writeNode(to: JsonWriter, from: Node): void {
  switch (from.kind) {
    case Kind.Object: {
      to.object();
      for (let member: Node | null = from.first; member != null; member = member!.next) {
        to.key(member.name);
        writeNode(to, member);
      }
      return to.endObject();
    }
    case Kind.Array: {
      to.array();
      for (let element: Node | null = from.first; element != null; element = element!.next) {
        to.element();
        writeNode(to, element);
      }
      return to.endArray();
    }
    case Kind.String:
      return to.string(from.text);
    case Kind.Number:
      return to.number(from.number);
    case Kind.Boolean:
      return to.boolean(from.boolean);
    default:
      to.null();
  }
}
