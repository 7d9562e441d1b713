//! Text from bytes that may be none.

const BLOCK: usize = 64;
const WORD: usize = 8;

/// The bytes as text; `None` when they are not UTF-8. What is ASCII up to the first other byte is looked at in blocks, which the compiler makes
/// vectors of; the standard library looks at two of the processor's words at a time, and WebAssembly's have four bytes.
pub fn text(bytes: &[u8]) -> Option<&str> {
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let ascii = blocks.iter().take_while(|block| is_ascii(block)).count() * BLOCK;
    std::str::from_utf8(&bytes[ascii..]).ok()?;
    // SAFETY: ASCII and what has been checked behind it are UTF-8.
    Some(unsafe { std::str::from_utf8_unchecked(bytes) })
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
