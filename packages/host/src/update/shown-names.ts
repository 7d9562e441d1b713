import { declaredNames } from "../contract/violation.ts";
import type { Release } from "../release/release.ts";
import { memberNames } from "./health-check.ts";

/** Member names that are the plugin's own words, not anybody's data: those of its output schemas and of its fixtures. */
export function shownNames({ manifest, fixtures }: Release): ReadonlySet<string> {
  const schemas = Object.values(manifest.exports).map(({ output }) => output?.schema);
  return schemas.reduce<ReadonlySet<string>>(
    (names, schema) => names.union(declaredNames(schema)),
    memberNames(fixtures),
  );
}
