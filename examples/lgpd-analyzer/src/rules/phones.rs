//! Telephone numbers of Brazil (Anatel: two digits of area, then nine for mobile and eight for fixed lines).

use super::digits::{Digits, stands_alone};
use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::Role;

/// The area codes, one bit each.
const AREAS: u128 = {
    let areas: [&[u32]; 9] = [
        &[11, 12, 13, 14, 15, 16, 17, 18, 19],
        &[21, 22, 24, 27, 28],
        &[31, 32, 33, 34, 35, 37, 38],
        &[41, 42, 43, 44, 45, 46, 47, 48, 49],
        &[51, 53, 54, 55],
        &[61, 62, 63, 64, 65, 66, 67, 68, 69],
        &[71, 73, 74, 75, 77, 79],
        &[81, 82, 83, 84, 85, 86, 87, 88, 89],
        &[91, 92, 93, 94, 95, 96, 97, 98, 99],
    ];
    let mut bits = 0_u128;
    let mut region = 0;
    while region < areas.len() {
        let mut at = 0;
        while at < areas[region].len() {
            bits |= 1 << areas[region][at];
            at += 1;
        }
        region += 1;
    }
    bits
};

/// How a number is written, from the country code to the last four digits.
struct Shape {
    groups: usize,
    /// Whether the look of it alone says telephone.
    telling: u8,
}

/// A telephone number among the first of these digits.
pub fn find(text: &[u8], digits: &Digits, announced: Role) -> Option<Finding> {
    let shape = shape(digits)?;
    let groups = digits.groups();
    let first = groups[0].start;
    let end = groups[shape.groups - 1].end;
    let start = opening(text, first);
    let is_announced = announced == Role::PhoneCue;
    let bracketed = start < first;
    if !stands_alone(text, start, end) || (text[..start].ends_with(b"-") && !is_announced) {
        return None;
    }
    let confidence = Confidence::of(shape.telling)
        .and_if(bracketed, 60)
        .and_if(is_announced, 70)
        .weakened_if(!is_announced && announced.announces_number() && !bracketed, 50);
    let rule = if is_announced { Rule::PhoneCue } else { Rule::PhoneForm };
    Some(Finding::new(start, end, Category::Phone, rule, confidence))
}

/// The bracket and plus sign that belong to the number.
fn opening(text: &[u8], first: usize) -> usize {
    let before = &text[..first];
    let length = if before.ends_with(b"+(") {
        2
    } else {
        usize::from(before.ends_with(b"+") || before.ends_with(b"("))
    };
    first - length
}

fn shape(digits: &Digits) -> Option<Shape> {
    let all = digits.groups();
    let country = digits.begins(&[2]) && digits.first(1) == b"55" && all.len() > 2;
    let area_at = usize::from(country);
    let skipped = if country { 2 } else { 0 };
    [8, 9, 10, 11, 12, 13, 14].iter().rev().find_map(|&total| {
        let groups = digits.groups_of(total)?;
        let number = &digits.first(groups)[skipped..];
        let lengths = |index: usize| all.get(index).map(|group| group.end - group.start);
        if let (Some(4 | 5), Some(4), 2) = (lengths(0), lengths(1), groups)
            && !country
        {
            return local(number, all[1].separator).map(|telling| Shape { groups, telling });
        }
        let (zero, rest) = if number.first() == Some(&b'0') { (1, &number[1..]) } else { (0, number) };
        let split_well = match groups - area_at {
            1 => true,
            2 => lengths(area_at) == Some(2 + zero) || lengths(area_at + 1) == Some(4),
            3 | 4 => lengths(area_at) == Some(2 + zero) && lengths(groups - 1) == Some(4),
            _ => false,
        };
        let hyphen = all[groups - 1].separator == b'-';
        let telling = match (groups - area_at, hyphen, zero) {
            (1, _, 0) => 40,
            (1, ..) => 20,
            (_, true, _) => 75,
            (_, false, _) => 50,
        };
        let telling = if country { telling + 10 } else { telling };
        let telling = if rest.len() == 10 && groups - area_at == 1 { 20 } else { telling };
        let possible = zero == 0 || lengths(area_at) == Some(3);
        (split_well && possible && is_number(rest)).then_some(Shape { groups, telling })
    })
}

/// Without area code: telling only where it is announced.
fn local(number: &[u8], separator: u8) -> Option<u8> {
    let mobile = number.len() == 9 && number[0] == b'9';
    let fixed = number.len() == 8 && matches!(number[0], b'2'..=b'5');
    match (mobile, fixed, separator) {
        (true, _, b'-') => Some(45),
        (_, true, b'-') => Some(30),
        (true, ..) => Some(15),
        _ => None,
    }
}

/// Area code and number: mobile ones begin with 9, fixed ones with 2 to 5.
fn is_number(digits: &[u8]) -> bool {
    let &[tens, units, first, ..] = digits else { return false };
    let area = u32::from(tens - b'0') * 10 + u32::from(units - b'0');
    let form = matches!((digits.len(), first), (11, b'9') | (10, b'2'..=b'5'));
    form && AREAS >> area & 1 == 1
}
