/** Diagnoses by ICD-10 code. */
export const diagnoses = [
  ["J18.9", "Pneumonia não especificada"],
  ["I10", "Hipertensão essencial (primária)"],
  ["E11.9", "Diabetes mellitus tipo 2 sem complicações"],
  ["I21.9", "Infarto agudo do miocárdio não especificado"],
  ["I50.0", "Insuficiência cardíaca congestiva"],
  ["N39.0", "Infecção do trato urinário de localização não especificada"],
  ["A90", "Dengue [dengue clássico]"],
  ["J44.1", "Doença pulmonar obstrutiva crônica com exacerbação aguda não especificada"],
  ["K35.8", "Apendicite aguda, outras e as não especificadas"],
  ["S72.0", "Fratura do colo do fêmur"],
  ["K80.2", "Calculose da vesícula biliar sem colecistite"],
  ["I64", "Acidente vascular cerebral, não especificado como hemorrágico ou isquêmico"],
  ["N17.9", "Insuficiência renal aguda não especificada"],
  ["A41.9", "Septicemia não especificada"],
] as const;

/** Allergies: type of AL1-2 (DA drug, FA food, EA environment), code, text and reaction. */
export const allergies = [
  ["DA", "PEN", "Penicilina", "Urticária & edema"],
  ["DA", "DIP", "Dipirona", "Exantema"],
  ["DA", "AAS", "Ácido acetilsalicílico", "Broncoespasmo"],
  ["DA", "SUL", "Sulfametoxazol + trimetoprima", "Prurido"],
  ["FA", "CAM", "Camarão", "Anafilaxia"],
  ["FA", "LEI", "Leite de vaca", "Diarreia"],
  ["EA", "LAT", "Látex", "Dermatite de contato"],
  ["EA", "ABE", "Picada de abelha", "Edema de glote"],
] as const;

/** Payers, invented, apart from SUS (the public health system). */
export const payers = [
  ["SUS", "Sistema Único de Saúde"],
  ["VIDA", "Vida & Saúde Assistência Médica S/A"],
  ["AURO", "Aurora Planos de Saúde"],
  ["COOP", "Cooperativa Médica São Lucas"],
] as const;

export const reasons = [
  "Dor torácica",
  "Dispneia aos esforços",
  "Febre há 3 dias",
  "Dor abdominal em fossa ilíaca direita",
  "Queda da própria altura",
  "Cefaleia súbita, “a pior da vida”",
  "Tontura & síncope",
  "Controle pós-operatório",
  "PA 180|110 referida em casa",
] as const;

/** Drugs: code, text, dose, unit, form and how it is given. */
export const drugs = [
  ["DIP500", "Dipirona sódica 500 mg", "1", "g", "AMP", "EV, 6/6 h se dor ou T > 37,8 °C"],
  ["AMX875", "Amoxicilina + clavulanato 875/125 mg", "1", "cp", "COMP", "VO, 12/12 h por 7 dias"],
  ["CEF1G", "Ceftriaxona 1 g", "2", "g", "FA", "EV, 1x/dia; diluir em SF 0,9% 100 mL"],
  ["ENO40", "Enoxaparina 40 mg/0,4 mL", "40", "mg", "SER", "SC, 1x/dia"],
  ["LOS50", "Losartana potássica 50 mg", "50", "mg", "COMP", "VO, 12/12 h; suspender se PAS ≤ 100 mmHg"],
  ["INSR", "Insulina regular 100 UI/mL", "4", "UI", "FR", "SC conforme HGT: 181–240 = 4 UI & reavaliar"],
  ["MOR10", "Morfina 10 mg/mL", "2", "mg", "AMP", "EV lento, até 4/4 h se dor ≥ 7"],
] as const;
