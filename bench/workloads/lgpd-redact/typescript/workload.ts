import { numberRule } from "./number.ts";
import { findEmail } from "./email.ts";

const candidate = /\d+(?:[./-]\d+)*|@/g;

/** Replaces identifiers in clinical text by their kinds. */
export function run(input: Uint8Array): Uint8Array {
  // Latin-1 keeps every byte, of whatever encoding, as one character.
  const text = Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString("latin1");
  return Buffer.from(redact(text), "latin1");
}

function redact(text: string): string {
  let redacted = "";
  let done = 0;
  for (const { 0: found, index } of text.matchAll(candidate)) {
    if (index < done) continue;
    const finding = found === "@" ? findEmail(text, index, done) : numberRule(text, index, found, done);
    if (finding === undefined) continue;
    redacted += `${text.slice(done, finding.start)}[${finding.kind}]`;
    done = finding.end;
  }
  return redacted + text.slice(done);
}
