//! The last thing that was announced, and whether a value is near enough to be it.

use crate::lexicon::Role;
use crate::text::words::Span;

/// How far behind its announcement a value may begin, in bytes.
const REACH: usize = 48;
/// How many words may come between.
const WORDS: u8 = 4;

/// What the text, or the name of a member of a JSON document, last announced.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// What is announced.
    pub role: Role,
    /// Behind the announcement, or behind the last value that followed it.
    end: usize,
    /// Words since then.
    words: u8,
    /// A value has followed: more may, in a list.
    used: bool,
}

impl Cue {
    /// Announced by a word that ends at `end`.
    pub const fn new(role: Role, end: usize) -> Self {
        Self { role, end, words: 0, used: false }
    }

    /// A word came that means nothing.
    pub const fn pass_word(&mut self) {
        self.words = self.words.saturating_add(1);
    }

    /// The same for a word that may be the label of another field: then the announcement is over.
    pub fn pass(&mut self, text: &[u8], word: Span) {
        let is_label = text.get(word.end) == Some(&b':');
        if is_label
            && word.start >= self.end
            && text[self.end..word.start].iter().take(REACH).any(|byte| matches!(byte, b':' | b'\n'))
        {
            self.role = Role::None;
        }
        self.pass_word();
    }

    /// A value that was announced ends at `end`.
    pub const fn use_up(&mut self, end: usize) {
        self.end = end;
        self.words = 0;
        self.used = true;
    }

    /// What announces a value that begins at `start`; [`Role::None`] when the announcement is too far away.
    pub fn announced(&self, text: &[u8], start: usize) -> Role {
        let reaches = start >= self.end && start - self.end <= REACH && self.words <= WORDS;
        if reaches && self.connects(&text[self.end..start]) { self.role } else { Role::None }
    }

    fn connects(&self, gap: &[u8]) -> bool {
        if self.used {
            // A list: "(11) 3222-1010 / 3222-1011", "I10, E11 e Z21".
            return gap.len() <= 8 && gap.iter().all(|byte| b" ,/;e|\r\n+(ou".contains(byte));
        }
        // What was masked or has a pseudonym was the value.
        let sentence_ends = || self.words > 0 && gap.windows(2).any(|pair| pair == b". ");
        !gap.iter().any(|byte| b"*];".contains(byte)) && !sentence_ends()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn announces(text: &str, cue_end: usize, words: u8, value: &str) -> bool {
        let mut cue = Cue::new(Role::CpfCue, cue_end);
        (0..words).for_each(|_| cue.pass_word());
        cue.announced(text.as_bytes(), text.find(value).unwrap()) == Role::CpfCue
    }

    #[test]
    fn near_enough() {
        assert!(announces("CPF: 1", 3, 0, "1"));
        assert!(announces("CPF sob o nº 1", 3, 3, "1"));
        assert!(announces("C.P.F.\r\n1", 5, 0, "1"));
    }

    #[test]
    fn another_sentence_a_mask_or_too_far() {
        assert!(!announces("CPF no sistema. Senha 1", 3, 3, "1"));
        assert!(!announces("CPF ****** 1", 3, 0, "1"));
        assert!(!announces(&format!("CPF{}1", " ".repeat(60)), 3, 0, "1"));
        assert!(!announces("CPF a b c d e 1", 3, 5, "1"));
    }

    #[test]
    fn lists_go_on_and_sentences_do_not() {
        let mut cue = Cue::new(Role::PhoneCue, 3);
        cue.use_up(11);
        assert_eq!(cue.announced(b"tel 3222 10 e 3222", 14), Role::PhoneCue);
        assert_eq!(cue.announced(b"tel 3222 10 leito 3", 18), Role::None);
    }
}
