// Reads one observation set of the input.

import { scan } from "@vial/as-pdk/assembly";
import {
  DUPLICATE_FIELD, fault, IMPLAUSIBLE_VALUE, INVALID_VALUE, OUT_OF_SCOPE, UNKNOWN_FIELD,
} from "./fault";
import { Field, fieldNamed } from "./field";
import { clear, has, keep, keepId } from "./observation";
import { readNumber, thousandths } from "./thousandths";

const ADULT: i32 = 16_000; // years, in thousandths
const LONGEST_ID: i32 = 64;

/** The field that is being read; None between fields. */
export let fieldBeingRead: Field = Field.None;

/** Reads the observation set at `at`. Returns the address behind it, 0 on a fault. */
export function readObservation(at: usize): usize {
  clear();
  fieldBeingRead = Field.None;
  at = scan.open(at, scan.OBJECT);
  if (!at) return 0;
  while (load<u8>(at) != scan.OBJECT_END) {
    const name = at;
    at = scan.readName(at);
    if (!at) return 0;
    const field = fieldNamed();
    if (field == Field.None) return fault(UNKNOWN_FIELD, name);
    fieldBeingRead = field;
    if (has(field)) return fault(DUPLICATE_FIELD, name);
    at = readField(at, field);
    if (!at) return 0;
    fieldBeingRead = Field.None;
    at = scan.nextMember(at, scan.OBJECT_END);
    if (!at) return 0;
  }
  return at + 1;
}

/** The bounds are wide enough for any living patient, and narrow enough that a wrong unit gets an error, not a score. */
function readField(at: usize, field: Field): usize {
  switch (field) {
    case Field.Id: return readId(at);
    case Field.RespirationRate: return readQuantity(at, field, 0, 100);
    case Field.Spo2: return readQuantity(at, field, 30, 100);
    case Field.Spo2Scale: return readSpo2Scale(at);
    case Field.AirOrOxygen: return readAirOrOxygen(at);
    case Field.SystolicBloodPressure: return readQuantity(at, field, 30, 350);
    case Field.Pulse: return readQuantity(at, field, 0, 350);
    case Field.Consciousness: return readConsciousness(at);
    case Field.Temperature: return readQuantity(at, field, 10, 47);
    case Field.AgeYears: return readAgeYears(at);
    default: return readPregnant(at);
  }
}

function readQuantity(at: usize, field: Field, lowest: i32, highest: i32): usize {
  if (!scan.isNumber(at)) return scan.notA(at);
  const end = readNumber(at);
  if (!end) return 0;
  if (thousandths < lowest * 1000 || thousandths > highest * 1000) return fault(IMPLAUSIBLE_VALUE, at);
  keep(field, thousandths);
  return end;
}

function readSpo2Scale(at: usize): usize {
  if (!scan.isNumber(at)) return scan.notA(at);
  const end = readNumber(at);
  if (!end) return 0;
  if (thousandths != 1000 && thousandths != 2000) return fault(INVALID_VALUE, at);
  keep(Field.Spo2Scale, thousandths);
  return end;
}

function readAgeYears(at: usize): usize {
  const end = readQuantity(at, Field.AgeYears, 0, 130);
  return end && thousandths < ADULT ? fault(OUT_OF_SCOPE, at) : end;
}

function readPregnant(at: usize): usize {
  const end = scan.readBoolean(at);
  if (!end) return 0;
  if (scan.boolean) return fault(OUT_OF_SCOPE, at);
  keep(Field.Pregnant, 0);
  return end;
}

function readAirOrOxygen(at: usize): usize {
  const end = readText(at);
  if (!end) return 0;
  const onOxygen = scan.textIs("oxygen");
  if (!onOxygen && !scan.textIs("air")) return fault(INVALID_VALUE, at);
  keep(Field.AirOrOxygen, onOxygen ? 1 : 0);
  return end;
}

function readConsciousness(at: usize): usize {
  const end = readText(at);
  if (!end) return 0;
  if (!(scan.textIs("A") || scan.textIs("C") || scan.textIs("V") || scan.textIs("P") || scan.textIs("U"))) return fault(INVALID_VALUE, at);
  keep(Field.Consciousness, load<u8>(scan.text));
  return end;
}

function readId(at: usize): usize {
  const end = readText(at);
  if (!end) return 0;
  if (!textIsFhirId()) return fault(INVALID_VALUE, at);
  keepId(scan.text, scan.textLength);
  return end;
}

function readText(at: usize): usize {
  return load<u8>(at) == scan.STRING ? scan.readString(at) : scan.notA(at);
}

/** Whether the string read last is a FHIR id, [A-Za-z0-9\-.]{1,64} (https://hl7.org/fhir/R4/datatypes.html#id). */
function textIsFhirId(): bool {
  const from = scan.text;
  const length = scan.textLength;
  if (length < 1 || length > LONGEST_ID) return false;
  for (let i = 0; i < length; i++) {
    const byte = load<u8>(from + i);
    const letter = byte | 0x20;
    const allowed =
      (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2d || byte == 0x2e;
    if (!allowed) return false;
  }
  return true;
}
