import type { Random } from "./random.ts";

/** Modulo 11 as CPF and CNPJ use it: a remainder below 2 gives 0, others what is missing to 11. */
function modulo11(characters: string, weights: readonly number[]): number {
  const sum = [...characters].reduce((total, c, i) => total + (c.charCodeAt(0) - 48) * (weights[i] ?? 0), 0);
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}

const cpfWeights = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const cnpjWeights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

function withCheckDigits(stem: string, weights: readonly number[]): string {
  const first = `${stem}${modulo11(stem, weights.slice(1))}`;
  return `${first}${modulo11(first, weights)}`;
}

/** 11 digits. Valid in form only: no range is known to be reserved for tests. */
export function cpfDigits(random: Random): string {
  return withCheckDigits(random.digits(9), cpfWeights);
}

/** 14 characters, with letters in the first 12 where `alphanumeric` (Instrução Normativa RFB 2.229/2024). */
export function cnpjCharacters(random: Random, alphanumeric: boolean): string {
  const root = alphanumeric
    ? random.pt.helpers.fromRegExp(/[0-9A-Z]{7}[A-Z][0-9A-Z]{2}[0-9A-Z]{2}/)
    : `${random.digits(8)}000${random.int(1, 4)}`;
  return withCheckDigits(root, cnpjWeights);
}

function cnsSum(digits: string): number {
  return [...digits].reduce((sum, digit, index) => sum + Number(digit) * (15 - index), 0);
}

/** 15 digits: definitive ones begin with 1 or 2, provisional ones with 7, 8 or 9. */
export function cnsDigits(random: Random): string {
  if (random.chance(0.3)) return provisionalCns(random);
  const stem = `${random.pick(["1", "2"])}${random.digits(10)}`;
  const check = (11 - (cnsSum(stem) % 11)) % 11;
  return check === 10 ? `${stem}0018` : `${stem}000${check}`;
}

function provisionalCns(random: Random): string {
  for (;;) {
    const stem = `${random.pick(["7", "8", "9"])}${random.digits(13)}`;
    const check = (11 - (cnsSum(stem) % 11)) % 11;
    if (check < 10) return `${stem}${check}`;
  }
}

/** Digits one away from a right CPF or CNS: what a typing error leaves. */
export function mistyped(random: Random, digits: string): string {
  const last = (Number(digits.at(-1)) + random.int(1, 9)) % 10;
  return `${digits.slice(0, -1)}${last}`;
}
