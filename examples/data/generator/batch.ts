import type { Kind } from "./family.ts";
import { type Segment, segment } from "./hl7.ts";
import { addHeader } from "./message.ts";
import type { Population } from "./people.ts";
import { facility } from "./places.ts";
import type { Random } from "./random.ts";
import { baseDate, timestamp } from "./time.ts";
import { createVisit } from "./visit.ts";
import type { Charset } from "./wire.ts";

export interface BatchSource {
  readonly random: Random;
  readonly people: Population;
  readonly kinds: readonly Kind[];
  readonly charset: Charset;
}

function messages({ random, people, kinds, charset }: BatchSource, name: string): Segment[][] {
  return Array.from({ length: random.int(2, 9) }, (_, index) => {
    const kind = random.pick(kinds);
    const draft = kind.draft(createVisit(random, people, kind.patientClass), 0);
    return addHeader(draft, `${name}-${index + 1}`, charset);
  });
}

function header(id: "FHS" | "BHS", controlId: string): Segment {
  return segment(id, { 3: "PEP", 4: facility.code, 5: "BARRAMENTO", 7: timestamp(baseDate), 11: controlId });
}

function batch(source: BatchSource, name: string): Segment[] {
  const contents = messages(source, name);
  return [header("BHS", name), ...contents.flat(), segment("BTS", { 1: String(contents.length) })];
}

/**
 * A file in the batch protocol (HL7 v2.5.1 section 2.10.3), in turn: one batch, a file of one batch, a file of two
 * batches, a file of messages without a batch.
 */
export function batchFile(source: BatchSource, name: string, index: number): Segment[] {
  const file = header("FHS", name);
  switch (index % 4) {
    case 0:
      return batch(source, name);
    case 1:
      return [file, ...batch(source, `${name}-a`), segment("FTS", { 1: "1" })];
    case 2:
      return [file, ...batch(source, `${name}-a`), ...batch(source, `${name}-b`), segment("FTS", { 1: "2" })];
    default:
      return [file, ...messages(source, name).flat(), segment("FTS", { 1: "0" })];
  }
}
