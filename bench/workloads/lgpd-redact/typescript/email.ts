import type { Finding } from "./finding.ts";

const beforeAt = /[A-Za-z0-9._%+-]/;
const behindAt = /[A-Za-z0-9.-]*/y;

/** The address around the `@` that reaches no further back than `done`. */
export function findEmail(text: string, at: number, done: number): Finding | undefined {
  let start = at;
  while (start > done && beforeAt.test(text.charAt(start - 1))) start--;
  start += text.slice(start, at).search(/[A-Za-z0-9]|$/);
  behindAt.lastIndex = at + 1;
  const domain = behindAt.exec(text)![0].replace(/[.-]+$/, "");
  const isAddress = start < at && /^[A-Za-z0-9].*\.[A-Za-z]{2,}$/.test(domain);
  return isAddress ? { start, end: at + 1 + domain.length, kind: "EMAIL" } : undefined;
}
