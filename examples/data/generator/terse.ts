import type { Segment } from "./hl7.ts";

const leftOut = new Set(["NK1", "PV2", "AL1", "DG1", "IN1", "SPM", "NTE", "ZBR"]);

/** Fields that a sender of few words still fills, by segment. */
const kept: Readonly<Record<string, readonly number[]>> = {
  MSH: [3, 4, 7, 9, 10, 11, 12, 18],
  EVN: [2],
  PID: [3, 5],
  PV1: [2],
  ORC: [1, 2],
  OBR: [1, 2, 3, 4, 7, 25],
  OBX: [1, 2, 3, 5, 6, 11],
};

/** The message as old interfaces send it: little more than what the standard requires. */
export function terse(segments: readonly Segment[]): Segment[] {
  return segments
    .filter(({ id }) => !leftOut.has(id))
    .map(({ id, fields }) => {
      const wanted = kept[id];
      const entries = Object.entries(fields).filter(([number]) => !wanted || wanted.includes(Number(number)));
      return { id, fields: Object.fromEntries(entries) };
    });
}
