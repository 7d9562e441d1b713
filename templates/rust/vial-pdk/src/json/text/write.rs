//! Strings, written.

use super::{WORD, is_special, plain_length, specials};

/// Writes a member's name, quoted, and a colon. In the caller, since what a name needs is decided at once where it is a constant.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "names are constants where it is called"
)]
pub fn write_name(output: &mut Vec<u8>, name: &'static str) {
    if name.bytes().all(|byte| !is_special(byte)) {
        output.push(b'"');
        append(output, name.as_bytes());
        output.extend_from_slice(b"\":");
    } else {
        write(output, name);
        output.push(b':');
    }
}

/// Writes a string, quoted. Not inlined: modules would be larger, and take 2% less time.
#[inline(never)]
pub fn write(output: &mut Vec<u8>, text: &str) {
    if !write_short(output, text.as_bytes()) {
        write_any(output, text);
    }
}

/// Writes most strings, without another call: those of 1 to 32 bytes in which nothing has to be escaped, where there is room.
/// Whether it did.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it runs for every string")]
fn write_short(output: &mut Vec<u8>, bytes: &[u8]) -> bool {
    match bytes.len() {
        1..WORD => write_word(output, bytes),
        WORD..16 => write_ends::<WORD>(output, bytes),
        16..=32 => write_ends::<16>(output, bytes),
        _ => false,
    }
}

/// Writes a string of fewer bytes than a word.
#[inline]
fn write_word(output: &mut Vec<u8>, bytes: &[u8]) -> bool {
    const LETTERS: u64 = u64::from_le_bytes([b'a'; WORD]);
    let word = short_word(bytes);
    let letters = LETTERS << (8 * bytes.len());
    let room = output.capacity() - output.len();
    if specials(word | letters) != 0 || room < WORD + 2 {
        return false;
    }
    // SAFETY: there is room for a word and two quotation marks, and all bytes up to the new length are written.
    unsafe {
        write_quoted(output, bytes.len(), |text| {
            text.cast::<[u8; WORD]>().write(word.to_le_bytes());
        });
    }
    true
}

/// Writes a string of `N` to `2 * N` bytes by its first and last `N`.
#[inline]
fn write_ends<const N: usize>(output: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let (Some(first), Some(last)) = (bytes.first_chunk::<N>(), bytes.last_chunk::<N>()) else {
        return false;
    };
    let room = output.capacity() - output.len();
    if any_specials(first) | any_specials(last) != 0 || room < 2 * N + 2 {
        return false;
    }
    // SAFETY: there is room for 2 * N bytes and two quotation marks, and all bytes up to the new length are written.
    unsafe {
        write_quoted(output, bytes.len(), |text| {
            text.cast::<[u8; N]>().write(*first);
            text.add(bytes.len() - N).cast::<[u8; N]>().write(*last);
        });
    }
    true
}

/// Appends a quotation mark, what `write` writes of `length` bytes, and another one.
///
/// # Safety
/// There is room for that, and for all else that `write` writes.
#[inline]
unsafe fn write_quoted(output: &mut Vec<u8>, length: usize, write: impl FnOnce(*mut u8)) {
    let start = output.len();
    unsafe {
        let quoted = output.as_mut_ptr().add(start);
        quoted.write(b'"');
        write(quoted.add(1));
        quoted.add(1 + length).write(b'"');
        output.set_len(start + length + 2);
    }
}

#[inline]
fn any_specials<const N: usize>(bytes: &[u8; N]) -> u64 {
    let (words, _) = bytes.as_chunks::<WORD>();
    let words = words.iter().map(|word| specials(u64::from_le_bytes(*word)));
    words.fold(0, |any, specials| any | specials)
}

/// The bytes of less than a word, the first one lowest, in halves that may have bytes in common. Zeros for those that are missing.
#[inline]
fn short_word(bytes: &[u8]) -> u64 {
    let bits = 8 * bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
        first | last << (bits - 32)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
        let [first, last] = [first, last].map(|part| u64::from(u16::from_le_bytes(*part)));
        first | last << (bits - 16)
    } else {
        bytes.first().copied().unwrap_or_default().into()
    }
}

#[inline(never)]
fn write_any(output: &mut Vec<u8>, text: &str) {
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

/// Appends what is mostly short: a copy of a length that the compiler knows is a load and a store, of any other a call.
#[inline]
fn append(output: &mut Vec<u8>, bytes: &[u8]) {
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
