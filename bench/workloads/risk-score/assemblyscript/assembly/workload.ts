// Scores a batch of patients: the specification is in the workload's README.

import { JsonReader, JsonWriter } from "@vial/as-pdk/assembly";
import { Cohort, NEIGHBOURS } from "./cohort";
import { Batch, Score, Scores, Summary } from "./messages";
import { FEATURES, riskOf, standardise } from "./model";

const HIGH_RISK: f64 = 0.2;

/** The scores of a batch of patients, or why there are none. The input's memory goes on for 16 zeros. */
export function run(input: Uint8Array): Uint8Array {
  const reader = new JsonReader(input.dataStart, input.length);
  const batch = reader.message<Batch>();
  reader.finish();
  if (reader.failure != null) return error("not-a-batch");
  if (batch.cohort.length < NEIGHBOURS) return error("cohort-too-small");
  const scores = score(batch);
  if (scores == null) return error("out-of-range");
  const writer = new JsonWriter();
  scores.write(writer);
  return writer.toBytes();
}

/** The scores; null where a measurement is out of range. */
function score(batch: Batch): Scores | null {
  const cohort = new Cohort(batch.cohort);
  if (!cohort.isInRange) return null;
  const scores = new Scores();
  const summary = new Summary();
  const patients = batch.patients;
  const count = patients.length;
  scores.summary = summary;
  scores.scores = new Array<Score>(count);
  const z = new StaticArray<f64>(FEATURES);
  let risks: f64 = 0;
  let distances: f64 = 0;
  for (let i = 0; i < count; i++) {
    const patient = patients[i];
    if (!standardise(patient.measurements, changetype<usize>(z), 8)) return null;
    const risk = riskOf(patient, z);
    cohort.compare(z);
    if (risk >= HIGH_RISK) summary.highRisk++;
    risks += risk;
    distances += cohort.meanDistance;
    const each = new Score();
    each.id = patient.id;
    each.meanDistance = rounded(cohort.meanDistance);
    each.nearestDistance = rounded(cohort.nearestDistance);
    each.neighbourRisk = rounded(cohort.neighbourRisk);
    each.risk = rounded(risk);
    scores.scores[i] = each;
  }
  summary.patients = count;
  if (count > 0) {
    summary.meanDistance = rounded(distances / <f64>count);
    summary.meanRisk = rounded(risks / <f64>count);
  }
  return scores;
}

/** Rounds half up to six decimals. */
function rounded(value: f64): f64 {
  return Math.floor(value * 1000000 + 0.5) / 1000000;
}

function error(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode('{"error":"' + text + '"}'));
}
