//! Digits as they are grouped in a text.

/// At most this many groups are looked at from one place.
const MAX_GROUPS: usize = 6;
const MAX_DIGITS: usize = 24;

/// Runs of digits with at most a few separators between them: `529.982.247-25`, `898 0000 0004 3208`.
pub struct Digits {
    groups: [Group; MAX_GROUPS],
    count: usize,
    all: [u8; MAX_DIGITS],
}

/// One run of digits.
#[derive(Clone, Copy)]
pub struct Group {
    /// First byte.
    pub start: usize,
    /// Behind the last byte.
    pub end: usize,
    /// How many digits the groups up to and with this one have.
    total: usize,
    /// What is between the group before and this one: the sign, or a space.
    pub separator: u8,
    /// Whether there is a space, with or without a sign.
    spaced: bool,
}

impl Digits {
    /// Reads the groups from a digit on.
    pub fn read(text: &[u8], start: usize) -> Self {
        let none = Group { start, end: start, total: 0, separator: 0, spaced: false };
        let mut read = Self { groups: [none; MAX_GROUPS], count: 0, all: [0; MAX_DIGITS] };
        let mut at = start;
        let mut separator = 0;
        let mut spaced = false;
        let mut total = 0;
        while read.count < MAX_GROUPS {
            let first = at;
            while let Some(digit @ b'0'..=b'9') = text.get(at) {
                if total == MAX_DIGITS {
                    return read;
                }
                read.all[total] = *digit;
                total += 1;
                at += 1;
            }
            if at == first {
                break;
            }
            read.groups[read.count] = Group { start: first, end: at, total, separator, spaced };
            read.count += 1;
            let Some((sign, behind)) = separator_at(text, at) else { break };
            separator = sign;
            spaced = behind - at > 1 || sign == b' ';
            at = behind;
        }
        read
    }

    /// How many digits there are.
    pub fn total(&self) -> usize {
        self.groups().last().map_or(0, |group| group.total)
    }

    /// The groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups[..self.count]
    }

    /// The digits of the first `count` groups.
    pub fn first(&self, count: usize) -> &[u8] {
        &self.all[..self.groups[count - 1].total]
    }

    /// How many groups together have `total` digits.
    pub fn groups_of(&self, total: usize) -> Option<usize> {
        self.groups().iter().position(|group| group.total == total).map(|index| index + 1)
    }

    /// Whether the first groups are this long.
    pub fn begins(&self, lengths: &[usize]) -> bool {
        self.count >= lengths.len()
            && self.groups().iter().zip(lengths).all(|(group, length)| group.end - group.start == *length)
    }

    /// Whether these signs are between the first groups.
    pub fn separated_by(&self, signs: &[u8]) -> bool {
        self.groups().iter().skip(1).zip(signs).all(|(group, sign)| group.separator == *sign)
    }

    /// How many groups belong to one number by the look of it: up to the first space or new line.
    pub fn unspaced(&self) -> usize {
        1 + self.groups().iter().skip(1).take_while(|group| !group.spaced && group.separator != b')').count()
    }
}

/// The sign between two groups and where the second one would begin. Spaces around a sign are what character
/// recognition and line breaks put there.
pub fn separator_at(text: &[u8], end: usize) -> Option<(u8, usize)> {
    let mut sign = b' ';
    let mut at = end;
    while at < end + 4 {
        match text.get(at)? {
            b'0'..=b'9' => return (at > end).then_some((sign, at)),
            // The last ones are of no-break spaces and of hyphens and dashes that are no ASCII.
            b' ' | b'\n' | b'\r' | 0xc2 | 0xa0 | 0xe2 | 0x80 | 0x90..=0x94 => {}
            found @ (b'.' | b'-' | b'/' | b')') if sign == b' ' => sign = *found,
            _ => return None,
        }
        at += 1;
    }
    text.get(at)?.is_ascii_digit().then_some((sign, at))
}

/// Whether neither a letter nor a digit nor the rest of a longer number is next to `start..end`.
pub fn stands_alone(text: &[u8], start: usize, end: usize) -> bool {
    let inner = |sign: Option<&u8>, digit: Option<&u8>| {
        matches!(sign, Some(b'.' | b'-' | b'/')) && digit.is_some_and(u8::is_ascii_digit)
    };
    let before = start.checked_sub(1).map(|at| &text[at]);
    let two_before = start.checked_sub(2).map(|at| &text[at]);
    !before.is_some_and(u8::is_ascii_alphanumeric)
        && !text.get(end).is_some_and(u8::is_ascii_alphanumeric)
        && !inner(before, two_before)
        && !inner(text.get(end), text.get(end + 1))
}
