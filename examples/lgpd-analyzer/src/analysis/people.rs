//! The part of a pass that is about people's names.

use super::Pass;
use crate::finding::Finding;
use crate::lexicon::{Match, Role};
use crate::rules::names;
use crate::text::words::Span;

impl Pass<'_> {
    pub(super) fn known_name(&mut self, word: Span, found: Match) {
        if word.start < self.place_end {
            return;
        }
        if self.text[word.start..].starts_with(b"D. ") {
            // Dona.
            return self.name(names::after_cue(self.text, word, Role::Title));
        }
        if found.entry.is_surname()
            && let Some(finding) = names::surname_first(self.text, word)
        {
            return self.name(Some(finding));
        }
        if found.entry.is_first_name() {
            self.name(names::from_first_name(self.text, word));
        } else if found.entry.is_surname() {
            self.name(names::from_surname(self.text, word, self.found_end.max(self.place_end)));
        }
    }

    pub(super) fn person(&mut self, cue: Span, role: Role) {
        // "CPF do paciente: …" still announces a CPF.
        self.cue.pass_word();
        self.resume = cue.end;
        if role == Role::Title && cue.start < self.place_end {
            return;
        }
        self.name(names::after_cue(self.text, cue, role));
    }

    pub(super) fn name(&mut self, finding: Option<Finding>) {
        if let Some(finding) = finding {
            self.findings.push(finding);
            // Only a name that is sure hides what else its words could mean.
            if finding.confidence.hundredths() >= 50 {
                self.resume = finding.range().end;
                self.found_end = finding.range().end;
            }
        }
    }

    pub(super) fn place(&mut self, word: Span) {
        self.place_end = self.place_end.max(names::skip_place(self.text, word));
    }
}
