//! Masked text: as long as the original, byte for byte, so that positions hold in both.

use crate::finding::Finding;

const ASTERISKS: &str = "****************************************************************";

/// The text with every byte of the findings an asterisk, line ends apart: columns and lines stay where they
/// are, and what separates the segments of a message is kept.
#[must_use]
pub fn masked(text: &str, findings: &[Finding]) -> String {
    let mut output = String::with_capacity(text.len());
    let mut at = 0;
    for finding in findings {
        output.push_str(&text[at..finding.range().start]);
        at = finding.range().end;
        push_mask(&mut output, &text[finding.range()]);
    }
    output.push_str(&text[at..]);
    output
}

fn push_mask(output: &mut String, value: &str) {
    for piece in value.split_inclusive(['\r', '\n']) {
        let line = piece.trim_end_matches(['\r', '\n']);
        let mut rest = line.len();
        while rest > 0 {
            let count = rest.min(ASTERISKS.len());
            output.push_str(&ASTERISKS[..count]);
            rest -= count;
        }
        output.push_str(&piece[line.len()..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Category, Confidence, Rule};

    #[test]
    fn keeps_length_and_line_ends() {
        let text = "José\r\nLima, 1";
        let name = Finding::new(0, 11, Category::Name, Rule::NameCue, Confidence::of(90));
        assert_eq!(masked(text, &[name]), "*****\r\n****, 1");
        assert_eq!(masked(text, &[]), text);
    }
}
