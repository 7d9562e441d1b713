import { expect, test } from "vitest";
import { forgedIndices } from "./forged-indices.ts";
import { problem, refusalOf } from "./refusal.ts";

test.for(forgedIndices)("refuses %s", ([, bytes]) => {
  expect(refusalOf(bytes)).toMatchObject(problem("malformed", /^(?:function|global|type) \d does not exist/));
});
