// Reads the batch and writes its scores, one observation set after the other.

import { BATCH_TOO_LARGE, DUPLICATE_FIELD, fault, MISSING_FIELD, TRAILING_DATA, UNKNOWN_FIELD } from "./fault";
import { ARRAY, ARRAY_END, nextMember, OBJECT, OBJECT_END, open, readName, skipSpace } from "./json/reader";
import { textIs } from "./json/string";
import { endList, write } from "./json/writer";
import { readObservation } from "./observation-reader";
import * as pdk from "./pdk";
import { LONGEST_SCORE, writeScore } from "./score-writer";
import { score } from "./scoring";

const HEAD =
  '{"source":"Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017. Charts 1, 2 and 4.","scores":[';
/** Room for the head, the end of the list and what `write` touches behind it. */
const FRAME: i32 = 256;

/** How many bytes of output are written. */
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
  let at = open(skipSpace(start), OBJECT);
  if (!at) return 0;
  while (load<u8>(at) != OBJECT_END) {
    const name = at;
    at = readName(at);
    if (!at) return 0;
    if (!textIs("observations")) return fault(UNKNOWN_FIELD, name);
    insideList = true;
    if (found) return fault(DUPLICATE_FIELD, name);
    found = true;
    at = scoreList(at);
    if (!at) return 0;
    insideList = false;
    at = nextMember(at, OBJECT_END);
    if (!at) return 0;
  }
  if (!found) return fault(MISSING_FIELD, at);
  at = skipSpace(at + 1);
  return at == end ? at : fault(TRAILING_DATA, at);
}

function scoreList(at: usize): usize {
  at = open(at, ARRAY);
  if (!at) return 0;

  let output = pdk.room(FRAME);
  const list = write(output, HEAD) - output - 1;
  let length = list + 1;
  for (let count = 0; load<u8>(at) != ARRAY_END; count++) {
    index = count;
    const observation = at;
    at = readObservation(at);
    if (!at) return 0;
    output = pdk.room(<i32>length + LONGEST_SCORE + FRAME);
    if (!output) return fault(BATCH_TOO_LARGE, observation);
    score();
    length = write(writeScore(output + length), ",") - output;
    index = -1;
    at = nextMember(at, ARRAY_END);
    if (!at) return 0;
  }
  written = <i32>(write(endList(output + list, output + length), "}") - output);
  return at + 1;
}
