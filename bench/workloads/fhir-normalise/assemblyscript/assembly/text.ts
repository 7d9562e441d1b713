// Strings, by the name of the member that holds them.

import { normaliseDate } from "./date-time";
import { FullUrls } from "./reference";

export function normaliseText(text: string, name: string, urls: FullUrls): string {
  if (name == "div" || name == "data") return text;
  const trimmed = trim(text);
  if (isSpaced(name)) return collapse(trimmed);
  if (name == "system") return codeSystem(trimmed);
  if (name == "reference") return urls.has(trimmed) ? urls.get(trimmed) : trimmed;
  if (name == "gender") return gender(trimmed);
  return isDateName(name) ? normaliseDate(trimmed) : trimmed;
}

function isSpaced(name: string): bool {
  switch (name.length) {
    case 4: return name == "text" || name == "line" || name == "city";
    case 5: return name == "given";
    case 6: return name == "family" || name == "prefix" || name == "suffix";
    case 7: return name == "display";
    case 8: return name == "district";
    default: return false;
  }
}

function isDateName(name: string): bool {
  switch (name.length) {
    case 3: return name == "end";
    case 4: return name == "date" || name == "Date";
    case 5: if (name == "start") return true;
    case 6: if (name == "issued") return true;
    case 7: if (name == "created") return true;
    case 10: if (name == "authoredOn") return true;
    case 11: if (name == "lastUpdated") return true;
  }
  return name.endsWith("Date") || name.endsWith("DateTime") || name.endsWith("Instant");
}

@inline
function isSpace(unit: i32): bool {
  return unit == 0x20 || unit == 0x09 || unit == 0x0a || unit == 0x0d;
}

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return end - start == text.length ? text : text.substring(start, end);
}

/** Makes one space of each run of white space. */
function collapse(text: string): string {
  const length = text.length;
  let at = 0;
  for (; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (isSpace(unit) && (unit != 0x20 || isSpace(text.charCodeAt(at + 1)))) break;
  }
  if (at == length) return text;
  let collapsed = text.substring(0, at);
  while (at < length) {
    while (at < length && isSpace(text.charCodeAt(at))) at++;
    const start = at;
    while (at < length && !isSpace(text.charCodeAt(at))) at++;
    collapsed += " " + text.substring(start, at);
  }
  return collapsed;
}

/** ASCII letters alone: `toLowerCase` would change others. */
export function lowerCase(text: string): string {
  const length = text.length;
  const lower = changetype<string>(__new((<usize>length) << 1, idof<string>()));
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    store<u16>(changetype<usize>(lower) + ((<usize>i) << 1), <u32>(unit - 0x41) < 26 ? unit | 0x20 : unit);
  }
  return lower;
}

function gender(text: string): string {
  const lower = lowerCase(text);
  if (lower == "m") return "male";
  if (lower == "f") return "female";
  if (lower == "o") return "other";
  return lower == "u" ? "unknown" : lower;
}

function codeSystem(text: string): string {
  if (text.startsWith("urn:oid:2.16.840.1.113883.")) {
    if (text == "urn:oid:2.16.840.1.113883.6.1") return "http://loinc.org";
    if (text == "urn:oid:2.16.840.1.113883.6.96") return "http://snomed.info/sct";
    if (text == "urn:oid:2.16.840.1.113883.6.8") return "http://unitsofmeasure.org";
    if (text == "urn:oid:2.16.840.1.113883.6.3") return "http://hl7.org/fhir/sid/icd-10";
    if (text == "urn:oid:2.16.840.1.113883.6.88") return "http://www.nlm.nih.gov/research/umls/rxnorm";
    if (text == "urn:oid:2.16.840.1.113883.12.292") return "http://hl7.org/fhir/sid/cvx";
    if (text == "urn:oid:2.16.840.1.113883.13.236") return "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cns";
    if (text == "urn:oid:2.16.840.1.113883.13.237") return "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cpf";
  }
  if (text == "https://loinc.org") return "http://loinc.org";
  if (text == "https://snomed.info/sct") return "http://snomed.info/sct";
  return text == "https://unitsofmeasure.org" ? "http://unitsofmeasure.org" : text;
}
