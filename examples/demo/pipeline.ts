import type { NormalisedBundle } from "@vial/pdk-types/messages/fhir-gateway/result";
import { ages, vitalSigns, type Bundle } from "./bundle.ts";
import type { Step } from "./step.ts";

const adult = 16;
/** Newer than every message. */
const today = "2026-06-01";

/** HL7 v2 message → FHIR Bundle → partner lookup → LGPD mask → NEWS2. */
export const pipeline: readonly Step[] = [
  {
    title: "HL7 v2 to JSON",
    plugin: "hl7-to-json",
    export: "process",
    next: (result, item) => [{ ...item, input: result.bytes() }],
  },
  {
    title: "JSON to FHIR R4",
    plugin: "fhir-gateway",
    export: "from_hl7",
    next: (result, item) => [{ ...item, input: result.bytes() }],
  },
  {
    title: "partner lookup",
    plugin: "fhir-gateway",
    export: "process",
    next(result, item) {
      const { bundle } = result.json<{ bundle: NormalisedBundle }>();
      const input = { mode: "mask", document: bundle };
      return [{ ...item, input, ages: ages(bundle as Bundle, today) }];
    },
  },
  {
    title: "LGPD mask",
    plugin: "lgpd-analyzer",
    export: "process",
    next(result, item) {
      const { document } = result.json<{ document: Bundle }>();
      const scored = [...vitalSigns(document)].filter(
        ([patient]) => (item.ages?.get(patient) ?? adult) >= adult,
      );
      return scored.map(([, reading], index) => {
        const id = `${item.name}-${index + 1}`;
        return { name: id, input: { observations: [{ id, ...reading }] } };
      });
    },
  },
  {
    title: "NEWS2 score",
    plugin: "triage-rules",
    export: "process",
    next: (result, item) => [{ ...item, input: result.bytes() }],
  },
];
