import { afterAll, expect } from "vitest";
import { conforms } from "./schema.ts";
import type { Document, Message, Segment } from "./document.ts";
import { directLane, kernelLane, type Outcome } from "./lanes.ts";

const direct = directLane();
const kernel = await kernelLane();

afterAll(() => kernel[Symbol.asyncDispose]());

/** Bytes of a text, in which U+0000 to U+00FF stand for the byte of that number. */
export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** Runs the plugin on both lanes, which must agree to the byte. */
export async function run(input: string | Uint8Array): Promise<Outcome> {
  const bytes = typeof input === "string" ? bytesOf(input) : input;
  const outcome = direct.call(bytes);
  expect(await kernel.call(bytes)).toStrictEqual(outcome);
  return outcome;
}

/** The document that an input becomes. It is UTF-8, JSON, and what `document.schema.json` promises. */
export async function convert(input: string | Uint8Array): Promise<Document> {
  const outcome = await run(input);
  if ("error" in outcome) throw new Error(outcome.error);
  const document: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(outcome.output));
  conforms(document);
  return document;
}

/** The one message that an input holds. */
export async function convertMessage(input: string | Uint8Array): Promise<Message> {
  const document = await convert(input);
  const [message, ...others] = document.batches.flatMap((batch) => batch.messages);
  if (!message || others.length > 0) throw new Error("the input holds not one message");
  return message;
}

/** A segment of a message whose MSH is an ordinary one, its fields as in `NTE|1`. */
export async function convertSegment(segment: string, charset = ""): Promise<Segment> {
  const message = await convertMessage(`MSH|^~\\&||||||||||||||||${charset}\r${segment}\r`);
  const last = message.segments.at(-1);
  if (!last) throw new Error("the message holds no segment");
  return last;
}

/** The text of NTE-3 in such a message. */
export async function convertText(text: string, charset?: string): Promise<string | undefined> {
  const segment = await convertSegment(`NTE|||${text}`, charset);
  return segment.fields[2]?.[0]?.[0]?.[0];
}

/** The error that an input ends with. */
export async function errorOf(input: string | Uint8Array): Promise<string> {
  const outcome = await run(input);
  if ("output" in outcome) throw new Error("the input was converted");
  return outcome.error;
}
