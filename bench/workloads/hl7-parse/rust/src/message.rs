use crate::encoding::Encoding;
use crate::{field, text};

/// Why there is no JSON, and the number of the segment, from 1.
pub struct Error {
    pub code: &'static str,
    pub segment: usize,
}

/// Where the next segment begins, in the text or at its end.
fn skip_ends(text: &[u8], from: usize) -> usize {
    let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
    from + text[from..].iter().take_while(is_end).count()
}

fn is_header(text: &[u8]) -> bool {
    text.starts_with(b"MSH")
}

/// Writes all messages of the text.
pub fn write_all(text: &[u8], json: &mut Vec<u8>) -> Result<(), Error> {
    let mut segment = 0;
    let mut at = skip_ends(text, 0);
    let mut known: Option<Encoding> = None;
    json.push(b'[');
    while at < text.len() {
        segment += 1;
        let header = &text[at..];
        if !is_header(header) {
            return Err(Error { code: "header", segment });
        }
        let encoding = known
            .filter(|known| known.is_declared(header))
            .or_else(|| Encoding::read(header))
            .ok_or(Error { code: "delimiters", segment })?;
        if json.len() > 1 {
            json.push(b',');
        }
        at = write(text, at, &encoding, &mut segment, json)?;
        known = Some(encoding);
    }
    json.push(b']');
    Ok(())
}

/// Writes the message whose header is the segment here. Returns where the next one begins; `segment` is the number of the
/// last one that was read.
fn write(
    text: &[u8],
    start: usize,
    encoding: &Encoding,
    segment: &mut usize,
    json: &mut Vec<u8>,
) -> Result<usize, Error> {
    let mut interruptions = encoding.interruptions.positions(text);
    json.extend_from_slice(b"[[\"MSH\",[\"");
    text::push(json, encoding.field);
    json.extend_from_slice(b"\"],[\"");
    for &character in encoding.characters {
        text::push(json, character);
    }
    json.extend_from_slice(b"\"]");
    let mut name_end = start + 4 + encoding.characters.len();
    loop {
        interruptions.skip_to(name_end);
        let end = match interruptions.next() {
            Some(separator) if separator == name_end && text[separator] == encoding.field => {
                field::write_all(text, name_end + 1, encoding, &mut interruptions, json)
            }
            _ => name_end,
        };
        json.push(b']');
        let at = skip_ends(text, end);
        if at == text.len() || is_header(&text[at..]) {
            json.push(b']');
            return Ok(at);
        }
        *segment += 1;
        let name = segment_name(&text[at..], encoding).ok_or(Error { code: "segment", segment: *segment })?;
        json.extend_from_slice(b",[\"");
        json.extend_from_slice(name);
        json.push(b'"');
        name_end = at + name.len();
    }
}

fn segment_name<'a>(segment: &'a [u8], encoding: &Encoding) -> Option<&'a [u8; 3]> {
    let (name, rest) = segment.split_first_chunk::<3>()?;
    let [first, others @ ..] = name;
    let is_name = first.is_ascii_uppercase()
        && others.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && rest.first().is_none_or(|&byte| byte == encoding.field || matches!(byte, b'\r' | b'\n'));
    is_name.then_some(name)
}
