import { mark } from "../markup.ts";
import type { Random } from "../random.ts";

/** Conditions as clinicians write them, with the code they give them. */
export const conditions = [
  ["hipertensão arterial sistêmica", "I10"],
  ["HAS", "I10"],
  ["diabetes mellitus tipo 2", "E11.9"],
  ["DM2", "E11"],
  ["insuficiência cardíaca", "I50.0"],
  ["ICC", "I50"],
  ["DPOC", "J44.9"],
  ["asma", "J45.9"],
  ["pneumonia", "J18.9"],
  ["infarto agudo do miocárdio", "I21.9"],
  ["IAM", "I21"],
  ["AVC isquêmico", "I63.9"],
  ["fibrilação atrial", "I48"],
  ["depressão", "F32.9"],
  ["transtorno de ansiedade generalizada", "F41.1"],
  ["esquizofrenia", "F20.0"],
  ["tuberculose pulmonar", "A15.0"],
  ["HIV", "B20"],
  ["sífilis", "A53.9"],
  ["hepatite C", "B18.2"],
  ["hipotireoidismo", "E03.9"],
  ["dislipidemia", "E78.5"],
  ["doença renal crônica", "N18.9"],
  ["apendicite aguda", "K35.8"],
  ["colelitíase", "K80.2"],
  ["neoplasia maligna de mama", "C50.9"],
  ["adenocarcinoma de cólon", "C18.9"],
  ["doença de Parkinson", "G20"],
  ["epilepsia", "G40.9"],
  ["dengue", "A90"],
  ["infecção do trato urinário", "N39.0"],
  ["anemia ferropriva", "D50.9"],
  ["obesidade", "E66.9"],
  ["artrite reumatoide", "M06.9"],
  ["doença de Chagas", "B57.2"],
] as const;

export function condition(random: Random): string {
  return mark("health", random.pick(conditions)[0]);
}

export function code(random: Random): string {
  return mark("health", random.pick(conditions)[1]);
}

const findings = [
  "BEG, corado, hidratado, acianótico, anictérico, afebril ao toque.",
  "ACV: RCR 2T BNF s/ sopros. FC 82 bpm, PA 138x86 mmHg.",
  "AR: MV+ s/ RA, SpO2 96% em ar ambiente, FR 18 irpm.",
  "Abdome plano, RHA+, indolor, Blumberg negativo, Giordano ausente bilateralmente.",
  "MMII sem edemas, panturrilhas livres, sinal de Homans negativo.",
  "Glasgow 15, pupilas isofotorreagentes, Romberg negativo, sem sinais de Babinski.",
  "Hb 12,4 / Ht 37,8 / Leuco 9.870 / Plaq 234.000 / Cr 1,1 / Ur 38 / Na 139 / K 4,2.",
  "Glicemia 187 mg/dL, HbA1c 8,2%, LDL 142, TSH 3,41, vitamina B12 312 pg/mL.",
  "RM de coluna L4-L5 e L5-S1 com protrusão discal; C5-C6 preservado.",
  "TC de crânio: substância branca sem alterações; linha média centrada.",
  "Eco: FE 58% (Teichholz), AE 38 mm, PSAP 32 mmHg.",
];

const plans = [
  "Mantida losartana 50 mg 12/12h, metformina 850 mg após almoço e jantar.",
  "Iniciado ceftriaxona 1 g EV 12/12h (D2/7) e Clavulin suspenso.",
  "Prescrevo Selozok 50 mg, Marevan 5 mg e Rosuvastatina 20 mg à noite.",
  "Solicito hemograma, PCR, função renal; coletar às 06:00.",
  "Aguarda vaga na Santa Casa de Misericórdia, transporte pela Central de Regulação.",
  "Retorno ao ambulatório do Hospital Santa Clara em 30 dias, com exames.",
  "Encaminhado ao serviço do Hospital São Vicente de Paulo, em Passo Fundo.",
  "Reside em São José dos Campos, mas tem família em Santa Maria e Belo Horizonte.",
  "Fisioterapia motora 2x/dia e profilaxia de TEV com enoxaparina 40 mg SC.",
  "Dieta oral branda; controle de diurese; cabeceira a 30 graus.",
];

export const finding = (random: Random): string => random.pick(findings);
export const plan = (random: Random): string => random.pick(plans);

/** Doctors' registrations, and numbers that identify an order and not a person. */
export function registration(random: Random): string {
  return random.fill(random.pick(["CRM-SP ######", "CRM/RJ ##.###-#", "CRM ##### MG", "CRMPR #####"]));
}

export function order(random: Random): string {
  const shapes = [
    "Pedido nº ###########",
    "Protocolo ####.######-##",
    "Guia ##########",
    "Requisição: ###.###.###-##",
  ];
  const more = [
    "Lote ######## val. 08/2027",
    "NF-e ###.###.###",
    "Atendimento ########",
    "Etiqueta ###############",
  ];
  return random.fill(random.pick([...shapes, ...more]));
}
