const SHORT: usize = 16;

/// Appends `text[from..to]`, sixteen bytes at a time while there are as many: a copy of sixteen bytes, whose length the
/// compiler knows, is a load and a store where a copy of any length is a call.
pub fn push_run(json: &mut Vec<u8>, text: &[u8], from: usize, to: usize) {
    let end = json.len() + (to - from);
    let mut rest = &text[from..];
    while json.len() < end {
        let Some((chunk, behind)) = rest.split_first_chunk::<SHORT>() else {
            json.extend_from_slice(&rest[..end - json.len()]);
            break;
        };
        json.extend_from_slice(chunk);
        rest = behind;
    }
    json.truncate(end);
}

/// Inserts `[`, which is fast when not much is behind it.
pub fn insert_bracket(json: &mut Vec<u8>, at: usize) {
    let end = json.len() + 1;
    if end - at > SHORT {
        json.insert(at, b'[');
        return;
    }
    json.extend_from_slice(&[0; SHORT]);
    if let Some(moved) = json[at..].first_chunk::<SHORT>().copied() {
        json[at + 1..][..SHORT].copy_from_slice(&moved);
    }
    json[at] = b'[';
    json.truncate(end);
}

/// Writes a character of ASCII into a JSON string (RFC 8785, section 3.2.2.2).
pub fn push(json: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        ..0x20 => {
            let digits = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
            json.extend_from_slice(b"\\u00");
            json.extend_from_slice(&digits);
            return;
        }
        _ => {
            json.push(byte);
            return;
        }
    };
    json.extend_from_slice(&[b'\\', short]);
}
