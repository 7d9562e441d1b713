/** What a Rust plugin has from the Cargo workspace of this repository, and needs of its own outside of it. */
import { readFileSync } from "node:fs";

const root = new URL("../../../", import.meta.url);
const pdk = "vial-pdk";

interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly entry: string;
}

/** The profile that its plugins are built with. */
export function releaseProfile(): string {
  const manifest = readFileSync(new URL("Cargo.toml", root), "utf8");
  return manifest.slice(manifest.indexOf("[profile.release]"));
}

/** The `Cargo.lock` of a plugin in a workspace with its PDK alone, as cargo would write it: the crates are those of this workspace. */
export function lockOf(plugin: string): string {
  const workspace = readLock("Cargo.lock");
  // As a member of the plugin's workspace, the PDK has all its features, as in a project from the template.
  const member = readLock("templates/rust/Cargo.lock").packages.find(({ name }) => name === pdk)!;
  const packages = workspace.packages.map((each) => (each.name === pdk ? member : each));
  const kept = reachedFrom(plugin, packages);
  const names = kept.map(({ name }) => name);
  const reference = (_: string, name: string, version: string): string =>
    names.indexOf(name) === names.lastIndexOf(name) ? ` "${name}"` : ` "${name} ${version}"`;
  const entries = kept.map(({ entry }) => entry.replaceAll(/^ "([^ "]+) ([^ "]+)"/gm, reference));
  return `${[workspace.head, ...entries].join("\n\n[[package]]\n")}\n`;
}

function readLock(path: string): { readonly head: string; readonly packages: readonly LockedPackage[] } {
  const text = readFileSync(new URL(path, root), "utf8");
  const [head, ...entries] = text.split("[[package]]\n").map((part) => part.trimEnd());
  const packages = entries.map((entry): LockedPackage => {
    const [, name, version] = /^name = "(.+)"\nversion = "(.+)"$/m.exec(entry)!;
    return { name: name!, version: version!, entry };
  });
  return { head: head!, packages };
}

/** A package and all that it depends on, in the order of the list. */
function reachedFrom(plugin: string, packages: readonly LockedPackage[]): readonly LockedPackage[] {
  const reached = new Set<LockedPackage>();
  const open = packages.filter(({ name }) => name === plugin);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    // A dependency has its version beside it where there are several.
    for (const [, name, version] of next.entry.matchAll(/^ "([^ "]+)(?: ([^ "]+))?/gm))
      open.push(
        ...packages.filter((each) => each.name === name && (version ?? each.version) === each.version),
      );
  }
  return packages.filter((each) => reached.has(each));
}
