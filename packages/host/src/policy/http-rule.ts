import { coversPath, type HttpTarget } from "@vial/pdk-types";
import type { Granted } from "./granted.ts";

/** `METHOD origin/path-prefix` for each method and prefix of a target. */
export function targetLines({
  origin,
  methods,
  pathPrefixes,
}: Pick<HttpTarget, "origin"> & {
  readonly methods: readonly string[];
  readonly pathPrefixes: readonly string[];
}): string[] {
  return methods.flatMap((method) => pathPrefixes.map((prefix) => `${method} ${origin}${prefix}`));
}

/** The lines of a requested target that nothing granted covers. */
export function uncovered(target: HttpTarget, { http, hostPatterns }: Granted): string[] {
  const origin = new URL(target.origin);
  if (hostPatterns.some((pattern) => hostPattern(pattern).test(origin.hostname))) return [];
  const grants = http.filter((grant) => new URL(grant.origin).origin === origin.origin);
  const covered = (method: string, prefix: string): boolean =>
    grants.some(
      ({ methods, pathPrefixes }) =>
        methods.includes(method) && pathPrefixes.some((granted) => coversPath(granted, prefix)),
    );
  return target.methods.flatMap((method) =>
    target.pathPrefixes
      .filter((prefix) => !covered(method, prefix))
      .map((prefix) => `${method} ${target.origin}${prefix}`),
  );
}

/** Extism's patterns: a host name in which `*` stands for any characters and `?` for one. */
export function hostPattern(pattern: string): RegExp {
  const source = RegExp.escape(pattern.toLowerCase()).replaceAll("\\*", ".*").replaceAll("\\?", ".");
  return new RegExp(`^${source}$`);
}
