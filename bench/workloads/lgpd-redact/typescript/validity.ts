const cpfWeights = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const cnpjWeights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
const cnsWeights = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

export function isCpf(digits: string): boolean {
  return hasCheckDigits(digits, cpfWeights);
}

export function isCnpj(digits: string): boolean {
  return hasCheckDigits(digits, cnpjWeights);
}

export function isCns(digits: string): boolean {
  return /^[12789]/.test(digits) && sum(digits, cnsWeights) % 11 === 0;
}

/** Whether there is such a day in the Gregorian calendar of 1900 to 2099. */
export function isDate(year: string, month: string, day: string): boolean {
  if (!/^(?:19|20)/.test(year)) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** The weights of the last digit; those of the one before are the same without the first. */
function hasCheckDigits(digits: string, weights: readonly number[]): boolean {
  const stem = digits.length - 2;
  return (
    new Set(digits).size > 1 &&
    Number(digits[stem]) === modulo11(sum(digits.slice(0, stem), weights.slice(1))) &&
    Number(digits[stem + 1]) === modulo11(sum(digits.slice(0, stem + 1), weights))
  );
}

function sum(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
}

/** A remainder of 0 or 1 gives 0, any other what is missing to 11. */
function modulo11(total: number): number {
  const remainder = total % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}
