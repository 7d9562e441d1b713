//! Text from bytes that may be none.

const BLOCK: usize = 64;
const WORD: usize = 8;

/// The bytes as text; `None` when they are not UTF-8. What is ASCII is looked at in blocks, which the compiler makes
/// vectors of; the standard library looks at two of the processor's words at a time, and WebAssembly's have four bytes.
pub fn text(bytes: &[u8]) -> Option<&str> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let (blocks, _) = rest.as_chunks::<BLOCK>();
        let ascii = blocks.iter().take_while(|block| is_ascii(block)).count() * BLOCK;
        let (characters, behind) = rest[ascii..].split_at(block_of_characters(&rest[ascii..]));
        std::str::from_utf8(characters).ok()?;
        rest = behind;
    }
    // SAFETY: all parts are UTF-8.
    Some(unsafe { std::str::from_utf8_unchecked(bytes) })
}

/// How many bytes are the first block and the rest of its last character, if it goes on behind it.
fn block_of_characters(text: &[u8]) -> usize {
    let Some(behind) = text.get(BLOCK..) else {
        return text.len();
    };
    let is_continuation = |byte: &&u8| matches!(byte, 0x80..0xc0);
    BLOCK + behind.iter().take(3).take_while(is_continuation).count()
}

fn is_ascii(block: &[u8; BLOCK]) -> bool {
    const HIGH: u64 = u64::from_ne_bytes([0x80; WORD]);
    let (words, _) = block.as_chunks::<WORD>();
    let any = words
        .iter()
        .fold(0, |any, word| any | u64::from_ne_bytes(*word));
    any & HIGH == 0
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn agrees_with_the_standard_library() {
        let letters = ["a", "é", "€", "😀"];
        for length in 0..200 {
            for letter in letters {
                let mut bytes = vec![b'x'; length];
                bytes.extend_from_slice(letter.as_bytes());
                bytes.extend_from_slice(&[b'y'; 70]);
                bytes.extend_from_slice(letter.as_bytes());
                assert_eq!(text(&bytes), std::str::from_utf8(&bytes).ok());
                bytes[length] = 0x80;
                assert_eq!(text(&bytes), None);
                assert_eq!(
                    text(&bytes[..length]),
                    std::str::from_utf8(&bytes[..length]).ok()
                );
            }
        }
    }
}
