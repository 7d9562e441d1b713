// Reads the batch and writes its scores, one observation set after the other.

import { output, print, scan } from "@vial/as-pdk/assembly";
import { BATCH_TOO_LARGE, DUPLICATE_FIELD, fault, MISSING_FIELD, TRAILING_DATA, UNKNOWN_FIELD } from "./fault";
import { endList } from "./list";
import { readObservation } from "./observation-reader";
import { LONGEST_SCORE, writeScore } from "./score-writer";
import { score } from "./scoring";

const HEAD =
  '{"source":"Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017. Charts 1, 2 and 4.","scores":[';
/** Room for the head, the end of the list and what a literal touches behind it. */
const FRAME: i32 = 256;

/** The address of the output. */
export let scores: usize = 0;
/** How many bytes of it are written. */
export let written: i32 = 0;
/** Whether reading is inside the list of observation sets. */
export let insideList: bool = false;
/** The index of the observation set at hand; -1 between them. */
export let index: i32 = -1;

/** Scores the document in [start, end). Returns its end, 0 on a fault. */
export function scoreBatch(start: usize, end: usize): usize {
  insideList = false;
  index = -1;
  let found = false;
  let at = scan.open(scan.skipSpace(start), scan.OBJECT);
  if (!at) return 0;
  while (load<u8>(at) != scan.OBJECT_END) {
    const name = at;
    at = scan.readName(at);
    if (!at) return 0;
    if (!scan.textIs("observations")) return fault(UNKNOWN_FIELD, name);
    insideList = true;
    if (found) return fault(DUPLICATE_FIELD, name);
    found = true;
    at = scoreList(at);
    if (!at) return 0;
    insideList = false;
    at = scan.nextMember(at, scan.OBJECT_END);
    if (!at) return 0;
  }
  if (!found) return fault(MISSING_FIELD, at);
  at = scan.skipSpace(at + 1);
  return at == end ? at : fault(TRAILING_DATA, at);
}

function scoreList(at: usize): usize {
  at = scan.open(at, scan.ARRAY);
  if (!at) return 0;

  let start = output.reserve(FRAME);
  const list = print.literal(start, HEAD) - start - 1;
  let length = list + 1;
  for (let count = 0; load<u8>(at) != scan.ARRAY_END; count++) {
    index = count;
    const observation = at;
    at = readObservation(at);
    if (!at) return 0;
    start = output.reserve(<i32>length + LONGEST_SCORE + FRAME);
    if (!start) return fault(BATCH_TOO_LARGE, observation);
    score();
    length = print.literal(writeScore(start + length), ",") - start;
    index = -1;
    at = scan.nextMember(at, scan.ARRAY_END);
    if (!at) return 0;
  }
  scores = start;
  written = <i32>(print.literal(endList(start + list, start + length), "}") - start);
  return at + 1;
}
