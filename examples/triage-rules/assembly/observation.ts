// The observation set that is being read and scored: one place in memory, used for one set after the other.

import { Field, PARAMETERS } from "./field";

const values = memory.data(48, 4); // an i32 for each field
const id = memory.data(64);
let present: u32 = 0;

/** Forgets the observation set before. */
export function clear(): void {
  present = 0;
}

/** Whether the observation set has all parameters of the scoring chart. */
export function isComplete(): bool {
  const all = (1 << PARAMETERS) - 1;
  return (present & all) == all;
}

/** Whether the observation set has the field. */
export function has(field: Field): bool {
  return ((present >> field) & 1) != 0;
}

/** Keeps a field's value: a reading in thousandths, the letter of ACVPU, 1 for oxygen or true and 0 for air or false. */
export function keep(field: Field, value: i32): void {
  store<i32>(values + ((<usize>field) << 2), value);
  present |= 1 << field;
}

/** What was kept for a field that is there. */
export function value(field: Field): i32 {
  return load<i32>(values + ((<usize>field) << 2));
}

/** Keeps the observation set's `id`, of at most 64 bytes. */
export function keepId(text: usize, length: i32): void {
  memory.copy(id, text, length);
  keep(Field.Id, length);
}

/** Writes the `id`, none of whose characters JSON escapes. Returns the address behind it. */
export function writeId(at: usize): usize {
  memory.copy(at, id, value(Field.Id));
  return at + value(Field.Id);
}

/** The reading, rounded half up to a whole number. */
export function whole(field: Field): i32 {
  return (value(field) + 500) / 1000;
}

/** The reading, rounded half up to tenths, in tenths. */
export function tenths(field: Field): i32 {
  return (value(field) + 50) / 100;
}

/** Whether SpO₂ is to be scored on scale 2; scale 1 unless the observation set says so. */
export function isOnScale2(): bool {
  return has(Field.Spo2Scale) && value(Field.Spo2Scale) == 2000;
}

export function isOnOxygen(): bool {
  return value(Field.AirOrOxygen) == 1;
}
