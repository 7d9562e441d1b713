import { mark } from "../markup.ts";
import type { Random } from "../random.ts";

export const conditions = [
  ["hipertensão", "I10"],
  ["diabetes tipo 1", "E10.9"],
  ["diabetes", "E14.9"],
  ["insuficiência cardíaca congestiva", "I50.0"],
  ["doença pulmonar obstrutiva crônica", "J44.1"],
  ["acidente vascular cerebral", "I64"],
  ["AVCi", "I63.9"],
  ["transtorno depressivo maior", "F33.1"],
  ["transtorno bipolar", "F31.9"],
  ["transtorno do espectro autista", "F84.0"],
  ["dependência de álcool", "F10.2"],
  ["tuberculose", "A16.9"],
  ["HIV", "B24"],
  ["aids", "B24"],
  ["sífilis latente", "A53.0"],
  ["hepatite B crônica", "B18.1"],
  ["hanseníase", "A30.9"],
  ["lúpus eritematoso sistêmico", "M32.9"],
  ["esclerose múltipla", "G35"],
  ["doença de Alzheimer", "G30.9"],
  ["câncer de próstata", "C61"],
  ["carcinoma basocelular", "C44.9"],
  ["linfoma de Hodgkin", "C81.9"],
  ["leucemia linfoblástica aguda", "C91.0"],
  ["cirrose hepática", "K74.6"],
  ["pancreatite aguda", "K85"],
  ["colecistite", "K81.0"],
  ["gastrite", "K29.7"],
  ["nefrolitíase", "N20.0"],
  ["insuficiência renal", "N18.0"],
  ["pielonefrite", "N10"],
  ["pré-eclâmpsia", "O14.9"],
  ["anemia falciforme", "D57.1"],
  ["trombose venosa profunda", "I80.2"],
  ["fibromialgia", "M79.7"],
  ["COVID-19", "U07.1"],
] as const;

export const condition = (random: Random): string => mark("health", random.pick(conditions)[0]);
export const code = (random: Random): string => mark("health", random.pick(conditions)[1]);

const remarks = [
  "Exame físico sem particularidades; ausculta limpa, abdome depressível, pulsos palpáveis.",
  "Trouxe eletrocardiograma com ritmo sinusal e ultrassonografia sem achados relevantes.",
  "Escala de Braden 17, Morse 45, Apgar do recém-nascido 8/9, capurro de 38 semanas e 4 dias.",
  "Sinal de Murphy ausente, Lasègue a 60 graus, manobra de Phalen duvidosa, Kernig ausente.",
  "Colonoscopia até o ceco, Boston 8; biópsias enviadas à Patologia em frasco único.",
  "PSA 3,87 ng/mL; creatinina 1,03; TGO 27, TGP 31; albumina 3,6; INR 1,08; D-dímero 420.",
  "Radiografia do joelho D: Kellgren-Lawrence II; espaço articular preservado em T12-L1.",
  "Substância branca periventricular preservada; massa preta nas fezes não confirmada.",
  "Gesta 3 Para 2 Aborto 0, IG 32s4d, BCF 144 bpm, altura uterina 30 cm.",
];

const steps = [
  "Orientado uso de Puran T4 75 mcg em jejum e Glifage XR 500 mg no jantar.",
  "Prescritos Novalgina, Luftal e Nexium; suspenso AAS até a próxima avaliação.",
  "Passo a fluoxetina para 40 mg e associo Depakote ER; vigiar sonolência.",
  "Coletar Clearance de 24 h; repetir beta-HCG e coombs indireto na próxima semana.",
  "Será operado no Hospital Dom Pedro II; vaga pelo Albert Einstein negada.",
  "Viajará a São Bernardo do Campo e depois a Santo André; volta a Teresina em maio.",
  "Encaminhado ao CAPS Vila Nova e à UBS Jardim Helena para seguimento.",
  "Indicada prótese de Charnley por via de Hardinge; reservar 2 U de CH.",
];

export const remark = (random: Random): string => random.pick(remarks);
export const step = (random: Random): string => random.pick(steps);

export function council(random: Random): string {
  return random.fill(
    random.pick(["CREMESP ######", "CRM #####-RS", "CRM-DF nº #####", "RQE ##### CRM ######"]),
  );
}

/** Numbers that are nobody's. */
export function reference(random: Random): string {
  const shapes = [
    "senha de autorização #########",
    "guia TISS ############",
    "processo #######-##.2025.8.26.0100",
  ];
  const more = [
    "OS ###########",
    "série ###.###.###-##",
    "registro Anvisa 1.####.####.###-#",
    "accession ##############",
  ];
  return random.fill(random.pick([...shapes, ...more]));
}
