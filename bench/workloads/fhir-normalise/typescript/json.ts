import { isUtf8 } from "node:buffer";

/** A JSON value as `JSON.parse` makes it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json | undefined;
}

const MAX_DEPTH = 512;

/** A document that is not what RFC 8259 and the workload's limits allow. */
export class DocumentError extends Error {}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a document. Depth and numbers are checked by whoever walks through it, with `enter` and `checkNumber`. */
export function parse(bytes: Uint8Array): Json {
  if (!isUtf8(bytes)) throw new DocumentError();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch {
    throw new DocumentError();
  }
  // Only an escape can bring half of a surrogate pair in.
  if (/\\u[dD]/.test(text)) checkStrings(document);
  return document;
}

export function write(document: Json): Uint8Array {
  return Buffer.from(JSON.stringify(document), "utf8");
}

/** The depth within an array or object at `depth`. */
export function enter(depth: number): number {
  if (depth === MAX_DEPTH) throw new DocumentError();
  return depth + 1;
}

export function checkNumber(value: number): void {
  if (!Number.isFinite(value)) throw new DocumentError();
}

/** Checks a value that goes no further. */
export function check(value: Json | undefined, depth: number): void {
  if (typeof value === "number") checkNumber(value);
  if (typeof value !== "object" || value === null) return;
  const inside = enter(depth);
  for (const each of Object.values(value)) check(each, inside);
}

function checkStrings(document: Json): void {
  const pending: (Json | undefined)[] = [document];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value === "string" && !value.isWellFormed()) throw new DocumentError();
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) pending.push(...Object.keys(value));
    for (const each of Object.values(value)) pending.push(each);
  }
}
