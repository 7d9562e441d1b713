import { adtKinds } from "./adt.ts";
import { batchFile } from "./batch.ts";
import type { Kind } from "./family.ts";
import { mdmKinds } from "./mdm.ts";
import { addHeader, createWire } from "./message.ts";
import { ormKinds } from "./orm.ts";
import { documentKinds } from "./oru-document.ts";
import { labKinds } from "./oru-lab.ts";
import { vitalSignsKinds } from "./oru-vitals.ts";
import { populate } from "./people.ts";
import { createRandom } from "./random.ts";
import { siuKinds } from "./siu.ts";
import { terse } from "./terse.ts";
import { createVisit } from "./visit.ts";
import { generateVitals } from "./vitals.ts";
import { encodeSegments } from "./wire.ts";

/** One file of the corpus. */
export interface CorpusFile {
  /** Relative to the folder of the corpus, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const kinds: readonly Kind[] = [
  ...adtKinds,
  ...labKinds,
  ...vitalSignsKinds,
  ...documentKinds,
  ...ormKinds,
  ...mdmKinds,
  ...siuKinds,
];
const batchFiles = 16;

function numbered(kind: string, index: number): string {
  return `${kind}-${String(index + 1).padStart(3, "0")}`;
}

/** The seed of the corpus that is checked in. */
export const defaultSeed = 2026;

/** The whole corpus: for the same seed, a whole number of 32 bits, the same files with the same bytes. */
export function* generateCorpus(seed: number): Generator<CorpusFile> {
  yield* generateMessages(seed);
  const vitals = JSON.stringify({ observations: generateVitals(seed) }, null, 2);
  yield { path: "vitals.json", bytes: Buffer.from(`${vitals}\n`) };
}

function* generateMessages(seed: number): Generator<CorpusFile> {
  const people = populate(seed);
  for (const kind of kinds) {
    for (let index = 0; index < kind.count; index++) {
      const random = createRandom(seed, kind.name, index);
      const name = numbered(kind.name, index);
      const wire = createWire(random);
      const draft = kind.draft(createVisit(random, people, kind.patientClass), index);
      const message = addHeader(draft, name, wire.charset);
      const bytes = encodeSegments(random.chance(0.08) ? terse(message) : message, wire);
      yield { path: `messages/${kind.family}/${name}.hl7`, bytes };
    }
  }
  // Documents and notes would make a batch as large as all others together.
  const short = kinds.filter(({ family, name }) => family !== "mdm" && name !== "oru-document");
  for (let index = 0; index < batchFiles; index++) {
    const random = createRandom(seed, "batch", index);
    const name = numbered("batch", index);
    const wire = createWire(random);
    const segments = batchFile({ random, people, kinds: short, charset: wire.charset }, name, index);
    yield { path: `messages/batch/${name}.hl7`, bytes: encodeSegments(segments, wire) };
  }
}
