import { ce, ei, xcn } from "./datatypes.ts";
import type { Draft, Kind } from "./family.ts";
import { segment } from "./hl7.ts";
import { plain, progressNote, stayNotes } from "./notes.ts";
import { obx } from "./observation.ts";
import { evn, pid, pv1 } from "./segments.ts";
import { timestamp } from "./time.ts";
import type { Visit } from "./visit.ts";

/** TXA-2 (table 0270) and LOINC code of what a note is. */
const progress = { type: "PN", id: ce("11506-3", "Evolução médica", "LN") };
const summary = { type: "DS", id: ce("18842-5", "Sumário de alta", "LN") };

function notification(
  visit: Visit,
  kind: typeof progress,
  presentation: "FT" | "TX",
  lines: string[],
): Draft {
  const { random, at, patient, number, attending } = visit;
  const txa = segment("TXA", {
    1: "1",
    2: kind.type,
    3: presentation,
    4: timestamp(at),
    6: timestamp(at),
    9: xcn(attending),
    12: ei(`D${random.digits(9)}`, "PEP"),
    17: "AU",
    18: "R",
    19: "AV",
  });
  const type = presentation;
  // Formatted text is one value with its own line breaks; plain text is a segment for each line.
  const values = type === "FT" ? [lines.join("\n")] : plain(lines).filter((line) => line !== "");
  const content = obx(
    values.map((value) => ({ type, id: kind.id, value })),
    at,
  );
  return {
    sender: "PEP",
    type: ["MDM", "T02", "MDM_T02"],
    at,
    segments: [evn("T02", visit), pid(patient, number), pv1(visit), txa, ...content],
  };
}

/** A third are summaries, each a stay longer than the one before: from one page to about 30 kB. */
function documentNotification(visit: Visit, index: number): Draft {
  const presentation = index % 4 === 3 ? "TX" : "FT";
  if (index % 3 < 2) return notification(visit, progress, presentation, progressNote(visit, visit.at));
  return notification(visit, summary, presentation, stayNotes(visit, 2 + Math.floor(index / 3) * 4));
}

export const mdmKinds: readonly Kind[] = [
  { name: "mdm-t02", family: "mdm", count: 36, patientClass: "I", draft: documentNotification },
];
