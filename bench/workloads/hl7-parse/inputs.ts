import { isUtf8 } from "node:buffer";
import { readMessages } from "@vial-examples/data";
import { recordsUpTo } from "../records.ts";

const MLLP_START = 0x0b;

/** Whole HL7 v2 messages, at most `sizeBytes` of them and as near to that as they come. */
export function input(sizeBytes: number): Uint8Array {
  const messages = readMessages()
    .filter(({ name, family }) => ["adt", "orm", "oru", "siu"].includes(family) && !name.includes("document"))
    .map(({ bytes }) => bytes)
    .filter((bytes) => bytes[0] !== MLLP_START && isUtf8(bytes));
  return recordsUpTo(sizeBytes, messages);
}
