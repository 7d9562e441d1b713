// The rules for members and arrays.

import { normaliseContactPoint } from "./contact-point";
import { Kind, Node } from "./node";
import { byName, sortCodes, sorted } from "./order";
import { normaliseQuantity } from "./quantity";
import { FullUrls, fullUrls } from "./reference";
import { normaliseText } from "./text";

export class Normaliser {
  private urls: FullUrls;

  constructor(bundle: Node) {
    this.urls = fullUrls(bundle);
  }

  /** Brings an object into its normal form; false where that is empty. */
  object(object: Node): bool {
    sortMembers(object);
    let indexed = false;
    for (let member: Node | null = object.first; member != null; member = member!.next)
      indexed = indexed || member.name.charCodeAt(0) == 0x5f;
    const urls = this.urls;
    let last: Node | null = null;
    for (let member: Node | null = object.first; member != null; member = member!.next) {
      if (!this.value(member, member.name, indexed, urls)) continue;
      if (member.kind == Kind.Array && !indexed) sortCodes(member);
      if (last == null) object.first = member;
      else last.next = member;
      last = member;
    }
    if (last == null) return false;
    last.next = null;
    normaliseContactPoint(object);
    normaliseQuantity(object);
    return true;
  }

  /** The same for a member's value, or an element of it. `indexed`: whether arrays go by index. */
  private value(value: Node, name: string, indexed: bool, urls: FullUrls): bool {
    switch (value.kind) {
      case Kind.Null:
        return false;
      case Kind.String: {
        const text = normaliseText(value.text, name, urls);
        value.text = text;
        return text.length > 0;
      }
      case Kind.Array:
        return this.array(value, name, indexed, urls);
      case Kind.Object:
        return this.object(value);
      default:
        return true;
    }
  }

  private array(array: Node, name: string, indexed: bool, urls: FullUrls): bool {
    let isEmpty = true;
    let last: Node | null = null;
    for (let element: Node | null = array.first; element != null; element = element!.next) {
      if (this.value(element, name, indexed, urls)) isEmpty = false;
      else if (indexed) element.kind = Kind.Null;
      else continue;
      if (last == null) array.first = element;
      else last.next = element;
      last = element;
    }
    if (last != null) last.next = null;
    return !isEmpty;
  }
}

/** Drops members that are no elements, sorts the others and keeps the last of each name. */
function sortMembers(object: Node): void {
  let last: Node | null = null;
  let first: Node | null = null;
  for (let member: Node | null = object.first; member != null; member = member!.next) {
    if (!isElementName(member.name)) continue;
    if (last == null) first = member;
    else last.next = member;
    last = member;
  }
  if (last != null) last.next = null;
  first = sorted(first, byName);
  let before: Node | null = null;
  for (let member: Node | null = first; member != null; member = member!.next) {
    const next = member.next;
    if (next != null && member.name == next.name) {
      if (before == null) first = next;
      else before.next = next;
    } else before = member;
  }
  object.first = first;
}

function isElementName(name: string): bool {
  const length = name.length;
  let at = length > 0 && name.charCodeAt(0) == 0x5f ? 1 : 0;
  if (at == length || !isLetter(name.charCodeAt(at))) return false;
  for (at++; at < length; at++) {
    const unit = name.charCodeAt(at);
    if (!isLetter(unit) && <u32>(unit - 0x30) > 9) return false;
  }
  return true;
}

@inline
function isLetter(unit: i32): bool {
  return <u32>((unit | 0x20) - 0x61) < 26;
}
