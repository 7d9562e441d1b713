import type { Random } from "./random.ts";

/** Sum of each digit times its weight; the weights count down by one from `first`. */
function weighted(digits: string, first: number): number {
  return [...digits].reduce((sum, digit, index) => sum + Number(digit) * (first - index), 0);
}

function cpfCheckDigit(digits: string): number {
  const rest = weighted(digits, digits.length + 1) % 11;
  return rest < 2 ? 0 : 11 - rest;
}

/**
 * A CPF (taxpayer number): nine random digits and the two check digits that belong to them, 11 digits without
 * punctuation. Valid in form only: no range is known to be reserved for tests, so a number may exist by chance.
 */
export function cpf(random: Random): string {
  const stem = random.digits(9);
  const first = `${stem}${cpfCheckDigit(stem)}`;
  return `${first}${cpfCheckDigit(first)}`;
}

/**
 * A CNS (national health card number), 15 digits whose sum weighted 15 to 1 is a multiple of 11. Valid in form
 * only. Numbers that begin with 1 or 2 are definitive (11 digits, then `000` or `001`, then the check digit);
 * 7, 8 and 9 are provisional.
 */
export function cns(random: Random): string {
  return random.chance(0.7) ? definitiveCns(random) : provisionalCns(random);
}

function definitiveCns(random: Random): string {
  const stem = `${random.pick(["1", "2"])}${random.digits(10)}`;
  const check = (11 - (weighted(stem, 15) % 11)) % 11;
  // A check digit of ten does not fit: the standard then counts with 001, which adds 2 to the sum and leaves 8.
  return check === 10 ? `${stem}0018` : `${stem}000${check}`;
}

function provisionalCns(random: Random): string {
  for (;;) {
    const stem = `${random.pick(["7", "8", "9"])}${random.digits(13)}`;
    const check = (11 - (weighted(stem, 15) % 11)) % 11;
    if (check < 10) return `${stem}${check}`;
  }
}
