import { normaliseDate } from "./date-time.ts";
import type { FullUrls } from "./reference.ts";

const SPACED = new Set([
  "city",
  "display",
  "district",
  "family",
  "given",
  "line",
  "prefix",
  "suffix",
  "text",
]);
const DATES = new Set(["authoredOn", "created", "date", "end", "issued", "lastUpdated", "start"]);
const GENDERS = new Map([
  ["m", "male"],
  ["f", "female"],
  ["o", "other"],
  ["u", "unknown"],
]);
const SYSTEMS = new Map([
  ["urn:oid:2.16.840.1.113883.6.1", "http://loinc.org"],
  ["https://loinc.org", "http://loinc.org"],
  ["urn:oid:2.16.840.1.113883.6.96", "http://snomed.info/sct"],
  ["https://snomed.info/sct", "http://snomed.info/sct"],
  ["urn:oid:2.16.840.1.113883.6.8", "http://unitsofmeasure.org"],
  ["https://unitsofmeasure.org", "http://unitsofmeasure.org"],
  ["urn:oid:2.16.840.1.113883.6.3", "http://hl7.org/fhir/sid/icd-10"],
  ["urn:oid:2.16.840.1.113883.6.88", "http://www.nlm.nih.gov/research/umls/rxnorm"],
  ["urn:oid:2.16.840.1.113883.12.292", "http://hl7.org/fhir/sid/cvx"],
  ["urn:oid:2.16.840.1.113883.13.236", "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cns"],
  ["urn:oid:2.16.840.1.113883.13.237", "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cpf"],
]);

export function normaliseString(text: string, name: string, urls: FullUrls): string {
  if (name === "div" || name === "data") return text;
  const trimmed = trim(text);
  if (SPACED.has(name))
    return /[\t\n\r]| {2}/.test(trimmed) ? trimmed.replaceAll(/[ \t\n\r]+/g, " ") : trimmed;
  if (name === "system") return SYSTEMS.get(trimmed) ?? trimmed;
  if (name === "reference") return urls.get(trimmed) ?? trimmed;
  if (name === "gender") return normaliseGender(trimmed);
  return isDateName(name) ? normaliseDate(trimmed) : trimmed;
}

/** ASCII letters alone: `toLowerCase` would change others. */
export function lowerCase(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function normaliseGender(text: string): string {
  const lower = lowerCase(text);
  return GENDERS.get(lower) ?? lower;
}

function isDateName(name: string): boolean {
  return DATES.has(name) || name.endsWith("Date") || name.endsWith("DateTime") || name.endsWith("Instant");
}

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return end - start === text.length ? text : text.slice(start, end);
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}
