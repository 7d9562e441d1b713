import { condition, encounter, type Entry, observation, patient } from "./inputs/resource.ts";
import { random, type Random } from "./inputs/random.ts";

const encoder = new TextEncoder();
const OPENING = '{"resourceType":"Bundle","type":"collection","entry":[';
const CLOSING = "]}";

/**
 * A Bundle of patients with what was recorded about them, synthetic and the same for a size every time.
 *
 * @param sizeBytes the most it may have; it has as many whole entries as fit
 */
export function input(sizeBytes: number): Uint8Array {
  const entries: string[] = [];
  let size = OPENING.length + CLOSING.length;
  for (const entry of entriesOf(random(1))) {
    const text = JSON.stringify(entry);
    const more = encoder.encode(text).length + (entries.length > 0 ? 1 : 0);
    if (size + more > sizeBytes) break;
    entries.push(text);
    size += more;
  }
  return encoder.encode(OPENING + entries.join(",") + CLOSING);
}

function* entriesOf(draw: Random): Generator<Entry> {
  for (let number = 1; ; number++) {
    const subject = patient(draw, number);
    yield subject;
    const visit = encounter(draw, subject.fullUrl);
    yield visit;
    for (let count = draw.below(7) + 2; count > 0; count--)
      yield observation(draw, subject.fullUrl, visit.fullUrl);
    if (draw.below(2) === 0) yield condition(draw, subject.fullUrl);
  }
}
