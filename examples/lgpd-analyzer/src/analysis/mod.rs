//! One pass over a text.

mod people;

use crate::cue::Cue;
use crate::finding::{Finding, Selection, settle};
use crate::lexicon::{self, Match, Role, longest};
use crate::rules::{addresses, codes, emails, hl7, identifiers, names, numbers, terms};
use crate::text::words::{Span, Words};

/// Finds personal data in a text.
///
/// `announced` is what the text is by the name of the member of a JSON document that holds it, or [`Role::None`].
/// Findings come in order and do not overlap.
///
/// ```
/// use lgpd_analyzer::{Category, Confidence, Role, Selection, analyze};
///
/// let everything = Selection::everything(Confidence::of(50));
/// let findings = analyze("CPF 529.982.247-25", Role::None, everything);
/// assert_eq!(findings[0].category, Category::Cpf);
/// assert_eq!(findings[0].range(), 4..18);
/// ```
#[must_use]
pub fn analyze(text: &str, announced: Role, selection: Selection) -> Vec<Finding> {
    let mut pass = Pass {
        text: text.as_bytes(),
        cue: Cue::new(announced, 0),
        resume: 0,
        // In the field of a hospital or a city, names are no people's.
        place_end: if announced == Role::Place { text.len() } else { 0 },
        found_end: 0,
        findings: Vec::new(),
    };
    if is_person(announced) {
        // The whole text is a field: its label ends where it begins.
        pass.name(names::after_label(pass.text, 0));
    }
    pass.run();
    pass.findings.retain(|finding| selection.wants(finding));
    settle(pass.findings)
}

const fn is_person(role: Role) -> bool {
    matches!(role, Role::PersonCue | Role::Title | Role::Relation)
}

struct Pass<'t> {
    text: &'t [u8],
    cue: Cue,
    /// Words that begin before this are within what was found.
    resume: usize,
    /// Names that begin before this are those of a place.
    place_end: usize,
    /// What was found last ends here.
    found_end: usize,
    findings: Vec<Finding>,
}

impl Pass<'_> {
    fn run(&mut self) {
        let mut words = Words::new(self.text);
        while let Some(word) = words.next(self.resume) {
            self.resume = word.end;
            if self.means_nothing(word) {
                self.cue.pass_word();
            } else {
                self.step(word);
            }
        }
    }

    /// Most words: what this says of them costs little, and they cost nothing more.
    #[inline]
    fn means_nothing(&self, word: Span) -> bool {
        let [first, second] = [self.text[word.start], self.text.get(word.start + 1).copied().unwrap_or(0)];
        let letters = !first.is_ascii_digit() && !second.is_ascii_digit();
        let next = self.text.get(word.end).copied().unwrap_or(0);
        // A label, an address, the beginning of a segment or of a CNPJ.
        let may_be_more =
            matches!((word.end - word.start, next), (_, b':' | b'@') | (3, b'|') | (2, b'.') | (14, _));
        letters && !may_be_more && lexicon::is_unknown(self.text, word)
    }

    fn step(&mut self, word: Span) {
        if self.text[word.start].is_ascii_digit() {
            self.number(word);
        } else {
            self.word(word);
        }
        if self.text.get(word.end) == Some(&b'@') {
            self.email(word.end);
        }
    }

    fn number(&mut self, word: Span) {
        let announced = self.cue.announced(self.text, word.start);
        if announced == Role::None && numbers::is_short(self.text, word) {
            return self.cue.pass_word();
        }
        if matches!(word.end - word.start, 2 | 14)
            && let Some(finding) = identifiers::alphanumeric_cnpj(self.text, word.start, announced)
        {
            return self.add(finding, announced);
        }
        let number = numbers::read(self.text, word.start, announced);
        self.resume = self.resume.max(number.end);
        match number.finding {
            Some(finding) => self.add(finding, announced),
            None => self.cue.pass_word(),
        }
    }

    fn word(&mut self, word: Span) {
        let found = longest(self.text, word);
        if found.entry.is_none() {
            return self.unknown(word);
        }
        let role = found.entry.get_role();
        let whole = Span { start: word.start, end: found.end };
        match role {
            Role::None | Role::Organ | Role::HealthModifier | Role::Particle => {
                self.cue.pass_word();
                self.known_name(word, found);
            }
            Role::Stop => self.cue.pass(self.text, word),
            Role::PersonCue | Role::Title | Role::Relation => self.person(whole, role),
            Role::Street => self.street(word),
            Role::Place => {
                self.cue.pass_word();
                self.place(word);
            }
            Role::Health | Role::HealthHead => self.health(word, found),
            Role::Ethnicity | Role::Colour | Role::Religion | Role::Sexual | Role::Union => {
                self.sensitive(word, found);
            }
            _ => self.announce(whole, role),
        }
    }

    /// Neither cue nor name. A few of them are codes, or begin a CNPJ or an HL7 segment.
    fn unknown(&mut self, word: Span) {
        let bytes = &self.text[word.start..word.end];
        if bytes.get(1).is_some_and(u8::is_ascii_digit) && bytes.len() <= 5 {
            let announced = self.cue.announced(self.text, word.start);
            if let Some(finding) = codes::find(self.text, word.start, announced) {
                return self.add(finding, announced);
            }
        }
        if matches!(bytes.len(), 2 | 14) && bytes.iter().any(u8::is_ascii_uppercase) {
            let announced = self.cue.announced(self.text, word.start);
            if let Some(finding) = identifiers::alphanumeric_cnpj(self.text, word.start, announced) {
                return self.add(finding, announced);
            }
        }
        if bytes.len() == 3 && hl7::is_segment(self.text, word.start) {
            hl7::find(self.text, word.start, &mut self.findings);
        }
        self.cue.pass(self.text, word);
    }

    fn street(&mut self, word: Span) {
        let announced = self.cue.announced(self.text, word.start);
        match addresses::find(self.text, word, announced) {
            Some(finding) => {
                self.take(finding);
                self.cue.pass_word();
            }
            None => self.place(word),
        }
    }

    fn health(&mut self, word: Span, found: Match) {
        self.cue.pass_word();
        if let Some(finding) = terms::condition(self.text, word.start, found) {
            self.take(finding);
        }
    }

    fn sensitive(&mut self, word: Span, found: Match) {
        let announced_place = word.start < self.place_end;
        let finding = terms::sensitive(self.text, word.start, found, &self.cue).filter(|_| !announced_place);
        self.cue.pass_word();
        if let Some(finding) = finding {
            self.take(finding);
        }
        if found.entry.is_first_name() {
            self.known_name(word, found);
        }
    }

    fn announce(&mut self, cue: Span, role: Role) {
        self.cue = Cue::new(role, cue.end);
        self.resume = cue.end;
        if role == Role::CouncilCue {
            let finding = names::before_registration(self.text, cue.start);
            self.findings.extend(finding);
        }
    }

    fn email(&mut self, at: usize) {
        if let Some(finding) = emails::find(self.text, at, self.found_end) {
            self.take(finding);
        }
    }

    /// A finding that may have been announced: then more of its kind may follow. If not, the last announcement is
    /// over.
    fn add(&mut self, finding: Finding, announced: Role) {
        self.take(finding);
        match announced {
            Role::None => self.cue = Cue::new(Role::None, finding.range().end),
            _ => self.cue.use_up(finding.range().end),
        }
    }

    /// Goes on behind a finding.
    fn take(&mut self, finding: Finding) {
        self.findings.push(finding);
        self.resume = self.resume.max(finding.range().end);
        self.found_end = finding.range().end;
    }
}
