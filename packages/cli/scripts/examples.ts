import type { Language } from "@vial/toolchains";
import { lockOf, releaseProfile } from "./cargo-workspace.ts";

/** How an example plugin of this repository becomes a project that stands alone. */
export interface Example {
  readonly language: Language;
  /** Its folder in `examples/`. */
  readonly folder: string;
  /** What of the language's template it has its own of. */
  readonly replaces: readonly string[];
  /** What is taken from the example: files and folders. */
  readonly files: readonly string[];
  /** What is different outside this repository, by file. */
  readonly changes: Readonly<Record<string, (text: string) => string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly withoutScripts: readonly string[];
  readonly readme: (name: string, description: string) => string;
}

const ownOfTemplate = ["README.md", "vial.json", "schemas", "fixtures", "test"];
const fixturesOnly = { test: "vial test" };

function readme(language: string, folder: string): Example["readme"] {
  return (name, description) => `# ${name}

${description}

\`\`\`sh
npm install
npm run build   # build/${name}.wasm
npm test        # every case of fixtures/, on a Vial host and on the reference engine
\`\`\`

A [Vial](https://vial.example) plugin in ${language}, started from the example \`${folder}\`. \`vial.json\` says what it takes and
answers, \`schemas/\` in which form, and \`fixtures/\` has a case or two of it: change the rules, then run the tests again.
`;
}

export const examples: Readonly<Record<string, Example>> = {
  lgpd: {
    language: "rust",
    folder: "lgpd-analyzer",
    replaces: [...ownOfTemplate, "src", "Cargo.toml", "Cargo.lock", "rustfmt.toml", ".cargo"],
    files: ["src", "tests", "schemas", "fixtures", "Cargo.toml", "rustfmt.toml", ".cargo", "vial.json"],
    changes: {
      "Cargo.toml": (text) =>
        `${text.replace("../../templates/rust/vial-pdk", "vial-pdk")}\n[workspace]\nmembers = ["vial-pdk"]\n\n${releaseProfile()}`,
      "Cargo.lock": () => lockOf("lgpd-analyzer"),
    },
    scripts: { test: "npm run test:unit && vial test", "test:unit": "cargo test" },
    withoutScripts: ["test:fixtures"],
    readme: readme("Rust", "lgpd-analyzer"),
  },
  hl7: {
    language: "c",
    folder: "hl7-to-json",
    replaces: [...ownOfTemplate, "src", ".clang-format"],
    files: ["src", "schemas", "fixtures", ".clang-format", "vial.json"],
    changes: {},
    scripts: fixturesOnly,
    withoutScripts: ["test:unit", "test:fixtures", "types", "types:check"],
    readme: readme("C", "hl7-to-json"),
  },
  fhir: {
    language: "go",
    folder: "fhir-gateway",
    replaces: [...ownOfTemplate, "main.go", "assess.go", "assess_test.go", "messages.go", "go.mod"],
    files: [
      ..."bundle gateway hl7v2 jsontree lookup normalise outcome primitive".split(" "),
      ..."main.go go.mod schemas fixtures vial.json".split(" "),
    ],
    changes: { "go.mod": (text) => text.replace("../../templates/go/vial", "./vial") },
    scripts: { test: "npm run test:unit && vial test", "test:unit": "go test ./..." },
    withoutScripts: ["test:fixtures", "types"],
    readme: readme("Go", "fhir-gateway"),
  },
  triage: {
    language: "assemblyscript",
    folder: "triage-rules",
    replaces: [...ownOfTemplate, "assembly", "asconfig.json"],
    files: ["assembly", "schemas", "fixtures", "asconfig.json", "vial.json"],
    changes: {},
    scripts: fixturesOnly,
    withoutScripts: ["test:unit", "test:fixtures", "types"],
    readme: readme("AssemblyScript", "triage-rules"),
  },
};
