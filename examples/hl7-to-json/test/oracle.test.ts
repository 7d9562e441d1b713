import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { bytesOf, run } from "./support/convert.ts";
import type { Document } from "./support/document.ts";
import { directLane, type Outcome } from "./support/lanes.ts";
import { OracleError, parse } from "./support/oracle.ts";
import { inputOf, randomFrom } from "./support/random.ts";
import { conforms } from "./support/schema.ts";

/** What the standard says of an input: its document, or the code of an error. */
function expected(input: string): Document | string {
  try {
    return parse(input);
  } catch (error) {
    if (error instanceof OracleError) return error.code;
    throw error;
  }
}

function actual(outcome: Outcome): Document | string | undefined {
  if ("error" in outcome) return outcome.error.split(":")[0];
  const document: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(outcome.output));
  conforms(document);
  return document;
}

interface Comparison {
  readonly input: string;
  readonly got: Document | string | undefined;
  readonly wanted: Document | string;
}

function compare(input: string, outcome: Outcome): Comparison {
  return { input, got: actual(outcome), wanted: expected(input) };
}

function differ({ got, wanted }: Comparison): boolean {
  return !isDeepStrictEqual(got, wanted);
}

describe("the plugin and a parser that only splits agree", () => {
  test("on 6 000 random inputs, in one instance", { timeout: 60_000 }, () => {
    const lane = directLane();
    const random = randomFrom(1);
    const inputs = Array.from({ length: 6_000 }, () => inputOf(random));
    const comparisons = inputs.map((input) => compare(input, lane.call(bytesOf(input))));
    expect(comparisons.filter(differ)).toStrictEqual([]);
    // The rest are errors. Both have to be well tried.
    const sound = comparisons.filter(({ wanted }) => typeof wanted !== "string");
    expect(sound.length).toBeGreaterThan(2_000);
    expect(sound.length).toBeLessThan(5_000);
  });

  test("on 300 more of them, on both lanes", { timeout: 60_000 }, async () => {
    const random = randomFrom(2);
    const comparisons: Comparison[] = [];
    for (let round = 0; round < 300; round++) {
      const input = inputOf(random);
      comparisons.push(compare(input, await run(input)));
    }
    expect(comparisons.filter(differ)).toStrictEqual([]);
  });
});
