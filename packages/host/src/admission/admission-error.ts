import { PluginError, quoteName } from "../plugin-error.ts";
import type { AdmissionVerdict } from "./verdict.ts";

/** How many reasons a message gives; the verdict has them all. */
const mostReasons = 8;

/** The error for a plugin that is not admitted: the first refusal's code, every refusal of that code in words. */
export function admissionError(
  verdict: AdmissionVerdict,
  { plugin, version }: { readonly plugin: string; readonly version: string | undefined },
): PluginError {
  const { code } = verdict.refusals[0]!;
  const reasons = verdict.refusals
    .filter((refusal) => refusal.code === code)
    .map(({ module, reason }) => (module === null ? reason : `Module ${quoteName(module)}: ${reason}`));
  const shown = reasons.slice(0, mostReasons).join(" ");
  const rest =
    reasons.length > mostReasons ? ` And ${reasons.length - mostReasons} more: see error.verdict.` : "";
  const message = `The plugin is not admitted. ${shown}${rest}`;
  return new PluginError(code, message, { plugin, version, phase: "load", verdict });
}
