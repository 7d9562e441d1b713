const CPF: [u8; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const CNPJ: [u8; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
const CNS: [u8; 15] = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

pub fn is_cpf(digits: &[u8]) -> bool {
    has_check_digits(digits, &CPF)
}

pub fn is_cnpj(digits: &[u8]) -> bool {
    has_check_digits(digits, &CNPJ)
}

pub fn is_cns(digits: &[u8]) -> bool {
    matches!(digits[0], 1 | 2 | 7 | 8 | 9) && sum(digits, &CNS).is_multiple_of(11)
}

/// The weights are those of the last digit; those of the one before are the same without the first.
fn has_check_digits(digits: &[u8], weights: &[u8]) -> bool {
    let [stem @ .., first, second] = digits else { return false };
    digits.iter().any(|digit| digit != second)
        && u32::from(*first) == modulo_11(sum(stem, &weights[1..]))
        && u32::from(*second) == modulo_11(sum(digits, weights))
}

/// Digits without a weight do not count.
fn sum(digits: &[u8], weights: &[u8]) -> u32 {
    digits.iter().zip(weights).map(|(&digit, &weight)| u32::from(digit) * u32::from(weight)).sum()
}

/// A remainder of 0 or 1 gives 0, any other what is missing to 11.
fn modulo_11(sum: u32) -> u32 {
    let remainder = sum % 11;
    if remainder < 2 { 0 } else { 11 - remainder }
}
