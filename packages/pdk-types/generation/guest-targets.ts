import type { GuestLanguage } from "@vial/codegen";

/** A plugin project that gets copies of message schemas and, mostly, types made from them. */
export interface GuestTarget {
  /** The folder below `schemas/messages`. */
  readonly messages: string;
  /** The project's folder, from the repository's root. */
  readonly project: string;
  /** Absent where the plugin reads and writes its messages by hand. */
  readonly types?: {
    readonly language: GuestLanguage;
    /** The file without its ending, from the project's folder. */
    readonly file: string;
  };
}

const files = {
  rust: "src/messages",
  go: "messages",
  c: "src/messages",
  assemblyscript: "assembly/messages",
} as const satisfies Readonly<Record<GuestLanguage, string>>;

function project(messages: string, folder: string, language: GuestLanguage): GuestTarget {
  return { messages, project: folder, types: { language, file: files[language] } };
}

/** Every plugin project of the repository. */
export const guestTargets: readonly GuestTarget[] = [
  project("template", "templates/rust", "rust"),
  project("template", "templates/go", "go"),
  project("template", "templates/c", "c"),
  project("template", "templates/assemblyscript", "assemblyscript"),
  project("contract", "compat/contract/plugins/rust", "rust"),
  project("contract", "compat/contract/plugins/go", "go"),
  project("contract", "compat/contract/plugins/c", "c"),
  project("contract", "compat/contract/plugins/assemblyscript", "assemblyscript"),
  project("lgpd-analyzer", "examples/lgpd-analyzer", "rust"),
  { messages: "fhir-gateway", project: "examples/fhir-gateway" },
  { messages: "hl7-to-json", project: "examples/hl7-to-json" },
  { messages: "triage-rules", project: "examples/triage-rules" },
];
