/** The first version number in a text, as numbers: `rustc 1.96.0 (…)` gives `[1, 96, 0]`. */
export function versionIn(text: string): readonly number[] {
  return /\d+(?:\.\d+)+/.exec(text)?.[0].split(".").map(Number) ?? [];
}

/** Whether a version is `oldest` or later. No version at all is not. */
export function isAtLeast(version: readonly number[], oldest: readonly number[]): boolean {
  if (version.length === 0) return false;
  for (const [index, wanted] of oldest.entries()) {
    const part = version[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
