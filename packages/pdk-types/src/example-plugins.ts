import type { Bundle } from "../generated/types/fhir-gateway/bundle.js";
import type { Result } from "../generated/types/fhir-gateway/result.js";
import type { Hl7V2Document } from "../generated/types/hl7-to-json/document.js";
import type { AnalysisReport } from "../generated/types/lgpd-analyzer/report.js";
import type { AnalysisRequest } from "../generated/types/lgpd-analyzer/request.js";
import type { TriageInput } from "../generated/types/triage-rules/input.js";
import type { TriageOutput } from "../generated/types/triage-rules/output.js";

/** What the plugins in `examples/` take and answer, export by export: the type parameter of a host that runs them. */
export interface ExamplePlugins {
  readonly "fhir-gateway": {
    readonly process: { readonly input: Bundle | Uint8Array; readonly output: Result };
    readonly from_hl7: { readonly input: Hl7V2Document | Uint8Array; readonly output: Bundle };
  };
  readonly "hl7-to-json": {
    readonly process: { readonly input: string | Uint8Array; readonly output: Hl7V2Document };
  };
  readonly "lgpd-analyzer": {
    readonly process: { readonly input: AnalysisRequest; readonly output: AnalysisReport };
  };
  readonly "triage-rules": {
    readonly process: { readonly input: TriageInput; readonly output: TriageOutput };
  };
}
