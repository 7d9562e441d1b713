/** A city as a Brazilian record needs it: with the IBGE code, the area code and the first digits of its CEPs. */
export interface City {
  readonly name: string;
  readonly state: string;
  readonly ibge: string;
  readonly area: string;
  readonly cep: string;
}

function city(name: string, state: string, ibge: string, area: string, cep: string): City {
  return { name, state, ibge, area, cep };
}

export const cities: readonly City[] = [
  city("São Paulo", "SP", "3550308", "11", "01"),
  city("Rio de Janeiro", "RJ", "3304557", "21", "20"),
  city("Belo Horizonte", "MG", "3106200", "31", "30"),
  city("Salvador", "BA", "2927408", "71", "40"),
  city("Fortaleza", "CE", "2304400", "85", "60"),
  city("Curitiba", "PR", "4106902", "41", "80"),
  city("Recife", "PE", "2611606", "81", "50"),
  city("Porto Alegre", "RS", "4314902", "51", "90"),
  city("Brasília", "DF", "5300108", "61", "70"),
  city("Goiânia", "GO", "5208707", "62", "74"),
  city("Belém", "PA", "1501402", "91", "66"),
  city("São Luís", "MA", "2111300", "98", "65"),
  city("Florianópolis", "SC", "4205407", "48", "88"),
];

export const districts: readonly string[] = [
  "Centro",
  "Jardim América",
  "Vila São José",
  "Boa Vista",
  "Santo Antônio",
  "Água Verde",
  "Nossa Senhora das Graças",
  "Vila Nova",
];

/** A bed's building blocks: ward, first room, rooms, beds per room. */
export interface Ward {
  readonly code: string;
  readonly name: string;
  readonly service: string;
  readonly rooms: readonly [first: number, last: number];
}

export const wards: readonly Ward[] = [
  { code: "CLM", name: "Clínica Médica", service: "MED", rooms: [201, 224] },
  { code: "CIR", name: "Clínica Cirúrgica", service: "SUR", rooms: [301, 318] },
  { code: "UTI", name: "Unidade de Terapia Intensiva", service: "ICU", rooms: [401, 410] },
  { code: "CAR", name: "Cardiologia", service: "CAR", rooms: [501, 512] },
  { code: "PED", name: "Pediatria", service: "PED", rooms: [601, 612] },
  { code: "OBS", name: "Obstetrícia", service: "OBS", rooms: [701, 712] },
];

export const facility = { code: "HSC", name: "Hospital Santa Clara", building: "BLOCO A" } as const;
