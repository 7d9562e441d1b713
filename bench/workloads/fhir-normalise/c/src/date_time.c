#include "date_time.h"

enum { LONGEST = 32, SECONDS_OF_DAY = 86400, DAYS_TO_1970 = 719468, DAYS_OF_ERA = 146097 };

struct date {
  int32_t year;
  int32_t month;
  int32_t day;
};

/* The number that `count` digits are; -1 when they are none. */
static int32_t number(const char *digits, size_t count) {
  int32_t number = 0;
  for (size_t i = 0; i < count; i++) {
    unsigned digit = (unsigned)(digits[i] - '0');
    if (digit > 9)
      return -1;
    number = number * 10 + (int32_t)digit;
  }
  return number;
}

static char *put(char *to, int32_t number, size_t count) {
  for (size_t i = count; i-- > 0; number /= 10)
    to[i] = (char)('0' + number % 10);
  return to + count;
}

static char *put_date(char *to, struct date date) {
  to = put(to, date.year, 4);
  *to++ = '-';
  to = put(to, date.month, 2);
  *to++ = '-';
  return put(to, date.day, 2);
}

static bool is_date(struct date date) {
  static const int8_t last[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool is_leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
  if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1)
    return false;
  return date.day <= last[date.month - 1] + (date.month == 2 && is_leap);
}

/* Days since 1970-01-01. Years begin in March here, so that a leap day is the last one. */
static int32_t days_of(struct date date) {
  int32_t year = date.year - (date.month < 3);
  int32_t month = date.month + (date.month < 3 ? 9 : -3);
  return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + date.day - 1 -
         DAYS_TO_1970;
}

static struct date date_of(int32_t days) {
  days += DAYS_TO_1970;
  int32_t era = days / DAYS_OF_ERA;
  int32_t day = days % DAYS_OF_ERA;
  int32_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  int32_t day_of_year = day - (year * 365 + year / 4 - year / 100);
  int32_t month = (day_of_year * 5 + 2) / 153;
  day = day_of_year - (month * 153 + 2) / 5 + 1;
  year += era * 400;
  return month < 10 ? (struct date){year, month + 3, day} : (struct date){year + 1, month - 9, day};
}

static bool normalise_basic_date(struct vial_text *text) {
  struct date date = {number(text->data, 4), number(text->data + 4, 2), number(text->data + 6, 2)};
  if (!is_date(date))
    return true;
  char *to = vial_reserve(LONGEST);
  if (to == NULL)
    return false;
  *text = (struct vial_text){to, (size_t)(put_date(to, date) - to)};
  return true;
}

/* Seconds that the zone is ahead of UTC; SECONDS_OF_DAY when it is none. */
static int32_t offset_of(const char *zone, size_t length) {
  if (length == 1 && zone[0] == 'Z')
    return 0;
  if (length != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
    return SECONDS_OF_DAY;
  int32_t hour = number(zone + 1, 2);
  int32_t minute = number(zone + 4, 2);
  if (hour < 0 || hour > 14 || minute < 0 || minute > 59)
    return SECONDS_OF_DAY;
  int32_t seconds = hour * 3600 + minute * 60;
  return zone[0] == '-' ? -seconds : seconds;
}

static bool normalise_instant(struct vial_text *text) {
  const char *from = text->data;
  const char *end = from + text->length;
  if (text->length < 20 || from[4] != '-' || from[7] != '-' || from[10] != 'T' || from[13] != ':' ||
      from[16] != ':')
    return true;
  struct date date = {number(from, 4), number(from + 5, 2), number(from + 8, 2)};
  int32_t hour = number(from + 11, 2);
  int32_t minute = number(from + 14, 2);
  int32_t second = number(from + 17, 2);
  if (!is_date(date) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 59)
    return true;

  const char *fraction = from + 19;
  const char *zone = fraction;
  if (*fraction == '.') {
    zone = ++fraction;
    while (zone < end && (unsigned)(*zone - '0') <= 9)
      zone++;
    if (zone == fraction || zone - fraction > 9)
      return true;
  }
  size_t digits = (size_t)(zone - fraction);
  while (digits > 0 && fraction[digits - 1] == '0')
    digits--;
  int32_t offset = offset_of(zone, (size_t)(end - zone));
  if (offset == SECONDS_OF_DAY)
    return true;

  int32_t days = days_of(date);
  int32_t seconds = hour * 3600 + minute * 60 + second - offset;
  if (seconds < 0) {
    seconds += SECONDS_OF_DAY;
    days--;
  } else if (seconds >= SECONDS_OF_DAY) {
    seconds -= SECONDS_OF_DAY;
    days++;
  }
  date = date_of(days);
  if (date.year < 1 || date.year > 9999)
    return true;

  char *start = vial_reserve(LONGEST);
  if (start == NULL)
    return false;
  char *to = put_date(start, date);
  *to++ = 'T';
  to = put(to, seconds / 3600, 2);
  *to++ = ':';
  to = put(to, seconds / 60 % 60, 2);
  *to++ = ':';
  to = put(to, seconds % 60, 2);
  if (digits > 0) {
    *to++ = '.';
    __builtin_memcpy(to, fraction, digits);
    to += digits;
  }
  *to++ = 'Z';
  *text = (struct vial_text){start, (size_t)(to - start)};
  return true;
}

bool normalise_date(struct vial_text *text) {
  return text->length == 8 ? normalise_basic_date(text) : normalise_instant(text);
}
