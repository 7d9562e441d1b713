// Digits are numbers from 0 to 9, one behind the other at an address.

const CPF_WEIGHTS = memory.data<u8>([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
const CNPJ_WEIGHTS = memory.data<u8>([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
const CNS_WEIGHTS = memory.data<u8>([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
const DAYS = memory.data<u8>([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

export function isCpf(digits: usize): bool {
  return hasCheckDigits(digits, 11, CPF_WEIGHTS);
}

export function isCnpj(digits: usize): bool {
  return hasCheckDigits(digits, 14, CNPJ_WEIGHTS);
}

export function isCns(digits: usize): bool {
  const first = load<u8>(digits);
  return (first == 1 || first == 2 || first >= 7) && sum(digits, CNS_WEIGHTS, 15) % 11 == 0;
}

/** Whether there is such a day in the Gregorian calendar of 1900 to 2099. */
export function isDay(year: usize, month: usize, day: usize): bool {
  const century = pair(year);
  const yearOfCentury = pair(year + 2);
  const monthOfYear = pair(month);
  if ((century != 19 && century != 20) || monthOfYear > 12) return false;
  const isLeap = yearOfCentury % 4 == 0 && (yearOfCentury != 0 || century == 20);
  const last = <u32>load<u8>(DAYS + monthOfYear) + (monthOfYear == 2 && isLeap ? 1 : 0);
  return pair(day) >= 1 && pair(day) <= last;
}

function pair(digits: usize): u32 {
  return <u32>load<u8>(digits) * 10 + load<u8>(digits, 1);
}

/** The weights are those of the last digit; those of the one before are the same without the first. */
function hasCheckDigits(digits: usize, count: usize, weights: usize): bool {
  let allEqual = true;
  for (let i: usize = 1; i < count; i++) if (load<u8>(digits + i) != load<u8>(digits)) allEqual = false;
  return (
    !allEqual &&
    load<u8>(digits + count - 2) == modulo11(sum(digits, weights + 1, count - 2)) &&
    load<u8>(digits + count - 1) == modulo11(sum(digits, weights, count - 1))
  );
}

function sum(digits: usize, weights: usize, count: usize): u32 {
  let total: u32 = 0;
  for (let i: usize = 0; i < count; i++) total += <u32>load<u8>(digits + i) * load<u8>(weights + i);
  return total;
}

/** A remainder of 0 or 1 gives 0, any other what is missing to 11. */
function modulo11(total: u32): u32 {
  const remainder = total % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}
