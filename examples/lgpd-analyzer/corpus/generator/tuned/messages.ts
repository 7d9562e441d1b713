import type { Case, Template } from "../case.ts";
import { mistyped } from "../identifiers.ts";
import { mark } from "../markup.ts";
import { fullName, isoDateOf, xpn } from "../people.ts";
import { birthDate, cns, cpf, day, email, phone, planCard } from "../values.ts";
import { code, condition, finding, order, plan } from "./clinic.ts";

function patientMail({ random, patient, relative }: Case): string {
  const mother = random.chance(0.5);
  return `De: ${email(random, patient)}
Para: ${mark("email", "agendamento@clinica.example.com")}
Assunto: ${random.pick(["remarcar consulta", "2ª via do exame", "dúvida sobre guia"])}

Boa tarde,
Meu nome é ${mark("name", fullName(patient))}, CPF ${cpf(random, patient.cpf)}. Gostaria de remarcar a consulta do dia ${day(random, 2026)}${mother ? ` da minha mãe, ${mark("name", fullName(relative))}, que nasceu em ${birthDate(random, relative)}` : ""}.
O protocolo é ${random.digits(10)} e a ${order(random)}.
${random.chance(0.5) ? `Ela tem ${condition(random)} e precisa de urgência.` : `O número do meu plano é ${planCard(random)}.`}
Podem me ligar no ${phone(random)} ou WhatsApp ${phone(random)}.
Obrigad${patient.sex === "F" ? "a" : "o"},
${mark("name", fullName(patient))}`;
}

function textMessages({ random, patient, nurse }: Case): string {
  const first = patient.given.split(" ")[0] ?? "";
  return `[08:1${random.int(0, 9)}] Recepção: Bom dia! Falo com o(a) Sr(a). ${mark("name", fullName(patient))}?
[08:2${random.int(0, 9)}] ${random.pick(["sim sou eu", "Isso", "é a esposa dele"])}
[08:2${random.int(0, 9)}] Recepção: confirma seu cpf e data de nascimento por favor
[08:3${random.int(0, 9)}] ${cpf(random, patient.cpf)} nasc ${birthDate(random, patient)}
[08:3${random.int(0, 9)}] Recepção: obrigada ${mark("name", first)}. exame marcado p/ ${day(random, 2026)} às 7h, ${order(random)}
[08:4${random.int(0, 9)}] preciso levar o pedido da dra ${mark("name", fullName(nurse))}?
[08:4${random.int(0, 9)}] Recepção: sim. qualquer coisa ligue 0800 ${random.digits(3)} ${random.digits(4)}`;
}

function admissionMessage({ random, patient, mother, doctor }: Case): string {
  const at = `202601${String(random.int(10, 28))}0${random.int(1, 9)}15`;
  const [area, local] = ["11", random.fill("9####-####")];
  return [
    `MSH|^~\\&|ADM|HSC|PEP|HSC|${at}||ADT^A01^ADT_A01|MSG${random.digits(8)}|T|2.5.1`,
    `EVN|A01|${at}`,
    `PID|1||${mark("medical-record", random.digits(6))}^^^HSC^MR~${mark("cpf", patient.cpf)}^^^RFB^TAX~${mark("cns", patient.cns)}^^^SUS^HC||${mark("name", xpn(patient))}||${mark("birth-date", isoDateOf(patient, ""))}|${patient.sex}|||${mark("address", `RUA SETE DE SETEMBRO, ${random.int(10, 999)}`)}^^SAO PAULO^SP^${mark("cep", random.fill("0####-###"))}^BRA||${mark("phone", `(${area})${local}`)}^PRN^CP`,
    `NK1|1|${mark("name", xpn(mother))}|MTH^MAE`,
    `PV1|1|I|CLM^204^B^HSC||||${random.digits(5)}^${mark("name", xpn(doctor))}^^^^DR`,
    `DG1|1||${code(random)}^${condition(random)}^I10C||${at.slice(0, 8)}|A`,
  ].join("\r");
}

function jsonRecord({ random, patient, mother, doctor }: Case): unknown {
  return {
    atendimento: {
      numero: random.digits(11),
      data: `2026-0${random.int(1, 3)}-1${random.int(0, 9)}T0${random.int(7, 9)}:30:00-03:00`,
    },
    paciente: {
      nome: mark("name", fullName(patient)),
      nomeMae: mark("name", fullName(mother)),
      dataNascimento: mark("birth-date", isoDateOf(patient, "-")),
      sexo: patient.sex,
      cpf: cpf(random, patient.cpf),
      ...(random.chance(0.5) && { cns: cns(random, patient.cns) }),
      racaCor: mark("ethnicity", random.pick(["PARDA", "BRANCA", "PRETA"])),
      contatos: [
        { tipo: "celular", valor: phone(random) },
        { tipo: "email", valor: email(random, patient) },
      ],
      endereco: {
        logradouro: mark("address", `Rua ${random.pick(["das Flores", "do Comércio", "Treze de Maio"])}`),
        numero: String(random.int(1, 2000)),
        cidade: random.pick(["Campinas", "Santa Cruz do Sul", "João Pessoa"]),
        uf: "SP",
        cep: mark("cep", random.fill("#####-###")),
      },
    },
    medico: { nome: mark("name", fullName(doctor)), crm: random.digits(6), uf: "SP" },
    diagnosticos: [{ cid: code(random), descricao: condition(random), principal: true }],
    evolucao: `${finding(random)} ${plan(random)}`,
    sinaisVitais: { pa: "130x80", fc: 78, temperatura: 36.7, peso: 71.25 },
    guia: mistyped(random, patient.cpf),
  };
}

export const messageTemplates: readonly Template[] = [
  { name: "patient-mail", count: 100, noisy: false, write: (subject) => ({ text: patientMail(subject) }) },
  { name: "text-messages", count: 60, noisy: false, write: (subject) => ({ text: textMessages(subject) }) },
  { name: "adt", count: 90, noisy: false, write: (subject) => ({ text: admissionMessage(subject) }) },
  { name: "json-record", count: 100, noisy: false, write: (subject) => ({ document: jsonRecord(subject) }) },
];
