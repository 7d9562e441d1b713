import type { Case, Template } from "../case.ts";
import { mark, markNumber } from "../markup.ts";
import { ageOf, fullName, isoDateOf, xpn } from "../people.ts";
import { birthDate, cpf, day, email, phone } from "../values.ts";
import { code, condition, reference, remark, step } from "./clinic.ts";

function dictation({ random, patient, relative }: Case): string {
  const text = `vou ditar o relatório do paciente ${mark("name", fullName(patient))} cpf ${mark("cpf", patient.cpf)} ele tem ${ageOf(patient)} anos nasceu em ${birthDate(random, patient)} veio trazido pela esposa ${mark("name", fullName(relative))} com história de ${condition(random)} há ${random.int(2, 20)} anos e também ${condition(random)} ${remark(random)} o telefone de recado é ${phone(random)} ${step(random)} fim do ditado`;
  return text.replaceAll(/[.,;]( |$)/g, "$1");
}

function complaint({ random, patient, doctor, relative }: Case): string {
  return `-----Mensagem original-----
From: ${mark("name", fullName(patient))} <${email(random, patient)}>
To: ${mark("email", "ouvidoria@hospital.example.org")}
Subject: reclamação - ${reference(random)}

Prezados, venho registrar queixa sobre o atendimento do meu pai, ${mark("name", fullName(relative))} (CPF: ${cpf(random, relative.cpf)}), internado desde ${day(random, 2026)} no quarto ${random.int(101, 899)}. Ele tem ${condition(random)} e ficou 6 horas sem medicação.
Quem nos atendeu foi o doutor ${mark("name", fullName(doctor))}. Já liguei três vezes e ninguém retornou no ${phone(random)}.
Aguardo,
${mark("name", `${patient.given} ${patient.surnames.at(-1) ?? ""}`)}`;
}

function chat({ random, patient, doctor }: Case): string {
  const given = patient.given.split(" ")[0] ?? "";
  return `${mark("name", given)} (09:02): oi doutora, boa tarde
Dra. ${mark("name", fullName(doctor))} (09:03): Boa tarde! Em que posso ajudar?
${mark("name", given)} (09:05): tenho ${condition(random)} e comecei a tomar losartana ontem, tô com tontura
${mark("name", given)} (09:06): meu exame foi dia ${day(random, 2026)}, ${reference(random)}
Dra. ${mark("name", fullName(doctor))} (09:07): Qual o seu nome completo e nascimento?
${mark("name", given)} (09:08): ${mark("name", fullName(patient))} ${birthDate(random, patient)}
${mark("name", given)} (09:09): meu zap ${phone(random)} ou ${email(random, patient)}
Dra. ${mark("name", fullName(doctor))} (09:12): ${step(random)}`;
}

function observation({ random, patient, doctor }: Case): string {
  const at = `2026021${random.int(0, 9)}0${random.int(1, 9)}30`;
  return [
    `MSH|^~\\&|LIS|LAB|PEP|HOSP|${at}||ORU^R01^ORU_R01|${random.digits(10)}|P|2.5`,
    `PID|||${mark("medical-record", random.digits(7))}^^^LAB^PI||${mark("name", xpn(patient))}||${mark("birth-date", isoDateOf(patient, ""))}|${patient.sex}|||||${mark("phone", random.fill("(21)9####-####"))}||||||${random.digits(8)}|${mark("cpf", patient.cpf)}`,
    `OBR|1|${random.digits(9)}|${random.digits(11)}|58410-2^HEMOGRAMA^LN|||${at}|||||||||${random.digits(5)}^${mark("name", xpn(doctor))}`,
    `OBX|1|NM|718-7^HEMOGLOBINA^LN||1${random.int(0, 5)}.${random.digits(1)}|g/dL|12-16|N|||F`,
    `OBX|2|NM|777-3^PLAQUETAS^LN||${random.int(120, 400)}000|/mm3|150000-450000|N|||F`,
    `NTE|1|L|Paciente com ${condition(random)}. Coleta em ${day(random, 2026)}.`,
  ].join("\r");
}

function fhirBundle({ random, patient, doctor, relative }: Case): unknown {
  return {
    resourceType: "Bundle",
    type: "collection",
    entry: [
      {
        resource: {
          resourceType: "Patient",
          id: random.pt.string.uuid(),
          identifier: [
            { system: "https://saude.gov.br/fhir/sid/cpf", value: mark("cpf", patient.cpf) },
            { system: "https://saude.gov.br/fhir/sid/cns", value: mark("cns", patient.cns) },
          ],
          name: [{ use: "official", text: mark("name", fullName(patient)) }],
          telecom: [
            { system: "phone", value: phone(random) },
            { system: "email", value: email(random, patient) },
          ],
          gender: patient.sex === "F" ? "female" : "male",
          birthDate: mark("birth-date", isoDateOf(patient, "-")),
          contact: [{ name: { text: mark("name", fullName(relative)) } }],
        },
      },
      {
        resource: {
          resourceType: "Condition",
          code: { coding: [{ code: code(random) }], text: condition(random) },
          recordedDate: "2026-02-11",
          asserter: { display: mark("name", fullName(doctor)) },
          note: [{ text: remark(random) }],
        },
      },
    ],
  };
}

function flatRow({ random, patient, mother }: Case): unknown {
  return {
    id: random.int(100_000, 9_999_999),
    paciente_nome: mark("name", fullName(patient).toUpperCase()),
    nome_mae: mark("name", fullName(mother).toUpperCase()),
    dt_nasc: mark("birth-date", isoDateOf(patient, "-")),
    num_cpf: random.chance(0.6) ? markNumber("cpf", String(Number(patient.cpf))) : cpf(random, patient.cpf),
    num_cns: random.chance(0.5) ? markNumber("cns", patient.cns) : mark("cns", patient.cns),
    tel_celular: phone(random),
    carteirinha_convenio: mark("health-plan", random.digits(17)),
    religiao: mark("religion", random.pick(["CATOLICA", "EVANGELICA", "ESPIRITA"])),
    dt_atendimento: "2026-01-2" + random.int(0, 8),
    cod_procedimento: random.digits(10),
    valor_total: random.int(50, 9000) + 0.5,
    medicamentos: ["LOSARTANA 50MG", "SELOZOK", "DORFLEX"],
    unidade: random.pick(["UBS SANTA RITA", "HOSPITAL SAO JOSE"]),
    observacao: `${remark(random)} Portador de ${condition(random)}. ${step(random)}`,
  };
}

export const systemTemplates: readonly Template[] = [
  {
    name: "dictation",
    count: 60,
    noisy: false,
    write: (subject) => ({ text: dictation(subject).toLowerCase() }),
  },
  { name: "complaint", count: 60, noisy: false, write: (subject) => ({ text: complaint(subject) }) },
  { name: "chat", count: 50, noisy: false, write: (subject) => ({ text: chat(subject) }) },
  { name: "oru", count: 60, noisy: false, write: (subject) => ({ text: observation(subject) }) },
  { name: "fhir", count: 50, noisy: false, write: (subject) => ({ document: fhirBundle(subject) }) },
  { name: "flat-row", count: 50, noisy: false, write: (subject) => ({ document: flatRow(subject) }) },
];
