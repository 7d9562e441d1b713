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

/// Appends what is mostly short: a copy of a length that the compiler knows is a load and a store, of any other a call.
#[inline]
pub(super) fn append(output: &mut Vec<u8>, bytes: &[u8]) {
    match bytes.len() {
        0..4 => {
            for &byte in bytes {
                output.push(byte);
            }
        }
        4..8 => append_both_ends::<4>(output, bytes),
        8..16 => append_both_ends::<8>(output, bytes),
        16..=32 => append_both_ends::<16>(output, bytes),
        _ => output.extend_from_slice(bytes),
    }
}

/// Appends from `N` to `2 * N` bytes: the first `N`, and over what they have in common the last `N`.
fn append_both_ends<const N: usize>(output: &mut Vec<u8>, bytes: &[u8]) {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<N>(), bytes.last_chunk::<N>()) {
        let end = output.len() + bytes.len();
        output.extend_from_slice(first);
        output.truncate(end - N);
        output.extend_from_slice(last);
    }
}

/// Writes a member's name, quoted, and a colon. In the caller, since what a name needs is decided at once where it is a constant.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "names are constants where it is called"
)]
pub(super) fn write_name(output: &mut Vec<u8>, name: &'static str) {
    if name.bytes().all(|byte| !is_special(byte)) {
        output.push(b'"');
        append(output, name.as_bytes());
        output.extend_from_slice(b"\":");
    } else {
        write(output, name);
        output.push(b':');
    }
}

const fn is_special(byte: u8) -> bool {
    matches!(byte, 0..0x20 | b'"' | b'\\')
}

/// Writes a string, quoted.
pub(super) fn write(output: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    output.push(b'"');
    loop {
        let (plain, special) = rest.split_at(plain_length(rest));
        append(output, plain);
        let Some((&byte, behind)) = special.split_first() else {
            break;
        };
        write_escaped(output, byte);
        rest = behind;
    }
    output.push(b'"');
}

fn write_escaped(output: &mut Vec<u8>, byte: u8) {
    let letter = match byte {
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        0..0x20 => {
            output.extend_from_slice(if byte < 0x10 { b"\\u000" } else { b"\\u001" });
            b"0123456789abcdef"[usize::from(byte % 16)]
        }
        _ => byte,
    };
    if matches!(byte, 0x08..=0x0a | 0x0c | 0x0d | 0x20..) {
        output.push(b'\\');
    }
    output.push(letter);
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
