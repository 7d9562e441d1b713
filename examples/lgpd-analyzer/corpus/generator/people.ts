import { cnsDigits, cpfDigits } from "./identifiers.ts";
import type { Random } from "./random.ts";

/** Which part of the corpus: detectors may be tuned on one and are judged on the other. */
export type Part = "tuned" | "held-out";

export interface Person {
  readonly sex: "F" | "M";
  readonly given: string;
  readonly particle: string;
  readonly surnames: readonly string[];
  readonly cpf: string;
  readonly cns: string;
  /** Year, month, day. */
  readonly birth: readonly [number, number, number];
}

const surnames: Readonly<Record<Part, readonly string[]>> = {
  tuned: [
    ..."Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Rodrigues Almeida Nascimento Araújo Ribeiro".split(
      " ",
    ),
    ..."Gonçalves Conceição Magalhães Brandão Vasconcelos Figueiredo Bittencourt Yamamoto Schneider Rossi".split(
      " ",
    ),
    ..."Sant'Anna Leal Peixoto Paz Rocha Pinto Cordeiro Luz Penteado Kowalski Haddad".split(" "),
  ],
  "held-out": [
    ..."Silva Santos Oliveira Souza Barbosa Gomes Cardoso Teixeira Cavalcanti Monteiro Mendonça Coelho".split(
      " ",
    ),
    ..."Assunção Guimarães Simões D'Ávila Tavares Nakamura Hoffmann Bianchi Khoury Leite Prado Ramos".split(
      " ",
    ),
    ..."Campos Neves Ferraz Quintanilha Zanotto Bezerra Sepúlveda Falcão Salgado Bastos".split(" "),
  ],
};

const unusual: Readonly<Record<Part, Readonly<Record<Person["sex"], readonly string[]>>>> = {
  tuned: {
    F: ["Ângela", "Inês", "Maria das Dores", "Francisca", "Raimunda", "Jaqueline", "Keila", "Rosângela"],
    M: ["João", "Antônio", "Sebastião", "José Carlos", "Zé Luís", "Wellington", "Cauã", "Expedito"],
  },
  "held-out": {
    F: ["Maria Aparecida", "Conceição", "Terezinha", "Edileuza", "Thaynara", "Iracema", "Neuza", "Yara"],
    M: ["Benedito", "Ubirajara", "Jefferson", "Luís Otávio", "Maycon", "Tupã", "Gérson", "Amaro"],
  },
};

export function createPerson(
  random: Random,
  part: Part,
  sex?: Person["sex"],
  age?: [number, number],
): Person {
  const own = sex ?? random.pick(["F", "M"] as const);
  const given = random.chance(0.3)
    ? random.pick(unusual[part][own])
    : random.pt.person.firstName(own === "F" ? "female" : "male");
  const [youngest, oldest] = age ?? [1, 92];
  return {
    sex: own,
    given,
    particle: random.chance(0.35) ? random.pick(["da", "de", "dos", "do", "e"]) : "",
    surnames: random.sample(surnames[part], random.pick([1, 2, 2, 2, 3])),
    cpf: cpfDigits(random),
    cns: cnsDigits(random),
    birth: [2025 - random.int(youngest, oldest), random.int(1, 12), random.int(1, 28)],
  };
}

/** The whole name as people write it. */
export function fullName({ given, particle, surnames: own }: Person): string {
  return [given, ...own.slice(0, -1), particle, own.at(-1)].filter(Boolean).join(" ");
}

/** As HL7 has it: `SOUZA^MARIA APARECIDA`. */
export function xpn({ given, particle, surnames: own }: Person): string {
  return `${[particle, own.join(" ")].filter(Boolean).join(" ")}^${given}`.toUpperCase();
}

/** On 2 March 2026, in years. */
export function ageOf({ birth: [year, month] }: Person): number {
  return 2026 - year - (month > 2 ? 1 : 0);
}

/** The day of birth as `19540312` or, with a separator, `1954-03-12`. */
export function isoDateOf({ birth: [year, month, day] }: Person, separator: string): string {
  return [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join(separator);
}
