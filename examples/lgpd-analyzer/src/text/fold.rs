//! Words without case and accents, as numbers: what the lexicon is looked up by.

/// What a word hashes to after folding. Two words with the same key are taken for the same word.
pub type Key = u64;

/// The ASCII letters of the characters U+00C0 to U+00FF without their accents; 0 where there is none.
const LATIN_1: &[u8; 64] = b"aaaaaaaceeeeiiii\0nooooo\0ouuuuy\0saaaaaaaceeeeiiii\0nooooo\0ouuuuy\0y";

/// Longer words are known by their first letters and their length.
const KEPT: usize = 16;

const fn mix(low: u64, high: u64, length: u64) -> Key {
    let first = (low ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let second = (first ^ (first >> 32) ^ high ^ (length << 56)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    second ^ (second >> 29)
}

/// The key of a phrase: that of its beginning with one more word.
pub const fn join(phrase: Key, word: Key) -> Key {
    mix(phrase.rotate_left(17), word, 0)
}

/// The key of a word that is already folded: lower-case ASCII letters and digits.
pub const fn folded_key(word: &[u8]) -> Key {
    let mut halves = [0_u64; 2];
    let mut at = 0;
    while at < word.len() && at < KEPT {
        halves[at / 8] |= (word[at] as u64) << (at % 8 * 8);
        at += 1;
    }
    mix(halves[0], halves[1], word.len() as u64)
}

/// The key of `text[start..end]`, a word.
#[inline]
pub fn key(text: &[u8], start: usize, end: usize) -> Key {
    let length = end - start;
    if length <= KEPT {
        let rest = &text[start..];
        let bytes = rest.first_chunk().copied().unwrap_or_else(|| padded(rest));
        let [low, high] = [first_bytes(&bytes, 0, length), first_bytes(&bytes, 8, length)];
        if (low | high) & 0x8080_8080_8080_8080 == 0 {
            return mix(low, high, length as u64);
        }
    }
    slow_key(&text[start..end])
}

/// What is left of a text near its end, where most words of a document's short strings are.
#[inline]
fn padded(rest: &[u8]) -> [u8; KEPT] {
    let mut bytes = [0; KEPT];
    bytes[..rest.len()].copy_from_slice(rest);
    bytes
}

/// Eight bytes of a word in lower case. The bit that makes a letter lower-case is set in digits anyway; bytes
/// behind the word are 0.
#[inline]
fn first_bytes(bytes: &[u8; KEPT], at: usize, length: usize) -> u64 {
    /// The first 0 to 8 bytes.
    const KEEP: [u64; 9] = [
        0,
        0xff,
        0xffff,
        0xff_ffff,
        u32::MAX as u64,
        u64::MAX >> 24,
        u64::MAX >> 16,
        u64::MAX >> 8,
        u64::MAX,
    ];
    let Some(eight) = bytes[at..].first_chunk::<8>() else { return 0 };
    (u64::from_le_bytes(*eight) | 0x2020_2020_2020_2020) & KEEP[length.saturating_sub(at).min(8)]
}

/// For words with accents and long words.
fn slow_key(word: &[u8]) -> Key {
    let mut folded = [0; KEPT];
    let mut length = 0;
    fold(word, |letter| {
        if length < KEPT {
            folded[length] = letter;
        }
        length += 1;
    });
    let [low, high] =
        [0, 8].map(|at| folded[at..].iter().take(8).rev().fold(0, |half, byte| half << 8 | u64::from(*byte)));
    mix(low, high, length as u64)
}

/// Hands out a word's letters without case and accents. What has no such form comes out as its bytes.
pub fn fold(word: &[u8], mut push: impl FnMut(u8)) {
    let mut lead = 0;
    for &byte in word {
        match (lead, byte) {
            (_, 0..0x80) => push(byte | 0x20),
            (0xc3, _) => match LATIN_1[usize::from(byte & 0x3f)] {
                0 => push(byte),
                letter => push(letter),
            },
            // Combining marks are nothing, leads are counted with what follows them.
            (0xcc, _) | (0xcd, 0x80..0xb0) | (_, 0xc0..) => {}
            _ => push(byte),
        }
        lead = byte;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(word: &str) -> Key {
        key(word.as_bytes(), 0, word.len())
    }

    /// The same word with enough behind it for the fast way.
    fn key_within(word: &str) -> Key {
        let text = format!("; {word}\u{e9}X0123456789abcdef");
        key(text.as_bytes(), 2, 2 + word.len())
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        for (word, folded) in [
            ("MÃE", "mae"),
            ("Mãe", "mae"),
            ("ma\u{303}e", "mae"),
            ("conceição", "conceicao"),
            ("ÀÉÎÕÜÇÑ", "aeioucn"),
            ("T4", "t4"),
            ("a", "a"),
            ("abcdefghijklmnop", "abcdefghijklmnop"),
            ("GASTROENTEROCOLITE", "gastroenterocolite"),
        ] {
            assert_eq!(key_of(word), folded_key(folded.as_bytes()), "{word}");
            assert_eq!(key_within(word), folded_key(folded.as_bytes()), "{word} within a text");
        }
    }

    #[test]
    fn other_words_are_other_keys() {
        let words =
            ["", "a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "abcdefghijklmnopq", "abcdefghijklmnopr1"];
        let keys: std::collections::BTreeSet<_> = words.iter().map(|word| key_of(word)).collect();
        assert_eq!(keys.len(), words.len());
        assert_ne!(join(key_of("a"), key_of("b")), join(key_of("b"), key_of("a")));
    }
}
