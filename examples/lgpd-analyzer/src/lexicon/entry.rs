//! What words are to the rules.

/// What the lexicon knows of a word or of the beginning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry(u16);

/// Longer phrases begin with these words.
const PREFIX: u16 = 1;
const FIRST_NAME: u16 = 1 << 1;
const SURNAME: u16 = 1 << 2;
/// Means this only in capitals: `HAS`, `Itu`.
const CAPITALS: u16 = 1 << 3;
const ROLE_SHIFT: u32 = 8;

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What a word or phrase is to the rules.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

roles! {
    /// None.
    None,
    /// Announces a CPF.
    CpfCue,
    /// Announces a CNPJ.
    CnpjCue,
    /// Announces a CNS.
    CnsCue,
    /// Announces an RG.
    RgCue,
    /// Announces a telephone number.
    PhoneCue,
    /// Announces a CEP.
    CepCue,
    /// Announces a date of birth.
    BirthCue,
    /// Announces a number of a health plan.
    PlanCue,
    /// Announces the number of a medical record.
    RecordCue,
    /// Announces a number of a thing: an order, a lot.
    OtherCue,
    /// Announces a professional's registration.
    CouncilCue,
    /// Announces an ICD-10 code.
    CodeCue,
    /// A field's label or a word that announces a person's name.
    PersonCue,
    /// A form of address before a name: Dr., Sra., Dona.
    Title,
    /// A relative, a weaker announcement.
    Relation,
    /// Announces an address.
    AddressCue,
    /// Begins an address: rua, avenida.
    Street,
    /// Announces race or colour.
    EthnicityCue,
    /// Announces religion.
    ReligionCue,
    /// Announces sexual orientation.
    SexualCue,
    /// Within names: da, de, dos, e.
    Particle,
    /// Ends a name, is none itself.
    Stop,
    /// What follows bears a name and is no person: hospital, rua, são.
    Place,
    /// A condition.
    Health,
    /// A condition together with what comes next: doença de Chagas.
    HealthHead,
    /// Tells kinds of a condition apart: aguda, crônica, tipo.
    HealthModifier,
    /// An organ, after a condition: de mama.
    Organ,
    /// An ethnic group.
    Ethnicity,
    /// A colour, which is one of the register's only when announced.
    Colour,
    /// A faith.
    Religion,
    /// Sexual life.
    Sexual,
    /// Membership in a trade union.
    Union,
}

impl Role {
    /// Whether it announces numbers that are nobody's.
    #[must_use]
    pub const fn is_other(self) -> bool {
        matches!(self, Self::OtherCue | Self::CouncilCue)
    }

    /// Whether it announces a number, of whatever kind.
    #[must_use]
    pub const fn announces_number(self) -> bool {
        let of_someone =
            matches!(self, Self::CpfCue | Self::CnpjCue | Self::CnsCue | Self::RgCue | Self::PhoneCue);
        of_someone
            || self.is_other()
            || matches!(self, Self::CepCue | Self::BirthCue | Self::PlanCue | Self::RecordCue)
    }
}

impl Entry {
    /// Of a word that is not in the lexicon.
    pub const NONE: Self = Self(0);
    /// Of the beginning of a phrase.
    pub const BEGINNING: Self = Self(PREFIX);

    /// An entry with this role.
    pub const fn role(role: Role) -> Self {
        Self((role as u16) << ROLE_SHIFT)
    }

    /// An entry with this role for words in capitals only.
    pub const fn capitals(role: Role) -> Self {
        Self((role as u16) << ROLE_SHIFT | CAPITALS)
    }

    /// A first name.
    pub const fn first_name() -> Self {
        Self(FIRST_NAME)
    }

    /// A surname.
    pub const fn surname() -> Self {
        Self(SURNAME)
    }

    /// What the word is to the rules.
    pub fn get_role(self) -> Role {
        Role::ALL.get(usize::from(self.0 >> ROLE_SHIFT)).copied().unwrap_or(Role::None)
    }

    /// Whether the lexicon does not know the word.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether it is a first name, whatever else.
    pub const fn is_first_name(self) -> bool {
        self.0 & FIRST_NAME != 0
    }

    /// Whether it is a surname, whatever else.
    pub const fn is_surname(self) -> bool {
        self.0 & SURNAME != 0
    }

    /// Whether longer phrases begin so.
    pub const fn begins_phrase(self) -> bool {
        self.0 & PREFIX != 0
    }

    /// What is left when its role does not apply.
    pub const fn without_role(self) -> Self {
        Self(self.0 & (PREFIX | FIRST_NAME | SURNAME))
    }

    /// Whether it means that only in capitals.
    pub const fn needs_capitals(self) -> bool {
        self.0 & CAPITALS != 0
    }

    /// As stored.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// From what is stored.
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    /// What a word is that is both.
    ///
    /// # Panics
    /// When it would have two roles.
    pub const fn and(self, other: Self) -> Self {
        let [own, others] = [self.0 >> ROLE_SHIFT, other.0 >> ROLE_SHIFT];
        assert!(own == 0 || others == 0 || own == others, "a word has two roles");
        Self(self.0 | other.0)
    }
}
