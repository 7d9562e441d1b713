mod write;

pub(super) use write::{write, write_name};

use super::{Error, scan::Scanner};
use std::borrow::Cow;

const WORD: usize = 8;

/// Where a string's contents can no longer be copied as they are: a quotation mark, a backslash or a
/// control character. The bytes' length when there is none.
#[inline(never)]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<WORD>();
    for (index, word) in words.iter().enumerate() {
        let specials = specials(u64::from_le_bytes(*word));
        if specials != 0 {
            return index * WORD + specials.trailing_zeros() as usize / WORD;
        }
    }
    if is_plain_end(bytes) {
        return bytes.len();
    }
    words.len() * WORD + rest.iter().take_while(|byte| !is_special(**byte)).count()
}

/// The same where the end is nearly always within two words: without a loop and a call for those.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it runs for every member")]
pub(super) fn short_plain_length(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<WORD>();
    if let [first, second, ..] = words {
        let found = specials(u64::from_le_bytes(*first));
        if found != 0 {
            return found.trailing_zeros() as usize / WORD;
        }
        let found = specials(u64::from_le_bytes(*second));
        if found != 0 {
            return WORD + found.trailing_zeros() as usize / WORD;
        }
        return 2 * WORD + plain_length(&bytes[2 * WORD..]);
    }
    plain_length(bytes)
}

/// Whether there are words of a text's last bytes, maybe with some that are in front of them, that can be copied as they are.
fn is_plain_end(bytes: &[u8]) -> bool {
    const HALF: usize = WORD / 2;
    let half = |half: &[u8; HALF]| u64::from(u32::from_le_bytes(*half));
    let word = if let Some(word) = bytes.last_chunk() {
        u64::from_le_bytes(*word)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        half(first) | half(last) << 32
    } else {
        return false;
    };
    specials(word) == 0
}

/// The highest bit of each byte that has to be escaped. Above the lowest of them, of others too: a subtraction borrows.
const fn specials(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let quotation_mark = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let found = control
        | quotation_mark.wrapping_sub(ONES) & !quotation_mark
        | backslash.wrapping_sub(ONES) & !backslash;
    found & (ONES * 0x80)
}

const fn is_special(byte: u8) -> bool {
    matches!(byte, 0..0x20 | b'"' | b'\\')
}

/// Reads the string whose opening quotation mark has been read.
#[inline]
pub(super) fn read<'de>(scanner: &mut Scanner<'de>) -> Result<Cow<'de, str>, Error> {
    let start = scanner.skip_plain();
    if scanner.take(b'"') {
        return Ok(Cow::Borrowed(scanner.since(start, 1)));
    }
    read_escapes(scanner, start)
}

/// Reads the rest of a string that begins at `start` and has escape sequences.
#[inline(never)]
fn read_escapes<'de>(scanner: &mut Scanner<'de>, start: usize) -> Result<Cow<'de, str>, Error> {
    let mut text = String::from(scanner.since(start, 0));
    while !scanner.take(b'"') {
        if !scanner.take(b'\\') {
            return Err(Error::expected("the string's end"));
        }
        text.push(read_escaped(scanner)?);
        let start = scanner.skip_plain();
        text.push_str(scanner.since(start, 0));
    }
    Ok(Cow::Owned(text))
}

fn read_escaped(scanner: &mut Scanner<'_>) -> Result<char, Error> {
    Ok(match scanner.next() {
        Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
        Some(b'b') => '\u{8}',
        Some(b't') => '\t',
        Some(b'n') => '\n',
        Some(b'f') => '\u{c}',
        Some(b'r') => '\r',
        Some(b'u') => return read_unicode(scanner),
        _ => return Err(Error::expected("an escape sequence")),
    })
}

fn read_unicode(scanner: &mut Scanner<'_>) -> Result<char, Error> {
    let mut code = read_unit(scanner)?;
    if let 0xd800..0xdc00 = code
        && scanner.take(b'\\')
        && scanner.take(b'u')
    {
        let low = read_unit(scanner)?.wrapping_sub(0xdc00);
        if low < 0x400 {
            code = 0x10000 + ((code - 0xd800) << 10) + low;
        }
    }
    // What is still a surrogate stands alone, and is no character.
    char::from_u32(code).ok_or_else(|| Error::expected("surrogates in pairs"))
}

fn read_unit(scanner: &mut Scanner<'_>) -> Result<u32, Error> {
    (0..4).try_fold(0, |code, _| {
        let digit = scanner
            .next()
            .and_then(|byte| char::from(byte).to_digit(16));
        Ok(code * 16 + digit.ok_or_else(|| Error::expected("four hexadecimal digits"))?)
    })
}
