/** What a registry wants before it answers (RFC 9110, section 11; the distribution project's token authentication). */
export type Challenge =
  | { readonly scheme: "basic" }
  | { readonly scheme: "bearer"; readonly realm: string; readonly service: string | undefined };

/** The first challenge that can be met; `undefined` when there is none. */
export function parseChallenge(header: string | null): Challenge | undefined {
  // Headers are bounded by the HTTP client; this pattern takes linear time.
  const [, scheme = "", rest = ""] = /^\s*([A-Za-z]+)(?:\s+(.*))?$/s.exec(header ?? "") ?? [];
  if (scheme.toLowerCase() === "basic") return { scheme: "basic" };
  if (scheme.toLowerCase() !== "bearer") return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = "", value = ""] of rest.matchAll(/([a-z_]+)="([^"]*)"/gi))
    parameters.set(name.toLowerCase(), value);
  const realm = parameters.get("realm");
  return realm === undefined ? undefined : { scheme: "bearer", realm, service: parameters.get("service") };
}
