//! Check digits of the Brazilian registers. The README names the norm each follows.

/// Modulo 11 as CPF and CNPJ use it: a remainder of 0 or 1 gives 0, any other what is missing to 11.
fn modulo_11(sum: u32) -> u32 {
    let rest = sum % 11;
    if rest < 2 { 0 } else { 11 - rest }
}

/// Digits (and for the CNPJ capital letters) times weights that end in `..., 3, 2` and do not pass `highest`.
fn weighted(characters: &[u8], highest: u32) -> u32 {
    let mut weight = 1;
    characters.iter().rev().fold(0, |sum, &character| {
        weight = if weight == highest { 2 } else { weight + 1 };
        sum + u32::from(character - b'0') * weight
    })
}

fn ends_right(characters: &[u8], highest: u32) -> bool {
    let stem = characters.len() - 2;
    let digit = |end: usize| modulo_11(weighted(&characters[..end], highest));
    u32::from(characters[stem] - b'0') == digit(stem)
        && u32::from(characters[stem + 1] - b'0') == digit(stem + 1)
}

fn repeats(characters: &[u8]) -> bool {
    characters.iter().all(|character| *character == characters[0])
}

/// Whether eleven ASCII digits are a CPF: both check digits are right, and not all digits are the same.
#[must_use]
pub fn is_cpf(digits: &[u8]) -> bool {
    digits.len() == 11 && !repeats(digits) && ends_right(digits, 11)
}

/// Whether fourteen characters are a CNPJ: twelve digits or capital letters, then two check digits. A
/// letter counts as its ASCII code minus 48.
#[must_use]
pub fn is_cnpj(characters: &[u8]) -> bool {
    characters.len() == 14
        && characters[..12].iter().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && characters[12..].iter().all(u8::is_ascii_digit)
        && !repeats(characters)
        && ends_right(characters, 9)
}

/// Whether fifteen ASCII digits are a CNS. The sum of the digits times 15, 14, … 1 is a multiple of 11.
/// Definitive numbers (1, 2) hold eleven digits, `000` or `001`, and the check digit; the others begin
/// with 7, 8 or 9.
#[must_use]
pub fn is_cns(digits: &[u8]) -> bool {
    let form = match digits.first() {
        Some(b'1' | b'2') => {
            digits.len() == 15 && digits[11] == b'0' && digits[12] == b'0' && digits[13] < b'2'
        }
        Some(b'7'..=b'9') => digits.len() == 15,
        _ => false,
    };
    let products = digits.iter().zip((1..=15).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight);
    form && products.sum::<u32>() % 11 == 0
}

/// Whether the ninth character of an identity card of São Paulo (`0` to `9` or `X`) belongs to its
/// eight digits. Other states count differently or not at all, so this only ever adds confidence.
#[must_use]
pub fn is_sao_paulo_rg(digits: &[u8], check: u8) -> bool {
    let sum: u32 = digits.iter().zip(2..).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let expected = match 11 - sum % 11 {
        11 => b'0',
        10 => b'X',
        rest => b'0' + rest as u8,
    };
    digits.len() == 8 && check.to_ascii_uppercase() == expected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers() {
        assert!(is_cnpj(b"12ABC34501DE35"), "example of the Receita Federal for the alphanumeric CNPJ");
        assert!(is_cnpj(b"00000000000191"), "Banco do Brasil S.A.");
        assert!(is_cns(b"898000000043208"), "example of the Anvisa's validation rules");
        assert!(is_sao_paulo_rg(b"03021415", b'4'), "Folha de S.Paulo on the check digit of the RG");
    }

    #[test]
    fn a_single_wrong_digit_is_noticed() {
        type Rule = fn(&[u8]) -> bool;
        // The fifth digit of a CNS weighs 11: no value of it changes the remainder.
        let rules: [(&[u8], Rule, Option<usize>); 4] = [
            (b"52998224725", is_cpf, None),
            (b"12ABC34501DE35", is_cnpj, None),
            (b"898000000043208", is_cns, Some(4)),
            (b"00000000000191", is_cnpj, None),
        ];
        for (right, rule, unnoticed) in rules {
            assert!(rule(right));
            for at in (0..right.len()).filter(|at| Some(*at) != unnoticed) {
                // Letters that differ by 11 weigh the same in the sum, digits never do.
                for digit in (b'0'..=b'9').filter(|digit| right[at].is_ascii_digit() && *digit != right[at]) {
                    let mut wrong = right.to_vec();
                    wrong[at] = digit;
                    assert!(!rule(&wrong), "{}", String::from_utf8_lossy(&wrong));
                }
            }
        }
    }

    #[test]
    fn numbers_that_pass_the_sum_and_were_never_given_out() {
        assert!(!is_cpf(b"00000000000") && !is_cpf(b"99999999999"));
        assert!(!is_cnpj(b"00000000000000"));
        assert!(!is_cns(b"000000000000000"));
        assert!(!is_cns(b"100100000000007"), "a definitive CNS has 00 before its last two digits");
    }

    #[test]
    fn lengths_and_letters() {
        assert!(!is_cpf(b"5299822472") && !is_cpf(b""));
        assert!(!is_cnpj(b"12abc34501de35"), "letters are capitals");
        assert!(!is_cnpj(b"12ABC34501DEA5"), "check digits are digits");
        assert!(!is_cns(b"89800000004320"));
    }
}
