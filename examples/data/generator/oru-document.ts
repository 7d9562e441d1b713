import { ce } from "./datatypes.ts";
import type { Draft, Kind } from "./family.ts";
import { narrowToLatin1 } from "./latin1.ts";
import { plain, stayNotes } from "./notes.ts";
import { obx, orderOfResults } from "./observation.ts";
import { pdf } from "./pdf.ts";
import { pid, pv1 } from "./segments.ts";
import type { Visit } from "./visit.ts";

/** Lengths of the notes in the documents, in half days of stay: most are a page or two, a few are long. */
const lengths = [2, 3, 2, 5, 3, 8, 2, 4, 30, 3, 2, 6, 60, 4, 2, 100];

/** A PDF in OBX-5 as encapsulated data (ED) in base64, with a line of text to announce it. */
function documentReport(visit: Visit, index: number): Draft {
  const { patient, number, at } = visit;
  const lines = plain(stayNotes(visit, lengths[index % lengths.length] ?? 1)).map(narrowToLatin1);
  const content = Buffer.from(pdf(lines)).toString("base64");
  const service = ce("18842-5", "Sumário de alta", "LN", "SUMALTA");
  const order = orderOfResults(visit, { service, section: "OTH", filler: "PEP" });
  const observations = obx(
    [
      { type: "ST", id: service, value: `Documento em anexo: sumario-${number}.pdf` },
      { type: "ED", id: service, value: [undefined, "AP", "PDF", "Base64", content] },
    ],
    at,
  );
  return {
    sender: "PEP",
    type: ["ORU", "R01", "ORU_R01"],
    at,
    segments: [pid(patient, number), pv1(visit), ...order, ...observations],
  };
}

export const documentKinds: readonly Kind[] = [
  { name: "oru-document", family: "oru", count: 16, patientClass: "I", draft: documentReport },
];
