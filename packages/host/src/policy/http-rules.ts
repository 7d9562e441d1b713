import { coversPath, type DataClass, type HttpTarget } from "@vial/pdk-types";
import type { Granted } from "./granted.ts";
import { hostPattern } from "./http-rule.ts";
import type { HttpGrant } from "./policy.ts";

/** What a grant says of the requests that fall under it. */
export interface HttpRule {
  /** Whether the server may be at a private address. */
  readonly private: boolean;
  /** Headers a plugin may send besides the usual ones; `"any"` under Extism's rules. */
  readonly headers: ReadonlySet<string> | "any";
  /** What the host adds. */
  readonly secretHeaders: Readonly<Record<string, string>>;
  readonly dataClasses: readonly DataClass[];
}

interface Target {
  readonly origin: string;
  readonly methods: readonly string[];
  readonly pathPrefixes: readonly string[];
}

/** The requests that a plugin may send: those it asks for, of those it is granted. */
export class HttpRules {
  readonly #requested: readonly Target[] | undefined;
  readonly #granted: readonly (readonly [Target, HttpRule])[];
  readonly #patterns: readonly (readonly [text: string, pattern: RegExp])[];

  /** @param requested the targets of the plugin's `vial.json`; absent when it has none, which is to ask for all */
  constructor(
    requested: readonly HttpTarget[] | undefined,
    { http, hostPatterns }: Pick<Granted, "http" | "hostPatterns">,
    secrets: Readonly<Record<string, string>>,
  ) {
    this.#requested = requested?.map(withWholeOrigin);
    this.#granted = http.map((grant) => [withWholeOrigin(grant), ruleOf(grant, secrets)] as const);
    this.#patterns = hostPatterns.map((text) => [text.toLowerCase(), hostPattern(text)] as const);
  }

  /** The rule that a request falls under; nothing when it is not granted, or was not asked for. */
  find(url: URL, method: string): HttpRule | undefined {
    if (this.#requested !== undefined && !this.#requested.some((target) => covers(target, url, method)))
      return undefined;
    const granted = this.#granted.find(([target]) => covers(target, url, method));
    if (granted !== undefined) return granted[1];
    const pattern = this.#patterns.find(([, each]) => each.test(url.hostname));
    return pattern && ruleOfPattern(pattern[0], url);
  }
}

function covers({ origin, methods, pathPrefixes }: Target, url: URL, method: string): boolean {
  return (
    url.origin === origin &&
    methods.includes(method) &&
    pathPrefixes.some((prefix) => coversPath(prefix, url.pathname))
  );
}

function withWholeOrigin({ origin, methods, pathPrefixes }: Target): Target {
  return { origin: new URL(origin).origin, methods, pathPrefixes };
}

function ruleOf(grant: HttpGrant, secrets: Readonly<Record<string, string>>): HttpRule {
  const secretHeaders = Object.entries(grant.secretHeaders ?? {}).map(
    ([name, template]) => [name.toLowerCase(), fillIn(template, secrets)] as const,
  );
  return {
    private: grant.private ?? false,
    headers: new Set(grant.headers),
    secretHeaders: Object.fromEntries(secretHeaders),
    dataClasses: grant.dataClasses ?? [],
  };
}

/**
 * Extism's patterns say nothing but hosts. An address that is written out in full was meant; a name may resolve to any. A URL's
 * host that ends in a number is an IPv4 address (https://url.spec.whatwg.org/#ends-in-a-number-checker).
 */
function ruleOfPattern(pattern: string, { hostname }: URL): HttpRule {
  const isAddress = hostname.startsWith("[") || /\.\d+$/.test(hostname);
  return { private: isAddress && pattern === hostname, headers: "any", secretHeaders: {}, dataClasses: [] };
}

/** `{key}` stands for a secret. Load checked that they are all there. */
function fillIn(template: string, secrets: Readonly<Record<string, string>>): string {
  return template.replace(secretReference, (_, key: string) => secrets[key] ?? "");
}

const secretReference = /\{([A-Za-z0-9_][A-Za-z0-9._/-]*)\}/g;

/** The keys of the secrets that a grant's headers are filled in with. */
export function secretsOf({ secretHeaders = {} }: HttpGrant): string[] {
  return Object.values(secretHeaders).flatMap((template) =>
    [...template.matchAll(secretReference)].map(([, key]) => key!),
  );
}
