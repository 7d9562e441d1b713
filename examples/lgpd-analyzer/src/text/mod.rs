//! From bytes to words.

mod blocks;
pub mod fold;
pub mod words;

/// Whether a word begins with a capital letter, of ASCII or of Latin-1.
pub fn is_capitalised(word: &[u8]) -> bool {
    matches!(word, [b'A'..=b'Z', ..] | [0xc3, 0x80..=0x9e, ..])
}

/// Whether a word has no small letter of ASCII or Latin-1.
pub fn is_upper(word: &[u8]) -> bool {
    !word.iter().enumerate().any(|(at, byte)| match byte {
        b'a'..=b'z' => true,
        0xa0..=0xbf => at > 0 && word[at - 1] == 0xc3,
        _ => false,
    })
}
