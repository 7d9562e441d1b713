import { type Batch, parseBatch } from "./batch.ts";
import { cohortOf, compare, NEIGHBOURS } from "./cohort.ts";
import { riskOf, standardise } from "./model.ts";

interface Score {
  readonly id: string;
  readonly meanDistance: number;
  readonly nearestDistance: number;
  readonly neighbourRisk: number;
  readonly risk: number;
}

const HIGH_RISK = 0.2;

/** The scores of a batch of patients, or why there are none. */
export function run(input: Uint8Array): Uint8Array {
  const batch = parseBatch(input);
  return Buffer.from(JSON.stringify(batch ? scoresOf(batch) : { error: "not-a-batch" }), "utf8");
}

function scoresOf(batch: Batch): object {
  if (batch.cohort.length < NEIGHBOURS) return { error: "cohort-too-small" };
  const cohort = cohortOf(batch.cohort);
  if (!cohort) return { error: "out-of-range" };
  const z = new Float64Array(8);
  const scores: Score[] = [];
  let highRisk = 0;
  let risks = 0;
  let distances = 0;
  for (const patient of batch.patients) {
    if (!standardise(patient.measurements, z, 0, 1)) return { error: "out-of-range" };
    const risk = riskOf(patient, z);
    const { meanDistance, nearestDistance, neighbourRisk } = compare(z, cohort);
    if (risk >= HIGH_RISK) highRisk++;
    risks += risk;
    distances += meanDistance;
    // Members in the order of RFC 8785.
    scores.push({
      id: patient.id,
      meanDistance: rounded(meanDistance),
      nearestDistance: rounded(nearestDistance),
      neighbourRisk: rounded(neighbourRisk),
      risk: rounded(risk),
    });
  }
  const patients = scores.length;
  const summary = {
    highRisk,
    meanDistance: patients > 0 ? rounded(distances / patients) : 0,
    meanRisk: patients > 0 ? rounded(risks / patients) : 0,
    patients,
  };
  return { scores, summary };
}

/** Rounds half up to six decimals. */
function rounded(value: number): number {
  return Math.floor(value * 1_000_000 + 0.5) / 1_000_000;
}
