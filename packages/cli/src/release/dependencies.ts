import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Something that went into a module. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
  /** A package URL (https://github.com/package-url/purl-spec). */
  readonly purl: string;
  /** SHA-256 in hexadecimal, where the lock file has it. */
  readonly sha256?: string;
}

/** What a project's lock files say its module is made of besides its own source. */
export async function dependenciesOf(folder: string, language: string): Promise<readonly Dependency[]> {
  switch (language) {
    case "rust":
      return cargoPackages(await textOf(join(folder, "Cargo.lock")));
    case "go":
      return goModules(await textOf(join(folder, "go.mod")));
    default:
      return npmPackages(
        await textOf(join(folder, "package.json")),
        await textOf(join(folder, "package-lock.json")),
      );
  }
}

/** https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html; packages without a source are the project's own. */
export function cargoPackages(text: string): readonly Dependency[] {
  return text
    .split("[[package]]")
    .slice(1)
    .flatMap((entry) => {
      const field = (name: string): string | undefined =>
        new RegExp(String.raw`^${name} = "([^"]*)"$`, "m").exec(entry)?.[1];
      const [name, version, checksum] = ["name", "version", "checksum"].map(field);
      if (name === undefined || version === undefined || field("source") === undefined) return [];
      const purl = `pkg:cargo/${name}@${encodeURIComponent(version)}`;
      return [{ name, version, purl, ...(checksum !== undefined && { sha256: checksum }) }];
    });
}

/** https://go.dev/ref/mod#go-mod-file-require */
export function goModules(text: string): readonly Dependency[] {
  const lines = [...text.matchAll(/^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+(v\S+)/gm)];
  return lines.map(([, name = "", version = ""]) => ({
    name,
    version,
    purl: `pkg:golang/${name}@${version}`,
  }));
}

/** What the package depends on, and Vial's guest-side library, which projects have as a development dependency. */
export function npmPackages(packageText: string, lockText: string): readonly Dependency[] {
  const own = parse(packageText) as Partial<Record<"dependencies" | "devDependencies", object>>;
  const lock = parse(lockText) as {
    readonly packages?: Readonly<Record<string, { readonly version?: string }>>;
  };
  const names = [
    ...Object.keys(own.dependencies ?? {}),
    ...Object.keys(own.devDependencies ?? {}).filter((name) => name === "@vial/as-pdk"),
  ];
  return names.flatMap((name) => {
    const version = lock.packages?.[`node_modules/${name}`]?.version;
    return version === undefined
      ? []
      : [{ name, version, purl: `pkg:npm/${name.replace("@", "%40")}@${version}` }];
  });
}

async function textOf(path: string): Promise<string> {
  return await readFile(path, "utf8").catch(() => "");
}

function parse(text: string): object {
  return text === "" ? {} : (JSON.parse(text) as object);
}
