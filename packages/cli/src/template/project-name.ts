import type { Language } from "@vial/toolchains";

const pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const maxLength = 64;

/** Device names, which Windows takes for no file. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** https://doc.rust-lang.org/reference/keywords.html, and crates that a package must not be called after. */
const rust =
  "abstract as async await become box break const continue core crate do dyn else enum extern false final fn for gen if impl in let loop macro match mod move mut override priv proc-macro pub ref return self static std alloc struct super test trait true try type typeof unsafe unsized use virtual where while yield serde vial-pdk";
/** The standard library's folders: a module of that name would hide them. */
const go =
  "archive arena bufio builtin bytes cmd cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html image index internal io iter log maps main math mime net os path plugin reflect regexp runtime slices sort std strconv strings structs sync syscall testing text time unicode unique unsafe vendor vial weak";
/** The packages that the project installs: npm installs none into one of the same name. */
const npm = "assemblyscript binaryen oxlint prettier";

const taken: Readonly<Record<Language, ReadonlySet<string>>> = {
  rust: new Set(`${rust} ${npm}`.split(" ")),
  go: new Set(`${go} ${npm}`.split(" ")),
  c: new Set(npm.split(" ")),
  assemblyscript: new Set(npm.split(" ")),
};
const registries: Readonly<Record<Language, string>> = {
  rust: "Cargo",
  go: "Go",
  c: "npm",
  assemblyscript: "npm",
};

/** Why a project cannot have this name, in a clause; undefined when it can. */
export function faultOfName(name: string, language?: Language): string | undefined {
  if (name === "") return "a name is missing";
  if (name.length > maxLength) return `a name has at most ${maxLength} characters`;
  if (!pattern.test(name)) {
    const better = suggestName(name);
    const example = better === undefined ? "lab-results" : better;
    return `a name is lower-case words with hyphens, such as ${example}: npm, Cargo and Go accept it alike`;
  }
  if (devices.test(name)) return `${name} is the name of a device on Windows`;
  if (language && taken[language].has(name)) return `${registries[language]} has the name ${name} for itself`;
  return undefined;
}

/** The nearest name that is allowed: `Lab Results!` gives `lab-results`. */
export function suggestName(text: string): string | undefined {
  const name = text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[-0-9]+|-+$/g, "")
    .slice(0, maxLength)
    .replace(/-+$/, "");
  return pattern.test(name) ? name : undefined;
}
