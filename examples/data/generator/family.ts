import type { Segment } from "./hl7.ts";
import type { Visit } from "./visit.ts";

/** A message before its header: what it says, not how it travels. */
export interface Draft {
  /** MSH-3: ADM admissions, LIS laboratory, ENF nursing, PEP medical record, AGENDA appointments. */
  readonly sender: string;
  /** MSH-9: message code, trigger event, message structure. */
  readonly type: readonly [code: string, trigger: string, structure: string];
  /** When it is sent (MSH-7). */
  readonly at: number;
  /** The segments after MSH. */
  readonly segments: readonly Segment[];
}

/** One kind of message: `adt-a01`, `oru-lab`. Its name begins the file names, its family is the folder. */
export interface Kind {
  readonly name: string;
  readonly family: "adt" | "oru" | "orm" | "mdm" | "siu";
  readonly count: number;
  /** PV1-2 where the event demands one. */
  readonly patientClass?: Visit["kind"];
  /** `index` counts from 0 within the kind. */
  draft(visit: Visit, index: number): Draft;
}
