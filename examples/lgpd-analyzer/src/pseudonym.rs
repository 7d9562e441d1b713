//! Pseudonyms: an HMAC of the value, so that only who has the key can tell which value has which pseudonym.

use crate::finding::{Category, Finding};
use crate::rules::dates;
use crate::text::{fold::fold, words::Words};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// RFC 2104 discourages keys shorter than the hash, which is of 32 bytes.
pub const KEY_MIN: usize = 32;
/// 80 bits: two of a million values share a pseudonym once in two trillion corpora.
const KEPT: usize = 10;

/// Makes the pseudonyms of one key.
pub struct Pseudonyms(Hmac<Sha256>);

impl Pseudonyms {
    /// The pseudonyms of a key, nothing when it is shorter than [`KEY_MIN`] bytes.
    #[must_use]
    pub fn new(key: &[u8]) -> Option<Self> {
        let long_enough = key.len() >= KEY_MIN;
        Hmac::new_from_slice(key).ok().filter(|_| long_enough).map(Self)
    }

    /// The text with the findings that identify a person replaced. Sensitive data stays: without the person it
    /// is what the text is kept for.
    #[must_use]
    pub fn replace(&self, text: &str, findings: &[Finding]) -> String {
        let mut output = String::with_capacity(text.len());
        let mut at = 0;
        for finding in findings.iter().filter(|finding| !finding.category.is_sensitive()) {
            output.push_str(&text[at..finding.range().start]);
            at = finding.range().end;
            self.push(&mut output, finding.category, &text[finding.range()]);
        }
        output.push_str(&text[at..]);
        output
    }

    /// `[cpf:` and 20 letters of `a` to `p`, four bits each, and `]`. Letters only, so that no pseudonym looks
    /// like a number.
    fn push(&self, output: &mut String, category: Category, value: &str) {
        let mut mac = self.0.clone();
        mac.update(name(category).as_bytes());
        mac.update(&[0]);
        mac.update(&normalised(category, value));
        let hash = mac.finalize().into_bytes();
        output.push('[');
        output.push_str(name(category));
        output.push(':');
        for byte in &hash[..KEPT] {
            output.push(char::from(b'a' + (byte >> 4)));
            output.push(char::from(b'a' + (byte & 15)));
        }
        output.push(']');
    }
}

/// As the schema has it.
const fn name(category: Category) -> &'static str {
    match category {
        Category::Address => "address",
        Category::BirthDate => "birth-date",
        Category::Cep => "cep",
        Category::Cnpj => "cnpj",
        Category::Cns => "cns",
        Category::Cpf => "cpf",
        Category::Email => "email",
        Category::Ethnicity => "ethnicity",
        Category::Health => "health",
        Category::HealthPlan => "health-plan",
        Category::MedicalRecord => "medical-record",
        Category::Name => "name",
        Category::Phone => "phone",
        Category::Religion => "religion",
        Category::Rg => "rg",
        Category::SexualLife => "sexual-life",
        Category::Union => "union",
    }
}

/// One form for all the ways in which a value is written.
fn normalised(category: Category, value: &str) -> Vec<u8> {
    match category {
        Category::Email => value.to_ascii_lowercase().into_bytes(),
        Category::BirthDate => dates::normalised(value.as_bytes()).unwrap_or_else(|| characters(value)),
        Category::Phone => phone(&characters(value)),
        Category::Name => match value.split_once('^') {
            Some((family, given)) => words(&format!("{given} {family}")),
            None => words(value),
        },
        Category::Address => words(value),
        // As a number in JSON it has lost its leading zeros.
        Category::Cpf => format!("{:0>11}", String::from_utf8_lossy(&characters(value))).into_bytes(),
        _ => characters(value),
    }
}

/// Letters and digits, letters as capitals.
fn characters(value: &str) -> Vec<u8> {
    value.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_uppercase()).collect()
}

/// Without country code and trunk prefix.
fn phone(digits: &[u8]) -> Vec<u8> {
    let national = if digits.len() > 11 { digits.strip_prefix(b"55").unwrap_or(digits) } else { digits };
    national.strip_prefix(b"0").unwrap_or(national).to_vec()
}

/// Words without case and accents, a space between.
fn words(value: &str) -> Vec<u8> {
    let text = value.as_bytes();
    let mut words = Words::new(text);
    let mut output = Vec::with_capacity(text.len());
    let mut from = 0;
    while let Some(word) = words.next(from) {
        from = word.end;
        if !output.is_empty() {
            output.push(b' ');
        }
        fold(&text[word.start..word.end], |letter| output.push(letter));
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Confidence, Rule};

    const KEY: &[u8; 32] = b"0123456789abcdef0123456789abcdef";

    fn pseudonym(key: &[u8], category: Category, value: &str) -> String {
        let finding = Finding::new(0, value.len(), category, Rule::CheckDigits, Confidence::of(99));
        Pseudonyms::new(key).unwrap().replace(value, &[finding])
    }

    #[test]
    fn the_format_is_stable() {
        // printf 'cpf\000''52998224725' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        let expected = "[cpf:hhefmnpdikmhiagmfeaf]";
        assert_eq!(pseudonym(KEY, Category::Cpf, "529.982.247-25"), expected);
    }

    #[test]
    fn one_value_has_one_pseudonym_however_it_is_written() {
        for (category, ways) in [
            (Category::Cpf, ["000.000.001-91", "191", "000 000 001 91"]),
            (Category::Name, ["José da Silva", "JOSE DA\nSILVA", "da Silva^José"]),
            (Category::BirthDate, ["12/03/1954", "1954-03-12", "12 de março de 1954"]),
            (Category::Phone, ["+55 (11) 98765-4321", "011 98765 4321", "11987654321"]),
            (Category::Email, ["Ana@Example.com", "ana@example.com", "ANA@EXAMPLE.COM"]),
        ] {
            let [first, ..] = ways.map(|way| pseudonym(KEY, category, way));
            assert!(ways.iter().all(|way| pseudonym(KEY, category, way) == first), "{first}");
        }
    }

    #[test]
    fn other_values_categories_and_keys_have_others() {
        let cpf = pseudonym(KEY, Category::Cpf, "52998224725");
        assert_ne!(cpf, pseudonym(KEY, Category::Cpf, "39053344705"));
        assert_ne!(cpf[5..], pseudonym(KEY, Category::Phone, "52998224725")[7..]);
        assert_ne!(cpf, pseudonym(b"another key, which has 32 bytes.", Category::Cpf, "52998224725"));
    }

    #[test]
    fn sensitive_data_stays_and_short_keys_are_refused() {
        assert_eq!(pseudonym(KEY, Category::Health, "asma"), "asma");
        assert!(Pseudonyms::new(&KEY[1..]).is_none());
    }
}
