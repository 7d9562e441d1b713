import { words } from "../names.ts";

/** What Go writes in capitals (https://go.dev/wiki/CodeReviewComments#initialisms), as far as messages have it. */
const initialisms: ReadonlySet<string> = new Set(
  "api css dns fhir hl7 html http https id ip json lgpd phi sql ssn tls uid uri url utf8 uuid xml".split(" "),
);

/** What every type has already. */
const methods: ReadonlySet<string> = new Set(["ReadJSON", "WriteJSON"]);

/** `"patientId"` as `PatientID`. */
export function exportedName(text: string): string {
  return words(text)
    .map((word) =>
      initialisms.has(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join("");
}

/** A type's name, of its name in the model. */
export function typeName(name: string): string {
  return exportedName(name);
}

/** A field's name. */
export function fieldName(key: string): string {
  const name = exportedName(key);
  if (methods.has(name)) return `${name}Field`;
  return /^[0-9]/.test(name) ? `N${name}` : name;
}

/** A string literal. JSON's escapes are Go's, but for `\/`, which is never written, and surrogates, which a schema has in pairs. */
export function literal(text: string): string {
  return JSON.stringify(text);
}
