import type { Case, Template } from "../case.ts";
import { mistyped } from "../identifiers.ts";
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
import { condition, finding, order, plan, registration } from "./clinic.ts";

const faiths = ["católica", "evangélica", "espírita", "Testemunha de Jeová", "umbandista", "budista"];
const colours = ["parda", "branca", "preta", "amarela", "indígena"];
const intimate = ["homossexual", "heterossexual", "bissexual"];

function admission({ random, patient, mother, relative }: Case): string {
  const rows = [
    ["Nome completo", mark("name", fullName(patient))],
    ["Nome social", random.chance(0.1) ? mark("name", relative.given) : "não informado"],
    ["Nascimento", birthDate(random, patient)],
    [
      "Filiação",
      `${mark("name", fullName(mother))}${random.chance(0.5) ? ` e ${mark("name", fullName(relative))}` : ""}`,
    ],
    ["Documento (RG)", rg(random)],
    ["CPF", cpf(random, patient.cpf)],
    ["Cartão SUS", cns(random, patient.cns)],
    ["Endereço", address(random)],
    ["Bairro", random.pick(["Centro", "Jardim América", "Vila São José", "Santo Antônio"])],
    ["CEP", cep(random)],
    ["Cidade/UF", random.pick(["São Luís/MA", "Santa Rita/PB", "Francisco Morato/SP", "Bento Gonçalves/RS"])],
    ["Telefone", `${phone(random)} / ${phone(random)}`],
    ["E-mail", email(random, patient)],
    ["Raça/Cor", mark("ethnicity", random.pick(colours))],
    ["Religião", mark("religion", random.pick(faiths))],
    ["Orientação sexual", mark("sexual-life", random.pick(intimate))],
    ["Convênio", `${random.pick(["Unimed", "SulAmérica", "Particular"])}`],
    ["Nº da carteira", planCard(random)],
    ["Prontuário", record(random)],
    ["Responsável", `${mark("name", fullName(relative))} (${random.pick(["cônjuge", "pai", "tio"])})`],
    ["Data da internação", day(random)],
    ["Médico assistente", `Dr. ${mark("name", fullName(mother))} - ${registration(random)}`],
  ] as const;
  const keep = rows.filter((_, index) => index === 0 || random.chance(0.65));
  const separator = random.pick([": ", ":", " - ", ": ", "  "]);
  const layout = random.pick(["\n", "\n", " | ", "; "]);
  return keep.map(([label, value]) => `${label}${separator}${value}`).join(layout);
}

function laboratory({ random, patient, doctor }: Case): string {
  return `LABORATÓRIO ${random.pick(["Santa Luzia", "São Marcos", "Dom Bosco"])} Ltda - CNPJ ${cnpj(random)}
CNES ${random.digits(7)}   ${order(random)}
Paciente..: ${mark("name", fullName(patient))}
Nasc......: ${birthDate(random, patient)}     Idade: ${ageOf(patient)} a
Solicitante: Dra. ${mark("name", fullName(doctor))}
Coleta: ${day(random, 2026)} 07:1${random.int(0, 9)}   Liberação: ${day(random, 2026)}

HEMOGRAMA   Hemácias 4.520.000/mm3  Hemoglobina 13,1 g/dL  VCM 88,2  RDW 13,4
LEUCÓCITOS  ${random.int(4, 14)}.${random.digits(3)}/mm3   Plaquetas ${random.int(120, 400)}.000/mm3
GLICOSE ${random.int(70, 260)} mg/dL (VR 70 a 99)   CREATININA 0,9${random.digits(1)}   FERRITINA ${random.digits(3)},${random.digits(2)}
Código de barras ${random.digits(14)}  Amostra ${mistyped(random, patient.cpf)}
Assinado por ${mark("name", fullName(random.chance(0.5) ? doctor : patient))} CRF ${random.digits(5)}`;
}

function prescription({ random, patient, doctor }: Case): string {
  return `RECEITUÁRIO ${random.pick(["SIMPLES", "DE CONTROLE ESPECIAL - 1ª VIA"])}
${random.pick(["Para", "Paciente", "Nome"])}: ${mark("name", fullName(patient))}
${random.chance(0.5) ? `Endereço: ${address(random)}` : `CPF ${cpf(random, patient.cpf)}`}

1) Losartana potássica 50 mg ____ 60 comprimidos. Tomar 1 cp 12/12h
2) ${random.pick(["Sertralina 50 mg", "Clonazepam 2 mg", "Insulina NPH 100 UI/mL", "Carbonato de lítio 300 mg"])} uso contínuo
3) Rivotril gotas 2,5 mg/mL, 5 gotas ao deitar. Lote ${random.digits(8)}

${random.pick(["Goiânia", "Natal", "Vitória"])}, ${day(random, 2026)}
Dr(a). ${mark("name", fullName(doctor))}  ${registration(random)}  Fone ${phone(random)}`;
}

function social({ random, patient, relative }: Case): string {
  return `Relato da triagem: ${mark("name", fullName(patient))}, ${ageOf(patient)} anos, ${random.pick(["autodeclara-se", "declara cor"])} ${mark("ethnicity", random.pick(colours))}, ${random.pick(["é", "professa a fé"])} ${mark("religion", random.pick(faiths))}. ${random.chance(0.4) ? `Trabalha na construção civil, ${mark("union", "filiado ao sindicato")} da categoria.` : "Aposentado."}
${random.chance(0.5) ? `Refere ${mark("sexual-life", random.pick(["relação sexual desprotegida", "múltiplos parceiros sexuais", "ser homossexual"]))} e solicita teste rápido.` : "Nega uso de drogas."} Diagnóstico prévio: ${condition(random)}.
Mora com ${mark("name", fullName(relative))} na ${address(random)}. ${finding(random)} Formada pela Universidade Católica; já internada no Hospital Evangélico. ${plan(random)}`;
}

export const formTemplates: readonly Template[] = [
  { name: "admission", count: 180, noisy: true, write: (subject) => ({ text: admission(subject) }) },
  { name: "laboratory", count: 120, noisy: true, write: (subject) => ({ text: laboratory(subject) }) },
  { name: "prescription", count: 110, noisy: true, write: (subject) => ({ text: prescription(subject) }) },
  { name: "social", count: 90, noisy: true, write: (subject) => ({ text: social(subject) }) },
];
