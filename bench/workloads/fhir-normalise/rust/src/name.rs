//! Names of members.

use std::cmp::Ordering;

const WORD: usize = 8;

/// A member's name, or none: an array's element has `Name::default()`.
#[derive(Clone, Copy, Default)]
pub struct Name<'a> {
    pub text: &'a str,
    /// Its first eight bytes, the first one lowest, in which most names differ; zeros for those that it lacks.
    word: u64,
}

impl<'a> Name<'a> {
    #[inline]
    pub const fn new(text: &'a str) -> Self {
        let word = word(text.as_bytes());
        Self { text, word }
    }

    pub const fn word(&self) -> u64 {
        self.word
    }

    pub const fn first_byte(&self) -> u8 {
        self.word.to_le_bytes()[0]
    }

    /// Whether it is a name of FHIR: a letter, then letters and digits; `_` may come before it.
    pub fn is_element(&self) -> bool {
        let bytes = self.text.as_bytes();
        let missing = if bytes.len() < WORD {
            ZEROS << (8 * bytes.len())
        } else {
            0
        };
        let word = self.word | missing;
        let (first, word) = match word.to_le_bytes() {
            [b'_', first, ..] => (first, word - u64::from(b'_' - b'0')),
            [first, ..] => (first, word),
        };
        first.is_ascii_alphabetic() && is_alphanumeric(word) && self.has_alphanumeric_end()
    }

    /// Whether all bytes behind the first eight are letters and digits: eight at once, some of them maybe twice.
    fn has_alphanumeric_end(&self) -> bool {
        let bytes = self.text.as_bytes();
        if bytes.len() <= WORD {
            return true;
        }
        let (words, _) = bytes[1..].as_chunks();
        let mut words = words.iter().chain(bytes.last_chunk());
        words.all(|word| is_alphanumeric(u64::from_le_bytes(*word)))
    }
}

/// By their bytes.
impl Ord for Name<'_> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match self.word ^ other.word {
            0 if self.text.len().max(other.text.len()) <= WORD => {
                self.text.len().cmp(&other.text.len())
            }
            0 => self.text.cmp(other.text),
            differing => {
                let bits = differing.trailing_zeros() / 8 * 8;
                let byte = |word: u64| (word >> bits).to_le_bytes()[0];
                byte(self.word).cmp(&byte(other.word))
            }
        }
    }
}

impl PartialOrd for Name<'_> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Name<'_> {}

impl PartialEq for Name<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
            && self.text.len() == other.text.len()
            && (self.text.len() <= WORD || self.text == other.text)
    }
}

/// Of fewer than eight bytes by parts of four, of which some may be the same.
#[inline]
const fn word(bytes: &[u8]) -> u64 {
    if let Some(first) = bytes.first_chunk() {
        return u64::from_le_bytes(*first);
    }
    let count = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return first as u64 | (last as u64) << (8 * count - 32);
    }
    match *bytes {
        [] => 0,
        [first] => first as u64,
        [first, second] => first as u64 | (second as u64) << 8,
        [first, second, third, ..] => first as u64 | (second as u64) << 8 | (third as u64) << 16,
    }
}

const ONES: u64 = u64::MAX / 0xff;
const ZEROS: u64 = ONES * b'0' as u64;

/// Whether a word's bytes are letters and digits.
fn is_alphanumeric(word: u64) -> bool {
    const HIGH: u64 = ONES * 0x80;
    // The highest bit of each byte from `least` on. What is added to one of ASCII does not carry into the next.
    let from = |bytes: u64, least: u8| bytes + ONES * u64::from(0x80 - least);
    let ascii = word & !HIGH;
    let lower = ascii | (ONES * 0x20);
    let letters = from(lower, b'a') & !from(lower, b'z' + 1);
    let digits = from(ascii, b'0') & !from(ascii, b'9' + 1);
    (letters | digits) & !word & HIGH == HIGH
}
