import { expect, test } from "vitest";
import { randomFrom } from "../../measure/src/random.ts";
import { blockBytes, wiperOf } from "../src/vial-engine/wiper.ts";

const pageBytes = 65_536;

function filled(pages: number): { readonly memory: WebAssembly.Memory; readonly bytes: Uint8Array } {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 4 });
  return { memory, bytes: new Uint8Array(memory.buffer).fill(7) };
}

test("what lies between the bounds is zero, and nothing else changes", () => {
  const { memory, bytes } = filled(2);
  wiperOf(memory)(3 * blockBytes, pageBytes + blockBytes);
  const expected = new Uint8Array(bytes.length).fill(7).fill(0, 3 * blockBytes, pageBytes + blockBytes);
  expect(Buffer.compare(bytes, expected)).toBe(0);
});

test("a single byte is found wherever it is", () => {
  const { memory, bytes } = filled(1);
  const wipe = wiperOf(memory);
  wipe(0, pageBytes);
  const zeros = new Uint8Array(pageBytes);
  for (let at = 0; at < pageBytes; at++) {
    bytes[at] = 1 << (at % 8);
    wipe(0, pageBytes);
    expect(bytes[at]).toBe(0);
  }
  expect(Buffer.compare(bytes, zeros)).toBe(0);
});

test("blocks here and there are found, and those outside the bounds are left alone", () => {
  const { memory, bytes } = filled(4);
  const wipe = wiperOf(memory);
  const random = randomFrom(1);
  const blocks = bytes.length / blockBytes;
  for (let round = 0; round < 300; round++) {
    bytes.fill(0);
    for (let block = 0; block < blocks; block++)
      if (random() < 0.5) bytes[Math.floor((block + random()) * blockBytes)] = 255;
    const start = Math.floor(random() * blocks) * blockBytes;
    const end = start + Math.ceil(random() * (blocks - start / blockBytes)) * blockBytes;
    const expected = bytes.slice().fill(0, start, end);
    wipe(start, end);
    expect(Buffer.compare(bytes, expected)).toBe(0);
  }
});

test("a memory that has grown is wiped up to its new end", () => {
  const { memory } = filled(1);
  const wipe = wiperOf(memory);
  memory.grow(1);
  const bytes = new Uint8Array(memory.buffer).fill(7);
  wipe(0, bytes.length);
  expect(Buffer.compare(bytes, new Uint8Array(bytes.length))).toBe(0);
});

test("a 64-bit memory is wiped as well", () => {
  const memory = new WebAssembly.Memory({ address: "i64", initial: 1n } as never);
  const bytes = new Uint8Array(memory.buffer).fill(7);
  wiperOf(memory)(blockBytes, pageBytes);
  expect(Buffer.compare(bytes, new Uint8Array(pageBytes).fill(7, 0, blockBytes))).toBe(0);
});
