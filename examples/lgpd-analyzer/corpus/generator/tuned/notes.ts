import type { Case, Template } from "../case.ts";
import { mark } from "../markup.ts";
import { ageOf, fullName } from "../people.ts";
import {
  address,
  birthDate,
  cns,
  cpf,
  day,
  email,
  phone,
  planCard,
  record,
  rg,
  scannedCpf,
} from "../values.ts";
import { code, condition, finding, order, plan, registration } from "./clinic.ts";

function signature({ random, doctor }: Case): string {
  const title = doctor.sex === "F" ? "Dra." : "Dr.";
  return `${title} ${mark("name", fullName(doctor))}\n${registration(random)}`;
}

function evolution(subject: Case): string {
  const { random, patient, relative } = subject;
  const who = mark("name", fullName(patient));
  const lines = [
    `EVOLUÇÃO MÉDICA - ${day(random, 2026)} ${random.int(6, 22)}:${random.int(10, 59)}`,
    `Paciente: ${who}   Prontuário: ${record(random)}   Leito: ${random.int(100, 420)}${random.pick(["A", "B"])}`,
    `DN: ${birthDate(random, patient)} (${ageOf(patient)} anos)`,
    `HD: ${condition(random)} + ${condition(random)}${random.chance(0.5) ? ` (CID ${code(random)})` : ""}`,
    `S: ${random.pick(["Refere melhora da dor", "Passou bem a noite", "Mantém dispneia aos esforços"])}, nega febre.`,
    random.chance(0.4)
      ? `Acompanhado da filha ${mark("name", fullName(relative))}, tel ${phone(random)}.`
      : "",
    `O: ${random.chance(0.5) ? finding(random) : `${finding(random)} ${finding(random)}`}`,
    `Exames de ${day(random)}: ${finding(random)}`,
    `CD: ${plan(random)} ${plan(random)}`,
    random.chance(0.4) ? order(random) : "",
    signature(subject),
  ];
  return lines.filter(Boolean).join("\n");
}

function discharge(subject: Case): string {
  const { random, patient, mother } = subject;
  return `SUMÁRIO DE ALTA HOSPITALAR

Nome: ${mark("name", fullName(patient))}
Nome da mãe: ${mark("name", fullName(mother))}
Data de nascimento: ${birthDate(random, patient)}     Sexo: ${patient.sex}
CPF: ${cpf(random, patient.cpf)}    ${random.chance(0.5) ? `RG: ${rg(random)}` : `CNS: ${cns(random, patient.cns)}`}
Internação: ${day(random, 2026)}   Alta: ${day(random, 2026)}

Diagnóstico principal: ${condition(random)} - CID-10: ${code(random)}
Comorbidades: ${condition(random)}, ${condition(random)}.

Resumo: Deu entrada no pronto-socorro com dor torácica há 3 horas. ${finding(random)} ${finding(random)}
Submetido a tratamento clínico, evoluiu sem intercorrências. ${order(random)}.
Conduta: ${plan(random)}
Orientações: retornar em caso de febre ou falta de ar. Retorno dia ${day(random, 2026)} com ${signature(subject)}`;
}

function nursing({ random, patient, nurse, relative }: Case): string {
  const short = patient.given.split(" ")[0] ?? "";
  const kin = random.pick(["esposa", "irmã", "filha", "vizinha", "cuidadora"]);
  return `Anotação de enfermagem ${day(random, 2026)} plantão noturno
Cliente ${mark("name", fullName(patient))}, ${ageOf(patient)} anos, admitido no setor com quadro de ${condition(random)}.
Portador de ${condition(random)}. ${random.pick(["Alérgico a dipirona.", "Nega alergias.", "Alergia a látex."])}
Sr(a). ${mark("name", short)} encontra-se calmo, consciente, orientado. Curativo limpo em flanco D.
Família orientada: ${kin} ${mark("name", fullName(relative))} autoriza contato pelo ${phone(random)}.
${random.chance(0.5) ? `Bolsa de concentrado de hemácias nº ${random.digits(13)} instalada às 22:15.` : order(random)}
Diurese 650 ml, SVD nº 16, AVP em MSE com Jelco 20. PA 12x8, Tax 36,7.
Enf. ${mark("name", fullName(nurse))} COREN-${random.pick(["SP", "MG", "BA"])} ${random.digits(6)}`;
}

function emergency(subject: Case): string {
  const { random, patient, relative } = subject;
  return `PRONTO ATENDIMENTO - FICHA ${random.digits(6)}
PACIENTE ${mark("name", fullName(patient))} IDADE ${ageOf(patient)} SEXO ${patient.sex} CNS ${cns(random, patient.cns)}
END ${address(random)} TEL ${phone(random)}
QUEIXA DOR ABDOMINAL HA 2 DIAS NEGA FEBRE. AP ${condition(random)} ${condition(random)} EM USO DE CAPTOPRIL
TRAZIDO POR ${mark("name", fullName(relative))} CPF ${random.chance(0.5) ? scannedCpf(random, relative.cpf) : cpf(random, relative.cpf)}
EXAME ${finding(random)}
HIPOTESE ${condition(random)} CONDUTA ${plan(random)}
MEDICO DR ${mark("name", fullName(subject.doctor))} ${registration(random)}`;
}

function referral(subject: Case): string {
  const { random, patient } = subject;
  const plano = random.chance(0.5)
    ? ` Beneficiário do convênio ${random.pick(["Unimed", "Bradesco Saúde", "Amil"])}, carteirinha nº ${planCard(random)}.`
    : "";
  return `Ao colega da ${random.pick(["cardiologia", "pneumologia", "endocrinologia", "reumatologia"])},

Encaminho ${patient.sex === "F" ? "a paciente" : "o paciente"} ${mark("name", fullName(patient))}, nascid${patient.sex === "F" ? "a" : "o"} em ${birthDate(random, patient)}, CPF ${cpf(random, patient.cpf)}, residente à ${address(random)}.${plano}
Em acompanhamento por ${condition(random)} desde ${random.int(2009, 2022)}, com ${condition(random)} associada. ${finding(random)} Último ecocardiograma em ${day(random)}. ${plan(random)}
Contato da UBS: ${mark("email", "ubs.centro@saude.example")}. Favor responder para ${email(random, subject.doctor)}.

Atenciosamente,
${signature(subject)}`;
}

export const noteTemplates: readonly Template[] = [
  { name: "evolution", count: 190, noisy: true, write: (subject) => ({ text: evolution(subject) }) },
  { name: "discharge", count: 170, noisy: true, write: (subject) => ({ text: discharge(subject) }) },
  { name: "nursing", count: 140, noisy: true, write: (subject) => ({ text: nursing(subject) }) },
  { name: "emergency", count: 130, noisy: true, write: (subject) => ({ text: emergency(subject) }) },
  { name: "referral", count: 140, noisy: true, write: (subject) => ({ text: referral(subject) }) },
];
