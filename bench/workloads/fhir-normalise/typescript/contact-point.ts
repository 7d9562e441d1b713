import type { JsonObject } from "./json.ts";
import { lowerCase } from "./text.ts";

const BRAZIL = "+55";

/** Writes the value of a ContactPoint in one form. */
export function normaliseContactPoint(object: JsonObject): void {
  const { system, value } = object;
  if (typeof value !== "string") return;
  if (system === "email") object["value"] = lowerCase(value);
  else if (system === "phone" || system === "fax" || system === "sms")
    object["value"] = normalisePhone(value);
}

function normalisePhone(text: string): string {
  if (!/^\+?[0-9 ().-]*$/.test(text)) return text;
  const digits = text.replaceAll(/[^0-9]/g, "");
  if (digits === "") return text;
  if (text.startsWith("+")) return `+${digits}`;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  return digits.length === 10 || digits.length === 11 ? BRAZIL + digits : digits;
}
