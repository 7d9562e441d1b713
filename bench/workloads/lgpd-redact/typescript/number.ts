import type { Finding } from "./finding.ts";
import { introduction, isSubscriber, isTelephone } from "./phone.ts";
import { isCnpj, isCns, isCpf, isDate } from "./validity.ts";

const wordByte = /[A-Za-z0-9_\x80-\xff]/;
const wordByteOrAt = /[A-Za-z0-9_\x80-\xff@]/;
const threeGroups = /(?: \d{4}){3}(?![A-Za-z0-9_\x80-\xff@]|[./-]\d)/y;

/** What the number at `start` is, when it stands free. What introduces it reaches no further back than `done`. */
export function numberRule(text: string, start: number, number: string, done: number): Finding | undefined {
  const end = start + number.length;
  // An absent character is "", which is no word byte.
  if (number.length < 3 || wordByte.test(text.charAt(start - 1)) || wordByteOrAt.test(text.charAt(end))) {
    return undefined;
  }
  const digits = number.replace(/\D/g, "");
  switch (number.replace(/\d/g, "9")) {
    case "999.999.999-99":
      return isCpf(digits) ? { start, end, kind: "CPF" } : undefined;
    case "99999999999":
      if (isCpf(digits)) return { start, end, kind: "CPF" };
      return isTelephone(digits) ? { start, end, kind: "PHONE" } : undefined;
    case "99.999.999/9999-99":
    case "99999999999999":
      return isCnpj(digits) ? { start, end, kind: "CNPJ" } : undefined;
    case "999999999999999":
      return isCns(digits) ? { start, end, kind: "CNS" } : undefined;
    case "999":
      return groupedCns(text, start, digits);
    case "99/99/9999":
    case "99-99-9999":
    case "99.99.9999":
      return isDate(digits.slice(4), digits.slice(2, 4), digits.slice(0, 2))
        ? { start, end, kind: "DATE" }
        : undefined;
    case "9999-99-99":
      return isDate(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6))
        ? { start, end, kind: "DATE" }
        : undefined;
    case "99999-999":
    case "99.999-999":
      return { start, end, kind: "CEP" };
    case "9999999999":
      return isTelephone(digits) ? { start, end, kind: "PHONE" } : undefined;
    case "9999999999999":
    case "999999999999":
      return start > done &&
        text[start - 1] === "+" &&
        digits.startsWith("55") &&
        isTelephone(digits.slice(2))
        ? { start: start - 1, end, kind: "PHONE" }
        : undefined;
    case "99999-9999":
    case "9999-9999":
      return isSubscriber(digits)
        ? { start: introduction(text, start, done), end, kind: "PHONE" }
        : undefined;
    default:
      return undefined;
  }
}

function groupedCns(text: string, start: number, first: string): Finding | undefined {
  threeGroups.lastIndex = start + first.length;
  const groups = threeGroups.exec(text)?.[0];
  return groups !== undefined && isCns(first + groups.replaceAll(" ", ""))
    ? { start, end: start + first.length + groups.length, kind: "CNS" }
    : undefined;
}
