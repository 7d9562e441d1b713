//! From a request to a report.

use crate::analysis::analyze;
use crate::document::{self, Part, Visitor, visit_document};
use crate::finding::{Category, Confidence, Finding, Selection};
use crate::lexicon::Role;
use crate::mask::masked;
use crate::messages::{self, AnalysisReport, AnalysisRequest, Article, Mode, Total};
use crate::pseudonym::Pseudonyms;

/// The configuration key that holds the key of the pseudonyms.
pub const PSEUDONYM_KEY: &str = "pseudonym-key";

/// What a host takes from a plugin, in bytes of JSON.
const REPORT_MAX: usize = 16 << 20;
/// What a finding takes in it besides its pointer, at least.
const FINDING_SIZE: usize = 100;

/// Answers a request; `config` looks up the plugin's configuration.
///
/// # Errors
/// A text that names the member of the request, or the configuration key, that is not right.
pub fn answer(
    request: AnalysisRequest,
    config: impl FnOnce(&str) -> Option<String>,
) -> Result<AnalysisReport, String> {
    let selection = selection(&request)?;
    let mut work = Work::new(request.mode, config)?;
    let (text, document) = match (request.text, request.document) {
        (Some(text), None) => (work.text(&text, selection), None),
        (None, Some(mut document)) => {
            visit_document(&mut document, selection, &mut work);
            (None, (!matches!(request.mode, Mode::Report)).then_some(document))
        }
        _ => return Err("expected \"text\" or \"document\", one of the two".to_owned()),
    };
    if work.size > REPORT_MAX {
        return Err(
            "the report would be longer than 16 MiB: ask for less text or fewer categories".to_owned()
        );
    }
    let totals = work.totals();
    Ok(AnalysisReport { document, findings: work.findings, mode: request.mode, text, totals })
}

fn selection(request: &AnalysisRequest) -> Result<Selection, String> {
    let least = request.minimum_confidence.unwrap_or(0.5);
    let minimum = (0..=100)
        .map(Confidence::of)
        .find(|minimum| minimum.share() >= least && least >= 0.0)
        .ok_or("/minimumConfidence: expected a number from 0 to 1")?;
    let categories = request.categories.as_ref();
    Ok(Selection {
        categories: categories.map_or(u32::MAX, |list| list.iter().fold(0, |bits, one| bits | one.bit())),
        minimum,
    })
}

/// What a mode does with findings.
enum Change {
    Nothing,
    Mask,
    Pseudonymise(Pseudonyms),
}

struct Work {
    change: Change,
    findings: Vec<messages::Finding>,
    /// Of the findings in JSON, at least.
    size: usize,
    counts: [i32; Category::ALL.len()],
}

impl Work {
    fn new(mode: Mode, config: impl FnOnce(&str) -> Option<String>) -> Result<Self, String> {
        let change = match mode {
            Mode::Report => Change::Nothing,
            Mode::Mask => Change::Mask,
            Mode::Pseudonymise => {
                let key = config(PSEUDONYM_KEY).ok_or_else(|| format!("{PSEUDONYM_KEY}: not configured"))?;
                let pseudonyms = Pseudonyms::new(key.as_bytes());
                Change::Pseudonymise(
                    pseudonyms.ok_or_else(|| format!("{PSEUDONYM_KEY}: shorter than 32 bytes"))?,
                )
            }
        };
        Ok(Self { change, findings: Vec::new(), size: 0, counts: [0; Category::ALL.len()] })
    }

    fn text(&mut self, text: &str, selection: Selection) -> Option<String> {
        let findings = analyze(text, Role::None, selection);
        for finding in &findings {
            self.record(finding, None);
        }
        self.changed(text, &findings)
    }

    fn changed(&self, text: &str, findings: &[Finding]) -> Option<String> {
        match &self.change {
            Change::Nothing => None,
            Change::Mask => Some(masked(text, findings)),
            Change::Pseudonymise(pseudonyms) => Some(pseudonyms.replace(text, findings)),
        }
    }

    fn record(&mut self, finding: &Finding, place: Option<(&str, messages::Part)>) {
        let category = finding.category;
        self.size += FINDING_SIZE + place.map_or(0, |(pointer, _)| pointer.len());
        if self.size > REPORT_MAX {
            return;
        }
        self.counts[category as usize] += 1;
        self.findings.push(messages::Finding {
            article: article(category),
            category,
            confidence: finding.confidence.share(),
            end: finding.end.cast_signed(),
            part: place.map(|(_, part)| part),
            pointer: place.map(|(pointer, _)| pointer.to_owned()),
            rule: finding.rule,
            start: finding.start.cast_signed(),
        });
    }

    fn totals(&self) -> Vec<Total> {
        let found = Category::ALL.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        found.map(|(&category, count)| Total { article: article(category), category, count }).collect()
    }
}

impl Visitor for Work {
    fn visit(&mut self, pointer: &str, part: Part, text: &str, findings: Vec<Finding>) -> Option<String> {
        let part = match part {
            document::Part::Name => messages::Part::Name,
            document::Part::Value => messages::Part::Value,
        };
        for finding in &findings {
            self.record(finding, Some((pointer, part)));
        }
        let identifies = findings.iter().any(|finding| !finding.category.is_sensitive());
        let changes = identifies || matches!(self.change, Change::Mask);
        if changes { self.changed(text, &findings) } else { None }
    }
}

const fn article(category: Category) -> Article {
    if category.is_sensitive() { Article::Art5Ii } else { Article::Art5I }
}
