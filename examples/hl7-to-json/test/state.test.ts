import { expect, test } from "vitest";
import { bytesOf } from "./support/convert.ts";
import { directLane } from "./support/lanes.ts";
import { inputOf, randomFrom } from "./support/random.ts";

const message = "MSH|^~\\&|LAB|HOSPITAL||||||ORU^R01|1|P|2.5.1\rOBX|1|NM|GLU^Glucose||182|mg/dl\r";

test("a new instance takes one page of memory, and a message of 8 KiB needs no more", () => {
  const lane = directLane();
  expect(lane.pages()).toBe(1);
  expect(lane.call(bytesOf(message + "NTE|1||a long note\r".repeat(430)))).toHaveProperty("output");
  expect(lane.pages()).toBe(1);
});

test("10 000 calls on shared state keep memory flat", () => {
  const lane = directLane();
  const inputs = [message, message.repeat(100), "PID|1", ""].map((input) => bytesOf(input));
  const results = inputs.map((input) => lane.call(input));
  const pages = lane.pages();
  for (let call = 0; call < 10_000; call++) {
    lane.call(inputs[call % inputs.length] as Uint8Array);
  }
  expect(lane.pages()).toBe(pages);
  expect(inputs.map((input) => lane.call(input))).toStrictEqual(results);
});

test("shared and fresh state give the same", () => {
  const shared = directLane();
  const random = randomFrom(4);
  for (let round = 0; round < 300; round++) {
    const input = bytesOf(inputOf(random));
    expect(shared.call(input)).toStrictEqual(directLane().call(input));
  }
});
