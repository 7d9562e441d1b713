import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PluginError } from "../../src/plugin-error.ts";
import { ProtocolBreach } from "../../src/vial-engine/process/breach.ts";
import { decodeFailure, encodeFailure } from "../../src/vial-engine/process/child-failure.ts";
import { encodeHeader, type Frame } from "../../src/vial-engine/process/frame.ts";
import { FrameReader } from "../../src/vial-engine/process/frame-reader.ts";
import {
  decodeHostCall,
  decodeHostReply,
  encodeHostCall,
  encodeHostReply,
} from "../../src/vial-engine/process/host-call-frame.ts";
import { decodeLog, encodeLog } from "../../src/vial-engine/process/log-frame.ts";

const imported = {
  namespace: "extism:host/user",
  name: "f",
  parameters: ["i64", "i32", "f64"],
  result: "i64",
} as const;
const scope = { plugin: "p", version: undefined, phase: "call" } as const;

const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => new Uint8Array(each));
const payloads = fc.array(fc.record({ kind: fc.integer({ min: 0, max: 255 }), payload: bytes }), {
  maxLength: 6,
});

function joined({ parts }: { readonly parts: readonly Uint8Array[] }): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** Takes what anybody may send: a value, or a breach, and nothing else. */
function expectTaken(take: () => unknown): void {
  try {
    take();
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolBreach);
  }
}

describe("frames", () => {
  test("come out as they went in, however they are cut", () => {
    fc.assert(
      fc.property(payloads, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (frames, cuts) => {
        const stream = Buffer.concat(
          frames.flatMap(({ kind, payload }) => [encodeHeader(kind, payload.length, 7, 11), payload]),
        );
        const got: Frame[] = [];
        const reader = new FrameReader(() => {});
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const length = cuts[turn % cuts.length]!;
          reader.push(stream.subarray(at, at + length), (frame) => got.push(frame));
          at += length;
        }
        expect(got).toEqual(frames.map((frame) => ({ ...frame, pages: 7, cpuUs: 11 })));
      }),
      { numRuns: 500 },
    );
  });

  test("no memory is reserved for what is not admitted", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 64 }), (stream) => {
        const reader = new FrameReader((_kind, length) => {
          if (length > 64) throw new ProtocolBreach("too long");
        });
        expectTaken(() =>
          reader.push(stream, ({ payload }) => expect(payload.length).toBeLessThanOrEqual(64)),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("what a child sends is a value or a breach", () => {
  test("host calls", () => {
    fc.assert(
      fc.property(bytes, (payload) => {
        expectTaken(() => decodeHostCall(payload, (index) => (index < 100 ? imported : undefined)));
      }),
      { numRuns: 5_000 },
    );
  });

  test("failures and log entries", () => {
    const failure = fc.record({
      code: fc.string(),
      message: fc.string(),
      phase: fc.constantFrom("call", "load", 1),
    });
    const texts = fc.oneof(
      fc.json(),
      failure.map((each) => JSON.stringify(each)),
      fc.string(),
    );
    fc.assert(
      fc.property(texts, bytes, (text, other) => {
        expectTaken(() => decodeFailure(Buffer.from(text), scope, false));
        expectTaken(() => decodeFailure(other, scope, true));
        expectTaken(() => decodeLog(other));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("what one side writes the other reads", () => {
  const values = [
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.integer(),
    fc.double({ noNaN: true }),
  ] as const;
  const patches = fc.array(fc.record({ offset: fc.integer({ min: 64, max: 60_000 }), bytes }), {
    maxLength: 4,
  });

  test("a host call", () => {
    fc.assert(
      fc.property(fc.tuple(...values), patches, fc.boolean(), (args, changed, startsOver) => {
        const call = { index: 0, values: args, update: { startsOver, position: 65_536, patches: changed } };
        expect(decodeHostCall(joined(encodeHostCall(call, imported)), () => imported)).toEqual(call);
      }),
    );
  });

  test("a host function's reply", () => {
    fc.assert(
      fc.property(values[0], fc.boolean(), fc.array(bytes, { maxLength: 3 }), (value, ok, stored) => {
        const steps = stored.map(
          (each, index) => ({ kind: "store", handle: index + 1, bytes: each }) as const,
        );
        const reply = { ok, value, steps };
        expect(decodeHostReply(joined(encodeHostReply(reply, imported)), imported)).toEqual(reply);
      }),
    );
  });

  test("a log entry, and an error's own words", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]*$/), fc.string(), (message, said) => {
        expect(decodeLog(joined(encodeLog("warn", message)))).toEqual({ level: "warn", message });
        const error = new PluginError("PLUGIN_ERROR", said, { ...scope, guestMessage: said });
        const decoded = decodeFailure(encodeFailure(error), scope, false);
        expect(decoded.code).toBe("PLUGIN_ERROR");
        // The message gets into logs: a child's own words for it do not.
        expect(decoded.message).toBe("The plugin reported an error.");
        expect(decoded.guestMessage).toBe(said);
      }),
    );
  });
});
