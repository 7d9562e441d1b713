use vial_pdk::scan::ByteSet;

/// What a byte means between the segments' ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain,
    /// Has to be escaped in JSON.
    Special,
    Field,
    Component,
    Repetition,
    Escape,
    Subcomponent,
    End,
}

/// The delimiters that a message header declares.
pub struct Encoding<'a> {
    pub field: u8,
    /// Encoding characters as they came (MSH-2).
    pub characters: &'a [u8],
    kinds: [Kind; 256],
    /// Where text is interrupted: all that is not plain.
    pub interruptions: ByteSet,
}

impl<'a> Encoding<'a> {
    /// From the header segment at the start of the text.
    pub fn read(text: &'a [u8]) -> Option<Self> {
        let field = *text.get(3)?;
        let rest = &text[4..];
        let end = memchr::memchr3(field, b'\r', b'\n', rest).unwrap_or(rest.len());
        let characters = &rest[..end];
        let &([component, repetition, escape, subcomponent]
        | [component, repetition, escape, subcomponent, _]) = characters
        else {
            return None;
        };
        let declared = &text[3..4 + end];
        let sound = |(index, byte): (usize, &u8)| {
            byte.is_ascii_punctuation() && *byte != b'"' && !declared[..index].contains(byte)
        };
        if !declared.iter().enumerate().all(sound) {
            return None;
        }
        let mut kinds = [Kind::Plain; 256];
        kinds[..0x20].fill(Kind::Special);
        for (byte, kind) in [
            (b'"', Kind::Special),
            (b'\\', Kind::Special),
            (b'\r', Kind::End),
            (b'\n', Kind::End),
            (field, Kind::Field),
            (component, Kind::Component),
            (repetition, Kind::Repetition),
            (escape, Kind::Escape),
            (subcomponent, Kind::Subcomponent),
        ] {
            kinds[usize::from(byte)] = kind;
        }
        let interruptions: Vec<u8> =
            (0..0x80).filter(|&byte| kinds[usize::from(byte)] != Kind::Plain).collect();
        Some(Self { field, characters, kinds, interruptions: ByteSet::new(&interruptions) })
    }

    /// Whether the header segment at the start of the text declares the same.
    pub fn is_declared(&self, text: &[u8]) -> bool {
        let end = 4 + self.characters.len();
        text.get(3) == Some(&self.field)
            && text[4..].starts_with(self.characters)
            && text.get(end).is_none_or(|&byte| matches!(self.kind(byte), Kind::Field | Kind::End))
    }

    pub fn kind(&self, byte: u8) -> Kind {
        self.kinds[usize::from(byte)]
    }

    fn delimiter(&self, kind: Kind) -> u8 {
        let is_kind = |&byte: &u8| self.kind(byte) == kind;
        (0..0x80).find(is_kind).unwrap_or_default()
    }

    /// The escape sequence at the start of the text, which begins with the escape character: its length, and the character
    /// it stands for when it has a meaning.
    pub fn sequence(&self, text: &[u8]) -> Option<(usize, Option<u8>)> {
        let is_interruption = |&byte: &u8| !matches!(self.kind(byte), Kind::Plain | Kind::Special);
        let end = 1 + text[1..].iter().position(is_interruption)?;
        if self.kind(text[end]) != Kind::Escape {
            return None;
        }
        let meaning = match &text[1..end] {
            b"F" => Some(self.field),
            b"S" => Some(self.delimiter(Kind::Component)),
            b"R" => Some(self.delimiter(Kind::Repetition)),
            b"E" => Some(text[0]),
            b"T" => Some(self.delimiter(Kind::Subcomponent)),
            b".br" => Some(b'\n'),
            _ => None,
        };
        Some((end + 1, meaning))
    }
}
