export const minute = 60_000;
export const hour: number = 60 * minute;
export const day: number = 24 * hour;

/** The instant all dates are counted from: 2 March 2026, 08:00 in Brasília. Nothing here reads the clock. */
export const baseDate: number = Date.UTC(2026, 2, 2, 11);

const brasilia = -3 * hour;

function digitsOf(instant: number): string {
  return new Date(instant + brasilia).toISOString().replaceAll(/\D/g, "");
}

/** HL7 v2 TS to the second with its offset, in Brasília time: `20260302080000-0300`. */
export function timestamp(instant: number): string {
  return `${digitsOf(instant).slice(0, 14)}-0300`;
}

/** HL7 v2 DT: `20260302`. */
export function date(instant: number): string {
  return digitsOf(instant).slice(0, 8);
}

/** For text that people read: `02/03/2026 08:00`. */
export function readable(instant: number): string {
  const text = digitsOf(instant);
  return `${text.slice(6, 8)}/${text.slice(4, 6)}/${text.slice(0, 4)} ${text.slice(8, 10)}:${text.slice(10, 12)}`;
}
