/**
 * Whether a URL's path lies under a prefix that a manifest requests or a host grants. Segments count as wholes: `/r4` covers
 * `/r4` and `/r4/Patient`, and not `/r4-internal`.
 *
 * @example
 * ```ts
 * import { coversPath } from "@vial/pdk-types";
 *
 * console.log(coversPath("/r4", "/r4/Patient")); // true
 * ```
 */
export function coversPath(prefix: string, path: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return prefix.endsWith("/") || path.length === prefix.length || path[prefix.length] === "/";
}
