// The order of members, codings and identifiers.

import { Node } from "./node";

type Comparison = (a: Node, b: Node) => i32;

export function byName(a: Node, b: Node): i32 {
  return compare(a.name, b.name);
}

function byCode(a: Node, b: Node): i32 {
  const order = compare(a.textOf("system"), b.textOf("system"));
  return order ? order : compare(a.textOf("code"), b.textOf("code"));
}

function byValue(a: Node, b: Node): i32 {
  const order = compare(a.textOf("system"), b.textOf("system"));
  return order ? order : compare(a.textOf("value"), b.textOf("value"));
}

/** Sorts a member `coding` or `identifier`, an array; of equal codings the first stays. Others stay as they are. */
export function sortCodes(member: Node): void {
  if (member.name == "identifier") {
    member.first = sorted(member.first, byValue);
  } else if (member.name == "coding") {
    const first = sorted(member.first, byCode);
    member.first = first;
    let coding = first;
    while (coding != null) {
      const next: Node | null = coding.next;
      if (next != null && isSameCoding(coding, next)) coding.next = next.next;
      else coding = next;
    }
  }
}

/** Whether both have the same system and the same code, neither empty. */
function isSameCoding(a: Node, b: Node): bool {
  return a.textOf("system").length > 0 && a.textOf("code").length > 0 && byCode(a, b) == 0;
}

/** The list in order; what is equal stays as it is. Runs that are in order already are merged. */
export function sorted(list: Node | null, compare: Comparison): Node | null {
  if (list == null) return null;
  let rest = cutRun(list, compare);
  if (rest == null) return list;
  // runs[i] is null or was merged of 2^i runs.
  const runs = new Array<Node | null>();
  let run: Node | null = list;
  while (run != null) {
    let merged: Node = run;
    let level = 0;
    for (; level < runs.length && runs[level] != null; level++) {
      merged = merge(runs[level]!, merged, compare);
      runs[level] = null;
    }
    if (level == runs.length) runs.push(merged);
    else runs[level] = merged;
    run = rest;
    rest = run == null ? null : cutRun(run, compare);
  }
  let all: Node | null = null;
  for (let level = 0; level < runs.length; level++) {
    const each = runs[level];
    if (each != null) all = all == null ? each : merge(each, all, compare);
  }
  return all;
}

function merge(a: Node, b: Node, compare: Comparison): Node {
  const head = compare(a, b) <= 0 ? a : b;
  let left = head == a ? a.next : a;
  let right = head == a ? b : b.next;
  let last = head;
  while (left != null && right != null) {
    if (compare(left, right) <= 0) {
      last.next = left;
      last = left;
      left = left.next;
    } else {
      last.next = right;
      last = right;
      right = right.next;
    }
  }
  last.next = left != null ? left : right;
  return head;
}

/** Cuts off the run that the list starts with, which is in order; returns what is behind it. */
function cutRun(list: Node, compare: Comparison): Node | null {
  let last = list;
  for (let next: Node | null = last.next; next != null && compare(last, next) <= 0; next = last.next) last = next;
  const rest = last.next;
  last.next = null;
  return rest;
}

/** The order of UTF-8 bytes, which is that of code points and not quite that of UTF-16 code units. */
function compare(a: string, b: string): i32 {
  const left = changetype<usize>(a);
  const right = changetype<usize>(b);
  const end = (<usize>min(a.length, b.length)) << 1;
  for (let at: usize = 0; at < end; at += 2) {
    const x = <i32>load<u16>(left + at);
    const y = <i32>load<u16>(right + at);
    if (x != y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: i32): i32 {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
