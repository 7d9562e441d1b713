/// What an identifier is.
#[derive(Clone, Copy)]
pub enum Kind {
    Cep,
    Cnpj,
    Cns,
    Cpf,
    Date,
    Email,
    Phone,
}

impl Kind {
    /// What stands in its place.
    pub fn replacement(self) -> &'static [u8] {
        match self {
            Self::Cep => b"[CEP]",
            Self::Cnpj => b"[CNPJ]",
            Self::Cns => b"[CNS]",
            Self::Cpf => b"[CPF]",
            Self::Date => b"[DATE]",
            Self::Email => b"[EMAIL]",
            Self::Phone => b"[PHONE]",
        }
    }
}

/// A piece of the text, and what it is.
pub struct Finding {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// Whether the byte is a letter, a digit or `_`.
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
