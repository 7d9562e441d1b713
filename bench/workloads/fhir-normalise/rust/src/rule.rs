//! What is done with a text, by the name of the member that holds it.

use crate::name::Name;

#[derive(Clone, Copy)]
pub enum Rule {
    AsItIs,
    Trim,
    Collapse,
    CodeSystem,
    Reference,
    Gender,
    DateTime,
}

/// The rule for texts of a member.
pub fn of(name: Name) -> Rule {
    match &TABLE[slot(name.word())] {
        Some((known, rule)) if *known == name => *rule,
        _ if is_date_name(name.text) => Rule::DateTime,
        _ => Rule::Trim,
    }
}

fn is_date_name(name: &str) -> bool {
    name.ends_with("Date") || name.ends_with("DateTime") || name.ends_with("Instant")
}

const SLOTS: usize = 64;

/// By `slot` of the names, which is another one for each.
static TABLE: [Option<(Name, Rule)>; SLOTS] = {
    let mut table = [None; SLOTS];
    let mut at = 0;
    while at < RULES.len() {
        let (name, rule) = RULES[at];
        let name = Name::new(name);
        let slot = slot(name.word());
        assert!(table[slot].is_none());
        table[slot] = Some((name, rule));
        at += 1;
    }
    table
};

/// A multiplication has all bytes of a name in the highest bits of the product.
#[expect(clippy::cast_possible_truncation, reason = "it is less than SLOTS")]
const fn slot(word: u64) -> usize {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_9a15;
    (word.wrapping_mul(FACTOR) >> (u64::BITS - SLOTS.ilog2())) as usize
}

const RULES: [(&str, Rule); 21] = [
    ("div", Rule::AsItIs),
    ("data", Rule::AsItIs),
    ("city", Rule::Collapse),
    ("display", Rule::Collapse),
    ("district", Rule::Collapse),
    ("family", Rule::Collapse),
    ("given", Rule::Collapse),
    ("line", Rule::Collapse),
    ("prefix", Rule::Collapse),
    ("suffix", Rule::Collapse),
    ("text", Rule::Collapse),
    ("system", Rule::CodeSystem),
    ("reference", Rule::Reference),
    ("gender", Rule::Gender),
    ("authoredOn", Rule::DateTime),
    ("created", Rule::DateTime),
    ("date", Rule::DateTime),
    ("end", Rule::DateTime),
    ("issued", Rule::DateTime),
    ("lastUpdated", Rule::DateTime),
    ("start", Rule::DateTime),
];
