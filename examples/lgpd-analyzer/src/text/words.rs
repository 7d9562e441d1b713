//! Words: runs of letters and digits. What is beyond ASCII is a letter where Latin, Greek and Cyrillic
//! script and combining marks are encoded; spaces, dashes, quotation marks, ordinal indicators (`nº`), East
//! Asian script and emoji separate words.

use super::blocks::classify;

/// Where a word is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Behind the last byte.
    pub end: usize,
}

/// Goes through the words of a text once, 64 bytes at a time.
pub struct Words<'t> {
    text: &'t [u8],
    /// Where the current block begins.
    base: usize,
    /// Of the current block: bytes that belong to words.
    word: u64,
    /// Of the current block: bytes that begin a word and were not yet handed out.
    starts: u64,
    /// Bits that the characters of the block before reach into the next one.
    separators: u64,
    /// 1 when the last byte of the block before belongs to a word.
    within: u64,
}

impl<'t> Words<'t> {
    /// The words of a text, which is UTF-8.
    pub fn new(text: &'t [u8]) -> Self {
        let mut words = Self { text, base: 0, word: 0, starts: 0, separators: 0, within: 0 };
        words.load();
        words
    }

    fn load(&mut self) {
        let rest = &self.text[self.base..];
        let classes = if let Some(block) = rest.first_chunk::<64>() {
            classify(block)
        } else {
            let mut block = [0; 64];
            block[..rest.len()].copy_from_slice(rest);
            classify(&block)
        };
        let letters = if classes.high == 0 { 0 } else { classes.high & !self.separators(classes.high) };
        self.word = classes.word | letters;
        self.starts = self.word & !(self.word << 1 | self.within);
        self.within = self.word >> 63;
    }

    /// Of the bytes beyond ASCII, those of characters that separate words.
    fn separators(&mut self, high: u64) -> u64 {
        let mut bits = std::mem::take(&mut self.separators);
        let mut rest = high;
        while rest != 0 {
            let place = rest.trailing_zeros();
            rest &= rest - 1;
            let character = separator_bits(self.text[self.base + place as usize]);
            bits |= character << place;
            // What does not fit into 64 bits. Only near the end is there anything, so a shift by 64 cannot be.
            self.separators |= if place > 60 { character >> (64 - place) } else { 0 };
        }
        bits
    }

    /// The next word that begins at or behind `from`.
    #[inline]
    pub fn next(&mut self, from: usize) -> Option<Span> {
        loop {
            while self.starts == 0 {
                self.base += 64;
                if self.base >= self.text.len() {
                    return None;
                }
                self.load();
            }
            let place = self.starts.trailing_zeros();
            self.starts &= self.starts - 1;
            let start = self.base + place as usize;
            if start >= from {
                // The shift brings in zeros at the top: a word that fills the block has no end within it.
                let length = (!(self.word >> place)).trailing_zeros();
                let end = start + length as usize;
                let crosses = place + length == 64;
                return Some(Span { start, end: if crosses { word_end(self.text, end) } else { end } });
            }
        }
    }
}

/// One bit for each byte of a separating character that begins with this byte.
fn separator_bits(lead: u8) -> u64 {
    match lead {
        0xc2 => 0b11,
        0xe2..=0xef => 0b111,
        0xf0.. => 0b1111,
        _ => 0,
    }
}

/// Whether a character that begins with this byte belongs to a word.
pub fn is_word_lead(lead: u8) -> bool {
    lead.is_ascii_alphanumeric() || (lead >= 0x80 && separator_bits(lead) == 0)
}

/// Where the word ends that the character at `at` is in.
pub fn word_end(text: &[u8], at: usize) -> usize {
    let length = text[at..].iter().position(|&byte| !is_word_lead(byte));
    length.map_or(text.len(), |length| at + length)
}

/// The word that begins at `at`, if one does.
pub fn word_at(text: &[u8], at: usize) -> Option<Span> {
    let end = word_end(text, at.min(text.len()));
    (end > at).then_some(Span { start: at, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Words::new(text.as_bytes());
        let mut from = 0;
        std::iter::from_fn(|| {
            let span = words.next(from)?;
            from = span.end;
            Some(&text[span.start..span.end])
        })
        .collect()
    }

    #[test]
    fn accents_belong_and_signs_separate() {
        assert_eq!(words("João, 54a; nº 3 – “mãe” d'água"), ["João", "54a", "n", "3", "mãe", "d", "água"]);
        assert_eq!(words("Joa\u{303}o\u{a0}Łódź 🩺Ana　終 Лев"), ["Joa\u{303}o", "Łódź", "Ana", "Лев"]);
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn every_alignment_and_length_across_blocks() {
        for lead in 0..130 {
            for length in [1, 2, 63, 64, 65, 128, 200] {
                for letter in ["a", "é", "\u{1ebf}"] {
                    let word = letter.repeat(length);
                    for gap in [" ", "\u{a0}", "–", "🩺"] {
                        let text = format!("{}{gap}{word}{gap}z", " ".repeat(lead));
                        assert_eq!(words(&text), [&word, "z"], "{lead} {length} {gap:?}");
                    }
                }
            }
        }
    }
}
