/// Whether there is such a day in the Gregorian calendar of 1900 to 2099.
pub fn is_day(year: &[u8], month: &[u8], day: &[u8]) -> bool {
    let [year, month, day] = [year, month, day].map(value);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1900..2100).contains(&year) && (1..=last).contains(&day)
}

fn value(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, &digit| value * 10 + u32::from(digit))
}
