import type { Case, Template } from "../case.ts";
import { mark } from "../markup.ts";
import { ageOf, fullName } from "../people.ts";
import {
  address,
  birthDate,
  cep,
  cnpj,
  cns,
  cpf,
  day,
  email,
  phone,
  planCard,
  record,
  rg,
} from "../values.ts";
import { code, condition, council, reference, remark, step } from "./clinic.ts";

function certificate({ random, patient, doctor }: Case): string {
  const she = patient.sex === "F";
  return `ATESTADO MÉDICO

Atesto para os devidos fins que ${she ? "a Sra." : "o Sr."} ${mark("name", fullName(patient))}, ${random.chance(0.5) ? `portador${she ? "a" : ""} do RG ${rg(random)}` : `inscrit${she ? "a" : "o"} no CPF sob o nº ${cpf(random, patient.cpf)}`}, foi atendid${she ? "a" : "o"} nesta unidade em ${day(random, 2026)} e necessita de ${random.int(2, 15)} dias de afastamento de suas atividades, a contar desta data.
${random.chance(0.6) ? `CID ${code(random)} (divulgação autorizada).` : `Motivo: ${condition(random)}.`}

${random.pick(["Londrina", "São Carlos", "Caruaru"])}, ${random.int(1, 28)} de ${random.pick(["janeiro", "fevereiro"])} de 2026.

${mark("name", fullName(doctor))}
Médic${doctor.sex === "F" ? "a" : "o"} - ${council(random)}`;
}

function surgery({ random, patient, doctor, nurse, relative }: Case): string {
  return `DESCRIÇÃO CIRÚRGICA        Reg.: ${record(random)}
Identificação: ${mark("name", fullName(patient))}        Nasc.: ${birthDate(random, patient)}
Data do ato: ${day(random, 2026)}   Início 08:10   Término 10:45
Cirurgião: ${mark("name", fullName(doctor))}   1º Aux.: ${mark("name", fullName(relative))}   Instrumentadora: ${mark("name", fullName(nurse))}
Diagnóstico pré-operatório: ${condition(random)} (${code(random)})
Incisão de Pfannenstiel, abertura por planos, inventário da cavidade. Pinça de Kelly e fio Vicryl 2-0.
${remark(random)} Material: ${reference(random)}.
Sangramento estimado 200 ml. Contagem de compressas correta. ${step(random)}`;
}

function insuranceLetter({ random, patient, doctor }: Case): string {
  const she = patient.sex === "F";
  return `À ${random.pick(["Hapvida", "Porto Seguro Saúde", "Cassi", "Geap"])} - Registro ANS ${mark("health-plan", random.fill(random.pick(["######", "##.###-#"])))}
Ref.: ${reference(random)}
Segurad${she ? "a" : "o"}: ${mark("name", fullName(patient))}
Matrícula do beneficiário: ${planCard(random)}
CPF do titular: ${cpf(random, patient.cpf)}

Solicito reconsideração da negativa. Trata-se de ${she ? "paciente" : "paciente"} de ${ageOf(patient)} anos com diagnóstico de ${condition(random)} e ${condition(random)}, refratári${she ? "a" : "o"} ao tratamento convencional. ${remark(random)} Em ${day(random)} iniciou terapia sem resposta. ${step(random)}
O fornecedor (CNPJ ${cnpj(random)}) orçou o material em R$ ${random.int(2, 90)}.${random.digits(3)},00.
Coloco-me à disposição: ${phone(random)}, ${email(random, doctor)}.

${doctor.sex === "F" ? "Profª. Drª." : "Prof. Dr."} ${mark("name", fullName(doctor))}
${council(random)}`;
}

function socialReport({ random, patient, mother, relative }: Case): string {
  const she = patient.sex === "F";
  const faith = random.pick([
    "adventista",
    "candomblecista",
    "evangélico",
    "católico praticante",
    "judaica",
    "espírita",
  ]);
  const people = random.pick(["negra", "parda", "Guarani", "quilombola", "Xavante"]);
  return `RELATÓRIO SOCIAL

${mark("name", fullName(patient))}, filh${she ? "a" : "o"} de ${mark("name", fullName(mother))}, nascid${she ? "a" : "o"} aos ${birthDate(random, patient)}, reside com ${random.pick(["o companheiro", "a companheira", "a avó"])} ${mark("name", fullName(relative))} na ${address(random)}, CEP ${cep(random)}.
A família é de origem ${mark("ethnicity", people)} e frequenta semanalmente o culto; ${she ? "a usuária" : "o usuário"} se diz ${mark("religion", faith)}. ${random.chance(0.5) ? `Foi ${mark("union", random.pick(["dirigente sindical", "sindicalizado", "delegado sindical"]))} na metalúrgica onde trabalhou até ${random.int(2005, 2020)}.` : "Está desempregado desde a pandemia."}
${random.chance(0.5) ? `Relata ${mark("sexual-life", random.pick(["relações homoafetivas", "ser travesti", "ser profissional do sexo", "relações sexuais sem preservativo"]))}, com sofrimento no ambiente escolar.` : ""}
Em tratamento de ${condition(random)} no ambulatório. ${step(random)}
Benefício nº ${random.digits(10)}. Contato da família: ${phone(random)}. NIS em ${reference(random)}.`;
}

function reception({ random, patient, mother }: Case): string {
  const items = [
    `PRONT.: ${record(random)}`,
    `PCTE.: ${mark("name", fullName(patient))}`,
    `D.N.: ${birthDate(random, patient)}`,
    `GENITORA: ${mark("name", fullName(mother))}`,
    `IDENTIDADE: ${rg(random)}`,
    `C.P.F.: ${cpf(random, patient.cpf)}`,
    `C.N.S.: ${cns(random, patient.cns)}`,
    `LOGRADOURO: ${address(random)}`,
    `CEP ${cep(random)}`,
    `CEL.: ${phone(random)}`,
    `CONV.: ${random.pick(["IPASGO", "CASSI", "SUS"])} MATR. ${planCard(random)}`,
    `ADM.: ${day(random, 2026)}`,
    `CID ${code(random)}`,
  ];
  return items
    .filter((_, index) => index === 1 || random.chance(0.75))
    .join(random.pick(["\n", "  ", " ; "]));
}

export const paperTemplates: readonly Template[] = [
  { name: "certificate", count: 90, noisy: true, write: (subject) => ({ text: certificate(subject) }) },
  { name: "surgery", count: 80, noisy: true, write: (subject) => ({ text: surgery(subject) }) },
  {
    name: "insurance-letter",
    count: 90,
    noisy: true,
    write: (subject) => ({ text: insuranceLetter(subject) }),
  },
  { name: "social-report", count: 80, noisy: true, write: (subject) => ({ text: socialReport(subject) }) },
  { name: "reception", count: 80, noisy: true, write: (subject) => ({ text: reception(subject) }) },
];
