// Dates and instants.

const SECONDS_OF_DAY: i32 = 86400;
const DAYS_OF_ERA: i32 = 146097;

/** A date without hyphens with them, an instant in UTC; any other text as it is. */
export function normaliseDate(text: string): string {
  return text.length == 8 ? normaliseBasicDate(text) : normaliseInstant(text);
}

function normaliseBasicDate(text: string): string {
  const year = number(text, 0, 4);
  const month = number(text, 4, 2);
  const day = number(text, 6, 2);
  if (!isDate(year, month, day)) return text;
  const date = changetype<string>(__new(20, idof<string>()));
  putDate(changetype<usize>(date), year, month, day);
  return date;
}

function normaliseInstant(text: string): string {
  const length = text.length;
  if (length < 20 || !hasSeparators(text)) return text;
  const hour = number(text, 11, 2);
  const minute = number(text, 14, 2);
  const second = number(text, 17, 2);
  if (!isDate(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2))) return text;
  if (<u32>hour > 23 || <u32>minute > 59 || <u32>second > 59) return text;

  let zone = 19;
  let digits = 0;
  if (text.charCodeAt(zone) == 0x2e) {
    for (zone++; zone < length && <u32>(text.charCodeAt(zone) - 0x30) <= 9; ) zone++;
    digits = zone - 20;
    if (digits < 1 || digits > 9) return text;
    while (digits > 0 && text.charCodeAt(19 + digits) == 0x30) digits--;
  }
  const offset = zoneOffset(text, zone);
  if (offset == SECONDS_OF_DAY) return text;

  let days = daysOf(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
  let seconds = hour * 3600 + minute * 60 + second - offset;
  if (seconds < 0) {
    seconds += SECONDS_OF_DAY;
    days--;
  } else if (seconds >= SECONDS_OF_DAY) {
    seconds -= SECONDS_OF_DAY;
    days++;
  }
  const era = days / DAYS_OF_ERA;
  const day = days % DAYS_OF_ERA;
  let year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  const dayOfYear = day - (year * 365 + year / 4 - year / 100);
  const month = (dayOfYear * 5 + 2) / 153;
  year += era * 400 + <i32>(month > 9);
  if (year < 1 || year > 9999) return text;

  const utc = changetype<string>(__new(((<usize>(20 + digits + <i32>(digits > 0)))) << 1, idof<string>()));
  let to = changetype<usize>(utc);
  to = putDate(to, year, month < 10 ? month + 3 : month - 9, dayOfYear - (month * 153 + 2) / 5 + 1);
  store<u16>(to, 0x54); // T
  putTwo(to + 2, seconds / 3600);
  store<u16>(to, 0x3a, 6);
  putTwo(to + 8, (seconds / 60) % 60);
  store<u16>(to, 0x3a, 12);
  putTwo(to + 14, seconds % 60);
  to += 18;
  if (digits > 0) {
    store<u16>(to, 0x2e);
    memory.copy(to + 2, changetype<usize>(text) + 40, (<usize>digits) << 1);
    to += (<usize>(digits + 1)) << 1;
  }
  store<u16>(to, 0x5a); // Z
  return utc;
}

function hasSeparators(text: string): bool {
  return (
    text.charCodeAt(4) == 0x2d &&
    text.charCodeAt(7) == 0x2d &&
    text.charCodeAt(10) == 0x54 &&
    text.charCodeAt(13) == 0x3a &&
    text.charCodeAt(16) == 0x3a
  );
}

/** Seconds that the zone is ahead of UTC; SECONDS_OF_DAY where it is none. */
function zoneOffset(text: string, at: i32): i32 {
  const length = text.length - at;
  const sign = length > 0 ? text.charCodeAt(at) : 0;
  if (length == 1 && sign == 0x5a) return 0;
  if (length != 6 || (sign != 0x2b && sign != 0x2d) || text.charCodeAt(at + 3) != 0x3a) return SECONDS_OF_DAY;
  const hour = number(text, at + 1, 2);
  const minute = number(text, at + 4, 2);
  if (<u32>hour > 14 || <u32>minute > 59) return SECONDS_OF_DAY;
  const seconds = hour * 3600 + minute * 60;
  return sign == 0x2d ? -seconds : seconds;
}

/** The number that the digits are; -1 where they are none. */
function number(text: string, at: i32, count: i32): i32 {
  let number = 0;
  for (const end = at + count; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (<u32>digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function isDate(year: i32, month: i32, day: i32): bool {
  let last = month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  if (month == 2) last = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= last;
}

/** Days since 0000-03-01. Years begin in March here, so that a leap day is the last one. */
function daysOf(year: i32, month: i32, day: i32): i32 {
  month -= 3;
  if (month < 0) {
    month += 12;
    year--;
  }
  return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
}

function putDate(to: usize, year: i32, month: i32, day: i32): usize {
  putTwo(to, year / 100);
  putTwo(to + 4, year % 100);
  store<u16>(to, 0x2d, 8);
  putTwo(to + 10, month);
  store<u16>(to, 0x2d, 14);
  putTwo(to + 16, day);
  return to + 20;
}

@inline
function putTwo(to: usize, number: i32): void {
  store<u16>(to, 0x30 + number / 10);
  store<u16>(to, 0x30 + (number % 10), 2);
}
