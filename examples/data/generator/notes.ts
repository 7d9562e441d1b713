import { drugs, reasons } from "./clinic.ts";
import { highlight } from "./hl7.ts";
import { fullName } from "./people.ts";
import { hour, readable } from "./time.ts";
import type { Visit } from "./visit.ts";

const complaints = [
  "Refere melhora da dor, nega febre, náuseas ou vômitos.",
  "Refere dispneia em repouso (mMRC 3) e ortopneia desde ontem.",
  "Passou bem a noite; dieta aceita > 75 %, diurese presente & evacuações ausentes há 2 dias.",
  "Acompanhante (mãe) relata agitação e fala “desconexa” durante a madrugada.",
  "Sem queixas no momento. Deambula com auxílio.",
];

const examinations = [
  "BEG, corado, hidratado, acianótico, anictérico, afebril.",
  "AR: MV+ bilateralmente, com estertores crepitantes em base D; sem sibilos.",
  "ACV: RCR em 2T, BNF, sem sopros | pulsos cheios e simétricos.",
  "ABD: plano, flácido, RHA+, indolor à palpação superficial e profunda.",
  "MMII: sem edema, panturrilhas livres, TEC < 3 s.",
  "Neuro: Glasgow 15, pupilas isocóricas e fotorreagentes, sem déficit focal.",
  "FO limpa e seca, sem sinais flogísticos; dreno ~50 mL/24 h, seroso.",
];

const plans = [
  "Manter antibioticoterapia (D3/7) e reavaliar com culturas.",
  "Solicito hemograma, PCR, função renal e eletrólitos para amanhã às 6h.",
  "Progredir dieta; estimular deambulação; profilaxia de TEV mantida.",
  "Desmame de O2 conforme tolerância, alvo SpO2 92–96 %.",
  "Discutido com a família; ciente do quadro ^ da conduta.",
  "Arquivos de imagem em \\\\pacs\\exames (somente leitura).",
  "Avaliação da fisioterapia e do serviço social.",
];

/** One day's progress note, in lines; headings are between highlight marks. */
export function progressNote({ random, attending }: Visit, at: number): string[] {
  const vitals = `FC ${random.int(58, 124)} | FR ${random.int(12, 28)} | PA ${random.int(95, 178)}x${random.int(50, 105)} | SpO2 ${random.int(88, 99)} % | T ${random.decimal(35.4, 39.3, 1).replace(".", ",")} °C`;
  const [, drug, , , , how] = random.pick(drugs);
  return [
    `${highlight.on}EVOLUÇÃO MÉDICA${highlight.off} – ${readable(at)}`,
    `S: ${random.sample(complaints, random.int(1, 2)).join(" ")}`,
    `O: ${vitals}`,
    ...random.sample(examinations, random.int(2, 5)),
    `P: ${random.sample(plans, random.int(1, 3)).join(" ")}`,
    `Prescrito: ${drug}\t${how}`,
    `${fullName(attending.name)} – ${attending.council} ${attending.registration}`,
  ];
}

/** A discharge summary: the heading and a progress note for every 12 hours of the stay. */
export function stayNotes(visit: Visit, halfDays: number): string[] {
  const { random, patient, number, at } = visit;
  const first = at - halfDays * 12 * hour;
  return [
    `${highlight.on}SUMÁRIO DE ALTA${highlight.off}`,
    `Paciente: ${fullName(patient.name)}\tProntuário: ${patient.record}\tAtendimento: ${number}`,
    `Motivo da internação: ${random.pick(reasons)}`,
    "",
    ...Array.from({ length: halfDays }, (_, index) => [
      ...progressNote(visit, first + index * 12 * hour),
      "",
    ]).flat(),
    "Orientado retorno em 15 dias, ou antes se sinais de alarme.",
  ];
}

/** The same lines for media that have neither highlighting nor tabulators. */
export function plain(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line.replaceAll(highlight.on, "").replaceAll(highlight.off, "").replaceAll("\t", "    "),
  );
}
