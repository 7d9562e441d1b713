import { readMessages } from "@vial-examples/data";

/** What the registry has on file of a synthetic patient. */
export interface Patient {
  readonly cpf: string;
  readonly cns: string;
  /** FHIR date. */
  readonly birthDate: string;
  readonly gender: "female" | "male";
  readonly family: string;
  readonly given: string;
}

/** What a payer has on file of an insured person. */
export interface Coverage {
  readonly number: string;
  /** FHIR dates; the end is open for who has none. */
  readonly start: string;
  readonly end?: string;
}

/** What the partners know: the patients, coverages and codes of the synthetic messages. */
export interface Records {
  /** By CPF and by CNS. */
  readonly patients: ReadonlyMap<string, Patient>;
  /** By number. */
  readonly coverages: ReadonlyMap<string, Coverage>;
  /** Names of codes, by code. */
  readonly displays: ReadonlyMap<string, string>;
}

type Segment = readonly (readonly string[])[];

/** The first repetition of each field of the segments of a message, as components. The data escapes nothing in what is read. */
function readSegments(bytes: Uint8Array): Segment[] {
  const latin1 = Buffer.from(bytes).toString("latin1");
  const text = latin1.includes("8859/1") ? latin1 : Buffer.from(bytes).toString("utf8");
  const header = text.indexOf("MSH");
  const [field = "|", component = "^"] = text.slice(header + 3);
  return text
    .slice(header)
    .split(/[\r\n]+/)
    .map((line) => line.split(field).map((each) => each.split(component)));
}

/** CPF and CNS are in the segment ZBR, and PID has the rest. */
function readPatient(segments: readonly Segment[]): Patient | undefined {
  const pid = segments.find(([id]) => id?.[0] === "PID");
  const zbr = segments.find(([id]) => id?.[0] === "ZBR");
  const [cpf, cns] = [zbr?.[1]?.[0], zbr?.[2]?.[0]];
  const birth = pid?.[7]?.[0];
  if (!pid || !cpf || !cns || !birth) return undefined;
  return {
    cpf,
    cns,
    birthDate: toDate(birth),
    gender: pid[8]?.[0] === "F" ? "female" : "male",
    family: pid[5]?.[0]?.split("&")[0] ?? "",
    given: pid[5]?.[1] ?? "",
  };
}

function toDate(stamp: string): string {
  return `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}`;
}

function readCoverage(in1: Segment): Coverage | undefined {
  const [number, start, end] = [in1[36]?.[0], in1[12]?.[0], in1[13]?.[0]];
  if (!number || !start) return undefined;
  return { number, start: toDate(start), ...(end && { end: toDate(end) }) };
}

/** Reads all messages once; the same every time. */
export function readRecords(): Records {
  const patients = new Map<string, Patient>();
  const coverages = new Map<string, Coverage>();
  const displays = new Map<string, string>();
  for (const { family, bytes } of readMessages()) {
    if (family === "batch") continue;
    const segments = readSegments(bytes);
    const patient = readPatient(segments);
    if (patient) patients.set(patient.cpf, patient).set(patient.cns, patient);
    for (const segment of segments) {
      const coverage = segment[0]?.[0] === "IN1" ? readCoverage(segment) : undefined;
      if (coverage) coverages.set(coverage.number, coverage);
      const [code, display, system] = segment[3] ?? [];
      if (code && display && (system === "LN" || system === "I10")) displays.set(code, display);
    }
  }
  return { patients, coverages, displays };
}
