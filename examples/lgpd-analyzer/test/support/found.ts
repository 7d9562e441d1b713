import type { Finding } from "../../messages/report.ts";

/** The bytes of a text that a finding is about. */
export function valueOf(text: string, { start, end }: Pick<Finding, "start" | "end">): string {
  return Buffer.from(text).subarray(start, end).toString();
}

/** `category: value` of each finding in a text. */
export function described(text: string, findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.category}: ${valueOf(text, finding)}`);
}
