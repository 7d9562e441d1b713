const DATE = /^(\d{4})(\d{2})(\d{2})$/;
const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;
const MINUTE = 60_000;
const LAST_YEAR = 9999;

/** A date without hyphens with them, an instant in UTC; any other text as it is. */
export function normaliseDate(text: string): string {
  const date = DATE.exec(text);
  if (date) {
    const [, year, month, day] = date as unknown as [string, string, string, string];
    return isDate(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : text;
  }
  const match = DATE_TIME.exec(text);
  if (!match) return text;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (!isDate(year, month, day)) return text;
  const offset = match[8] === undefined ? 0 : Number(match[9]) * 60 + Number(match[10]);
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  instant.setUTCHours(hour, minute, second);
  instant.setTime(instant.getTime() - (match[8] === "-" ? -offset : offset) * MINUTE);
  const utcYear = instant.getUTCFullYear();
  if (utcYear < 1 || utcYear > LAST_YEAR) return text;
  const fraction = match[7]?.replace(/0+$/, "") ?? "";
  return `${instant.toISOString().slice(0, 19)}${fraction === "" ? "" : `.${fraction}`}Z`;
}

function isDate(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
