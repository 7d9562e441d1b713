import { expect, it } from "vitest";
import { keepsToLimit } from "../overhead/cell.ts";

const theirs = [90, 100, 100, 110, 150];

it("believes the upper bound of calm rounds", () => {
  expect(keepsToLimit({ high: 1.1, disturbed: false, ours: theirs, theirs })).toBe(true);
  expect(keepsToLimit({ high: 1.11, disturbed: false, ours: theirs, theirs })).toBe(false);
});

it("believes disturbed rounds only where even the slow ones keep to the limit beside the fast ones", () => {
  const disturbed = true;
  const quartersApart = [80, 95, 100, 121, 200];
  expect(keepsToLimit({ high: 1.05, disturbed, ours: quartersApart, theirs })).toBe(false);
  expect(keepsToLimit({ high: 1.05, disturbed, ours: [80, 85, 90, 110, 900], theirs })).toBe(true);
  expect(keepsToLimit({ high: 1.2, disturbed, ours: [1, 1, 1, 1, 1], theirs })).toBe(false);
});
