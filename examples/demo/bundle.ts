import type { ObservationSet } from "@vial/pdk-types/messages/triage-rules/input";

interface Coded {
  readonly coding?: readonly { readonly system?: string; readonly code?: string }[];
}

/** As much of a FHIR resource as the host reads. */
interface Resource {
  readonly resourceType?: string;
  readonly birthDate?: string;
  readonly subject?: { readonly reference?: string };
  readonly effectiveDateTime?: string;
  readonly code?: Coded;
  readonly valueQuantity?: { readonly value?: number };
  readonly valueCodeableConcept?: Coded;
}

export interface Bundle {
  readonly entry?: readonly { readonly fullUrl?: string; readonly resource?: Resource }[];
}

const loinc = "http://loinc.org";

/** LOINC codes of what NEWS2 scores. */
const quantities = {
  "9279-1": "respirationRate",
  "59408-5": "spo2",
  "8480-6": "systolicBloodPressure",
  "8867-4": "pulse",
  "8310-5": "temperature",
} as const;
const oxygenFlow = "3151-8";
const consciousness = "80288-4";

type Reading = Omit<ObservationSet, "id">;

/** The vital signs in a Bundle by the reference of the patient they are of; patients without any are left out. */
export function vitalSigns({ entry = [] }: Bundle): Map<string, Reading> {
  const found = new Map<string, Reading>();
  for (const { resource } of entry) {
    if (resource?.resourceType !== "Observation") continue;
    const subject = resource.subject?.reference ?? "";
    const reading = readingOf(resource);
    if (reading !== undefined) found.set(subject, { ...found.get(subject), ...reading });
  }
  return found;
}

function readingOf({ code, valueQuantity, valueCodeableConcept }: Resource): Reading | undefined {
  const id = code?.coding?.find(({ system }) => system === loinc)?.code ?? "";
  const value = valueQuantity?.value;
  if (id === consciousness) {
    const level = valueCodeableConcept?.coding?.[0]?.code as "A" | "C" | "V" | "P" | "U" | undefined;
    return level && { consciousness: level };
  }
  if (value === undefined) return undefined;
  if (id === oxygenFlow) return { airOrOxygen: value === 0 ? "air" : "oxygen" };
  if (!Object.hasOwn(quantities, id)) return undefined;
  return { [quantities[id as keyof typeof quantities]]: value };
}

/** Ages in whole years at a day (`YYYY-MM-DD`), by the reference of the patient; where a date of birth is known. */
export function ages({ entry = [] }: Bundle, day: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const { fullUrl = "", resource } of entry) {
    const born = /^(\d{4})-(\d\d-\d\d)/.exec(resource?.birthDate ?? "");
    if (resource?.resourceType !== "Patient" || born === null) continue;
    const before = day.slice(5) < born[2]! ? 1 : 0;
    found.set(fullUrl, Number(day.slice(0, 4)) - Number(born[1]) - before);
  }
  return found;
}
