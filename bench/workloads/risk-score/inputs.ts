const encoder = new TextEncoder();
/** No batch has a larger cohort. */
const LARGEST_COHORT = 128;
/** The cohort takes at most this part of a batch, but for the three members without which there is no batch. */
const COHORT_SHARE = 0.25;
const SMALLEST_COHORT = 3;

/**
 * A batch of patients and a cohort, synthetic and the same for a size every time.
 *
 * @param sizeBytes the most it may have; it has as many whole patients as fit
 */
export function input(sizeBytes: number): Uint8Array {
  const below = numbers(7);
  let size = '{"cohort":[],"patients":[]}'.length;
  const cohort: string[] = [];
  const patients: string[] = [];
  while (cohort.length < LARGEST_COHORT) {
    const text = JSON.stringify({ measurements: measurements(below), outcome: below(4) === 0 });
    if (cohort.length >= SMALLEST_COHORT && size + text.length > sizeBytes * COHORT_SHARE) break;
    size += text.length + (cohort.length > 0 ? 1 : 0);
    cohort.push(text);
  }
  for (;;) {
    const text = JSON.stringify(patient(below, patients.length + 1));
    const more = text.length + (patients.length > 0 ? 1 : 0);
    if (size + more > sizeBytes) break;
    size += more;
    patients.push(text);
  }
  return encoder.encode(`{"cohort":[${cohort.join(",")}],"patients":[${patients.join(",")}]}`);
}

function patient(below: (bound: number) => number, number: number): object {
  return {
    id: `pat-${String(number).padStart(6, "0")}`,
    sex: below(2) === 0 ? "female" : "male",
    smoker: below(5) === 0,
    diabetic: below(8) === 0,
    measurements: measurements(below),
  };
}

function measurements(below: (bound: number) => number): object {
  return {
    age: 18 + below(75),
    systolic: 95 + below(95),
    heartRate: 48 + below(70),
    bmi: tenths(170 + below(260)),
    cholesterol: tenths(30 + below(55)),
    hdl: (70 + below(160)) / 100,
    creatinine: 45 + below(150),
    hba1c: tenths(45 + below(70)),
  };
}

function tenths(count: number): number {
  return count / 10;
}

/** Whole numbers below a bound that look random: Marsaglia's xorshift with 32 bits ("Xorshift RNGs", 2003). */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}
