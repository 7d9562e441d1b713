// Telephone numbers and e-mail addresses.

import { Kind, Node } from "./node";
import { lowerCase } from "./text";

/** Writes the value of a ContactPoint in one form. */
export function normaliseContactPoint(object: Node): void {
  const value = object.member("value");
  if (value == null || value.kind != Kind.String) return;
  const system = object.textOf("system");
  if (system == "email") value.text = lowerCase(value.text);
  else if (system == "phone" || system == "fax" || system == "sms") value.text = normalisePhone(value.text);
}

function normalisePhone(text: string): string {
  const hasPlus = text.length > 0 && text.charCodeAt(0) == 0x2b;
  let digits = "";
  let start = <i32>hasPlus;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (<u32>(unit - 0x30) <= 9) continue;
    // Space, parentheses, hyphen, point.
    if (unit != 0x20 && unit != 0x28 && unit != 0x29 && unit != 0x2d && unit != 0x2e) return text;
    digits += text.substring(start, at);
    start = at + 1;
  }
  digits += text.substring(start);
  if (!digits.length) return text;
  if (hasPlus) return "+" + digits;
  if (digits.startsWith("00")) return "+" + digits.substring(2);
  return digits.length == 10 || digits.length == 11 ? "+55" + digits : digits;
}
