import { cnpjCharacters } from "./identifiers.ts";
import { mark } from "./markup.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";

const two = (value: number): string => String(value).padStart(2, "0");
const months =
  "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(" ");

/** Cuts a text into groups of these lengths. */
function groups(text: string, ...lengths: number[]): string[] {
  let at = 0;
  return lengths.map((length) => text.slice(at, (at += length)));
}

export function cpf(random: Random, digits: string): string {
  const [a, b, c, d] = groups(digits, 3, 3, 3, 2);
  const forms = [
    `${a}.${b}.${c}-${d}`,
    `${a}.${b}.${c}-${d}`,
    digits,
    `${a} ${b} ${c} ${d}`,
    `${a}.${b}.${c}/${d}`,
  ];
  return mark("cpf", random.pick([...forms, `${a}${b}${c}-${d}`]));
}

/** With the spaces that character recognition puts into it. */
export function scannedCpf(random: Random, digits: string): string {
  const [a, b, c, d] = groups(digits, 3, 3, 3, 2);
  return mark(
    "cpf",
    random.pick([`${a}. ${b}. ${c}-${d}`, `${a}.${b}.${c} - ${d}`, `${a} .${b}.${c}- ${d}`]),
  );
}

export function cnpj(random: Random, alphanumeric = random.chance(0.3)): string {
  const all = cnpjCharacters(random, alphanumeric);
  const [a, b, c, d, e] = groups(all, 2, 3, 3, 4, 2);
  return mark("cnpj", random.chance(0.75) ? `${a}.${b}.${c}/${d}-${e}` : all);
}

export function cns(random: Random, digits: string): string {
  return mark("cns", random.chance(0.6) ? groups(digits, 3, 4, 4, 4).join(" ") : digits);
}

export function rg(random: Random): string {
  const check = random.pick("0123456789X".split(""));
  const forms = [`##.###.###-${check}`, "#.###.###", `########${check}`, `########-${check}`];
  return mark("rg", random.fill(random.pick([...forms, "MG-##.###.###", "##.###.###"])));
}

const areas = ["11", "19", "21", "27", "31", "41", "48", "51", "61", "62", "71", "81", "85", "91", "98"];

export function phone(random: Random): string {
  const area = random.pick(areas);
  const mobile = random.chance(0.7);
  const first = mobile ? random.fill("9####") : random.fill(`${random.int(2, 5)}###`);
  const last = random.digits(4);
  const forms = [`(${area}) ${first}-${last}`, `(${area})${first}-${last}`, `${area} ${first}-${last}`];
  const more = [`+55 ${area} ${first}-${last}`, `${area} ${first} ${last}`, `(0${area}) ${first}-${last}`];
  return mark("phone", random.pick([...forms, ...forms, ...more, `${area}${first}${last}`]));
}

export function email(random: Random, { given, surnames }: Person): string {
  const letters = [given, surnames.at(-1) ?? ""].map((p) => p.normalize("NFD").replaceAll(/[^a-z]/gi, ""));
  const local = random.pick([
    letters.join("."),
    letters.join("_"),
    `${letters.join("")}${random.int(1, 99)}`,
  ]);
  const domain = random.pick(["example.com", "example.org", "mail.example.com.br", "example.net"]);
  return mark("email", `${random.chance(0.9) ? local.toLowerCase() : local}@${domain}`);
}

export function cep(random: Random): string {
  return mark("cep", random.fill(random.pick(["#####-###", "#####-###", "##.###-###", "########"])));
}

export function day(random: Random, year = random.pick([2024, 2025, 2026])): string {
  const [d, m] = [random.int(1, 28), random.int(1, 12)];
  return random.pick([
    `${two(d)}/${two(m)}/${year}`,
    `${two(d)}/${two(m)}/${year % 100}`,
    `${two(d)}/${two(m)}`,
  ]);
}

export function birthDate(random: Random, { birth: [y, m, d] }: Person): string {
  const numeric = [`${two(d)}/${two(m)}/${y}`, `${two(d)}/${two(m)}/${y}`, `${two(d)}-${two(m)}-${y}`];
  const others = [
    `${two(d)}.${two(m)}.${y}`,
    `${d} de ${months[m - 1]} de ${y}`,
    `${two(d)}/${two(m)}/${two(y % 100)}`,
  ];
  return mark("birth-date", random.pick([...numeric, ...others]));
}

const streets = ["das Acácias", "Sete de Setembro", "Doutor Arnaldo", "XV de Novembro", "Marechal Deodoro"];
const places = [
  "São João",
  "dos Ipês",
  "Presidente Vargas",
  "Coronel Quirino",
  "da Saudade",
  "Padre Anchieta",
];

/** Street, number and perhaps what is behind the number. */
export function address(random: Random): string {
  const kind = random.pick(["Rua", "Rua", "Av.", "Avenida", "R.", "Travessa", "Alameda", "Rodovia"]);
  const name = random.chance(0.7) ? random.pick([...streets, ...places]) : random.pt.person.lastName();
  const number = random.pick([", ##", ", ###", ", nº ###", " ###", ", ####", ", s/n"]);
  const behind = random.pick([
    "",
    "",
    ", apto ##",
    ", casa #",
    ", bloco # ap ##",
    " - apto. ###",
    ", fundos",
  ]);
  return mark("address", random.fill(`${kind} ${name}${number}${behind}`));
}

/** The number on a health plan's card, or the operator's registration with the ANS. */
export function planCard(random: Random): string {
  const forms = [
    "# ### ############ #",
    "#################",
    "#########-##",
    "##.####.######-#",
    "############",
  ];
  return mark("health-plan", random.fill(random.pick(forms)));
}

export function record(random: Random): string {
  return mark(
    "medical-record",
    random.fill(random.pick(["######", "#######", "####.###-#", "######-#", "##-##-##"])),
  );
}
