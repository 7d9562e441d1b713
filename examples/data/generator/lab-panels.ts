/** A number with its reference range: LOINC code, name, units (UCUM), low, high, decimals. */
export type NumericTest = readonly [
  loinc: string,
  name: string,
  units: string,
  low: number,
  high: number,
  digits: number,
];

/** A word out of a list, the first being normal; sent as CE (coded) or ST (text). */
export interface WordTest {
  readonly loinc: string;
  readonly name: string;
  readonly type: "CE" | "ST";
  readonly words: readonly string[];
}

export interface Panel {
  readonly loinc: string;
  readonly name: string;
  /** The laboratory's own code. */
  readonly local: string;
  /** OBR-24, table 0074: HM haematology, CH chemistry, MB microbiology, UR urinalysis. */
  readonly section: string;
  readonly specimen: readonly [code: string, text: string];
  readonly numeric: readonly NumericTest[];
  readonly words: readonly WordTest[];
}

const blood = ["BLDV", "Sangue venoso"] as const;
const serum = ["SER", "Soro"] as const;
const urine = ["UR", "Urina"] as const;
const strip = ["Negativo", "Traços", "1+", "2+", "3+"];
const detection = ["Não detectado", "Detectado", "Indeterminado"];

export const panels: readonly Panel[] = [
  {
    loinc: "58410-2",
    name: "Hemograma completo",
    local: "HMG",
    section: "HM",
    specimen: blood,
    numeric: [
      ["789-8", "Hemácias", "10*6/uL", 4.3, 5.7, 2],
      ["718-7", "Hemoglobina", "g/dL", 12, 17.5, 1],
      ["4544-3", "Hematócrito", "%", 36, 50, 1],
      ["787-2", "VCM", "fL", 80, 100, 1],
      ["785-6", "HCM", "pg", 27, 33, 1],
      ["786-4", "CHCM", "g/dL", 32, 36, 1],
      ["788-0", "RDW", "%", 11.5, 14.5, 1],
      ["6690-2", "Leucócitos", "10*3/uL", 4, 11, 2],
      ["770-8", "Neutrófilos", "%", 40, 70, 1],
      ["736-9", "Linfócitos", "%", 20, 45, 1],
      ["5905-5", "Monócitos", "%", 2, 10, 1],
      ["713-8", "Eosinófilos", "%", 1, 5, 1],
      ["706-2", "Basófilos", "%", 0, 2, 1],
      ["777-3", "Plaquetas", "10*3/uL", 150, 450, 0],
    ],
    words: [],
  },
  {
    loinc: "24323-8",
    name: "Perfil metabólico",
    local: "BIOQ",
    section: "CH",
    specimen: serum,
    numeric: [
      ["2345-7", "Glicose", "mg/dL", 70, 99, 0],
      ["3091-6", "Ureia", "mg/dL", 15, 45, 0],
      ["2160-0", "Creatinina", "mg/dL", 0.6, 1.2, 2],
      ["2951-2", "Sódio", "mmol/L", 136, 145, 0],
      ["2823-3", "Potássio", "mmol/L", 3.5, 5.1, 1],
      ["2075-0", "Cloro", "mmol/L", 98, 107, 0],
      ["17861-6", "Cálcio total", "mg/dL", 8.6, 10.2, 1],
      ["1920-8", "AST (TGO)", "U/L", 10, 40, 0],
      ["1742-6", "ALT (TGP)", "U/L", 7, 45, 0],
      ["6768-6", "Fosfatase alcalina", "U/L", 40, 130, 0],
      ["1975-2", "Bilirrubina total", "mg/dL", 0.2, 1.2, 2],
      ["1751-7", "Albumina", "g/dL", 3.5, 5.2, 1],
    ],
    words: [],
  },
  {
    loinc: "24331-1",
    name: "Perfil lipídico",
    local: "LIP",
    section: "CH",
    specimen: serum,
    numeric: [
      ["2093-3", "Colesterol total", "mg/dL", 120, 190, 0],
      ["2085-9", "Colesterol HDL", "mg/dL", 40, 80, 0],
      ["13457-7", "Colesterol LDL (calculado)", "mg/dL", 50, 130, 0],
      ["2571-8", "Triglicerídeos", "mg/dL", 50, 150, 0],
    ],
    words: [],
  },
  {
    loinc: "24356-8",
    name: "Urina tipo I (EAS)",
    local: "EAS",
    section: "UR",
    specimen: urine,
    numeric: [
      ["5803-2", "pH", "[pH]", 5, 7.5, 1],
      ["5811-5", "Densidade", "1", 1.005, 1.03, 3],
    ],
    words: [
      { loinc: "5778-6", name: "Cor", type: "ST", words: ["Amarelo-citrino", "Âmbar", "Avermelhada"] },
      { loinc: "5767-9", name: "Aspecto", type: "ST", words: ["Límpido", "Ligeiramente turvo", "Turvo"] },
      { loinc: "20454-5", name: "Proteínas", type: "CE", words: strip },
      { loinc: "25428-4", name: "Glicose", type: "CE", words: strip },
      { loinc: "5794-3", name: "Hemoglobina", type: "CE", words: strip },
      { loinc: "5802-4", name: "Nitrito", type: "CE", words: ["Negativo", "Positivo"] },
    ],
  },
  {
    loinc: "75377-2",
    name: "Dengue, antígeno NS1, teste rápido",
    local: "NS1",
    section: "MB",
    specimen: serum,
    numeric: [],
    words: [{ loinc: "75377-2", name: "Dengue, antígeno NS1", type: "CE", words: detection }],
  },
  {
    loinc: "94500-6",
    name: "SARS-CoV-2, RT-PCR",
    local: "COVID",
    section: "MB",
    specimen: ["NSP", "Secreção de nasofaringe"],
    numeric: [],
    words: [{ loinc: "94500-6", name: "SARS-CoV-2, RNA", type: "CE", words: detection }],
  },
];
