// Messages: classes with `read(from: JsonReader): void` and `write(to: JsonWriter): void`, which vial-types generates from
// JSON Schemas.

import { begin, finish } from "../call";
import { fail, hasFailed } from "../failure";
import * as input from "../input";
import * as output from "../output";
import { JsonReader } from "./reader";
import { JsonWriter } from "./writer";

/**
 * Makes an export of a plugin out of a function from one message to another, or to null where it called `fail`:
 *
 *   export function process(): i32 {
 *     return json.run(assess);
 *   }
 *
 *   function assess(measurement: Measurement): Assessment | null { … }
 *
 * An input that is no such message fails the call with a text as in `/values/2: expected a number`.
 */
export function run<I, O>(handler: (message: I) => O): i32 {
  begin();
  const message = read<I>(input.json());
  if (message != null) {
    const answer = handler(message);
    if (!hasFailed) write(answer);
  }
  return finish();
}

/** Reads a whole document. Where it is no such message the call fails, and null comes back. */
export function read<T>(from: JsonReader): T | null {
  const message = instantiate<T>();
  message.read(from);
  from.finish();
  const problem = from.failure;
  return problem == null ? message : fail<T>(problem);
}

/** Makes the message the call's output, in the canonical form of RFC 8785. */
export function write<T>(message: T): void {
  if (message == null) {
    fail("no answer");
    return;
  }
  message.write(output.json());
  output.finishJson();
}

/** The message in the canonical form of RFC 8785; null, and the call fails, where it cannot be written. */
export function encode<T>(message: T): Uint8Array | null {
  const to = new JsonWriter();
  message.write(to);
  const problem = to.failure;
  return problem == null ? to.toBytes() : fail<Uint8Array>("json: " + problem);
}
