import { maxSatisfying, valid } from "semver";

/** The tag of the highest version that fits a range, pre-releases only where the range names one. */
export function bestTag(tags: readonly string[], range: string): string | undefined {
  const tagOfVersion = new Map<string, string>();
  for (const tag of tags) {
    const version = valid(tag.replace("_", "+"));
    // `v1.2.3` is what npm's semver reads too, but no release is tagged so.
    if (version !== null && !tag.startsWith("v")) tagOfVersion.set(tag.replace("_", "+"), tag);
  }
  const best = maxSatisfying([...tagOfVersion.keys()], range);
  return best === null ? undefined : tagOfVersion.get(best);
}

/** The version a tag names, if it does. */
export function versionOfTag(tag: string): string | undefined {
  const version = tag.replace("_", "+");
  return valid(version) !== null && !tag.startsWith("v") ? version : undefined;
}
