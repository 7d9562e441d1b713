//! What an analysis finds.

pub use crate::messages::{Category, Rule};

impl Category {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Address,
        Self::BirthDate,
        Self::Cep,
        Self::Cnpj,
        Self::Cns,
        Self::Cpf,
        Self::Email,
        Self::Ethnicity,
        Self::Health,
        Self::HealthPlan,
        Self::MedicalRecord,
        Self::Name,
        Self::Phone,
        Self::Religion,
        Self::Rg,
        Self::SexualLife,
        Self::Union,
    ];

    /// Whether it is sensitive data (LGPD, art. 5, II), not only personal data (art. 5, I).
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Self::Ethnicity | Self::Health | Self::Religion | Self::SexualLife | Self::Union)
    }

    /// This category alone, as a set.
    #[must_use]
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Hundredths of certainty. Each piece of evidence takes its share of the doubt that is left, so two of
/// 60 and 50 make 80: 100 − 40 · 50 / 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(u8);

impl Confidence {
    /// A single piece of evidence, 0 to 100.
    #[must_use]
    pub const fn of(hundredths: u8) -> Self {
        Self(hundredths)
    }

    /// With another piece of evidence.
    #[must_use]
    pub const fn and(self, hundredths: u8) -> Self {
        let doubt = (100 - self.0 as u16) * (100 - hundredths as u16);
        Self(100 - ((doubt + 50) / 100) as u8)
    }

    /// With another piece of evidence where there is one.
    #[must_use]
    pub const fn and_if(self, condition: bool, hundredths: u8) -> Self {
        if condition { self.and(hundredths) } else { self }
    }

    /// Where something speaks against it: only this share is left.
    #[must_use]
    pub const fn weakened_if(self, condition: bool, hundredths: u8) -> Self {
        if condition { Self((self.0 as u16 * hundredths as u16 / 100) as u8) } else { self }
    }

    /// 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// 0 to 100.
    #[must_use]
    pub const fn hundredths(self) -> u8 {
        self.0
    }
}

/// Where something is, what, and how sure that is. It does not hold what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// First byte.
    pub start: u32,
    /// Behind the last byte.
    pub end: u32,
    /// What it is.
    pub category: Category,
    /// What found it.
    pub rule: Rule,
    /// How sure.
    pub confidence: Confidence,
}

impl Finding {
    /// A finding at `start..end`, bytes of the text.
    #[must_use]
    pub const fn new(
        start: usize,
        end: usize,
        category: Category,
        rule: Rule,
        confidence: Confidence,
    ) -> Self {
        Self { start: start as u32, end: end as u32, category, rule, confidence }
    }

    /// Where it is.
    #[must_use]
    pub const fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a caller wants to know of.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// Bits of the categories.
    pub categories: u32,
    /// The least certainty.
    pub minimum: Confidence,
}

impl Selection {
    /// Everything of at least this certainty.
    #[must_use]
    pub const fn everything(minimum: Confidence) -> Self {
        Self { categories: u32::MAX, minimum }
    }

    /// Whether a finding is wanted.
    #[must_use]
    pub fn wants(&self, finding: &Finding) -> bool {
        self.categories & finding.category.bit() != 0 && finding.confidence >= self.minimum
    }
}

/// Sorts findings by place and settles those that overlap: the longer of two that begin together stands,
/// the surer of two in the same place, and one that begins within another keeps what reaches beyond it. So all
/// that any of them covers stays covered.
#[must_use]
pub fn settle(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_unstable_by_key(|finding| {
        (finding.start, u32::MAX - finding.end, 100 - finding.confidence.0, finding.category as u8)
    });
    let mut covered = 0;
    findings.retain_mut(|finding| {
        finding.start = finding.start.max(covered);
        covered = covered.max(finding.end);
        finding.start < finding.end
    });
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(start: usize, end: usize, hundredths: u8) -> Finding {
        Finding::new(start, end, Category::Name, Rule::NameCue, Confidence::of(hundredths))
    }

    #[test]
    fn evidence_adds_up_and_never_reaches_certainty_twice() {
        assert_eq!(Confidence::of(60).and(50).hundredths(), 80);
        assert_eq!(Confidence::of(100).and(50).hundredths(), 100);
        assert_eq!(Confidence::of(0).and(0).hundredths(), 0);
        assert_eq!(Confidence::of(80).weakened_if(true, 50).hundredths(), 40);
    }

    #[test]
    fn what_overlaps_is_settled_without_uncovering_anything() {
        let settled =
            settle(vec![finding(10, 20, 90), finding(0, 4, 50), finding(0, 8, 50), finding(15, 25, 99)]);
        let ranges: Vec<_> = settled.iter().map(Finding::range).collect();
        assert_eq!(ranges, [0..8, 10..20, 20..25]);
    }

    #[test]
    fn of_two_in_the_same_place_the_surer_stands() {
        assert_eq!(settle(vec![finding(0, 4, 50), finding(0, 4, 70)]), [finding(0, 4, 70)]);
    }
}
