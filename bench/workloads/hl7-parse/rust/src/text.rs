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
