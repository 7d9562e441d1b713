import type { DataClass } from "@vial/pdk-types";
import type { WebAssemblyFeature } from "../admission/features.ts";

/**
 * What a host grants a plugin. With a policy nothing is granted that it does not name; all of it is data, so that it
 * can be a file that somebody signs.
 *
 * @example
 * ```ts
 * import type { Policy } from "@vial/host";
 *
 * const policy: Policy = {
 *   config: ["batch-size"],
 *   http: [{ origin: "https://fhir.partner.example", methods: ["GET"], pathPrefixes: ["/r4/"] }],
 *   data: [{ purpose: "triage", classes: ["sensitive-health"] }],
 *   tenants: { "hospital-a": { vars: true } },
 * };
 * console.log(policy.http?.length); // 1
 * ```
 */
export interface Policy extends Grants {
  /** What tenants get besides, by their name: the load option `tenant`. */
  readonly tenants?: Readonly<Record<string, Grants>>;
  /** Looks for values of the input in what leaves the plugin. Off unless set. */
  readonly scan?: ScanRules;
}

/** Things granted, each by its name. */
export interface Grants {
  /** Keys of the load option `config` that the plugin may read. */
  readonly config?: readonly string[];
  /** Keys of the load option `secrets` that the plugin may read. Those it only uses belong in `http.secretHeaders`. */
  readonly secrets?: readonly string[];
  readonly http?: readonly HttpGrant[];
  /** Functions of `extism:host/user` by name, of other namespaces as `namespace#name`. */
  readonly hostFunctions?: readonly string[];
  /** Whether it may keep variables, within `limits.varBytes`. */
  readonly vars?: boolean;
  /** WebAssembly features beyond what the compilers of Vial's templates emit. */
  readonly features?: readonly WebAssemblyFeature[];
  /** Classes of data it may be given, by purpose. Without it the classes of data are not looked at. */
  readonly data?: readonly DataGrant[];
}

/** Requests to one server. */
export interface HttpGrant {
  /** Scheme, host and, unless it is the scheme's own, port, exactly: `"https://fhir.partner.example"`. */
  readonly origin: string;
  readonly methods: readonly string[];
  /** What paths begin with, in whole segments: `"/r4/"`. `["/"]` is every path. */
  readonly pathPrefixes: readonly string[];
  /** Whether it may be at a private, loopback or link-local address. */
  readonly private?: boolean;
  /** Headers the plugin may send, in lower case, besides those about content and conditions. */
  readonly headers?: readonly string[];
  /** Headers the host adds, in which `{key}` stands for a value of the load option `secrets`: `"Bearer {token}"`. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  /** Classes of data that may be sent there; the others are looked for with `scan.http`. */
  readonly dataClasses?: readonly DataClass[];
}

/** Classes of data for one purpose (LGPD, article 6, I). */
export interface DataGrant {
  /** As the plugin's `vial.json` states it (`dataClasses.purpose`); any purpose, also none, unless set. */
  readonly purpose?: string;
  readonly classes: readonly DataClass[];
}

/** Where the input's values are looked for, and what happens when one is found. */
export interface ScanRules {
  /** Classes whose values are looked for; `["identifying"]` unless set. */
  readonly classes?: readonly DataClass[];
  /** In outputs, apart from the classes that the manifest's `dataClasses.output` names. */
  readonly output?: "block" | "report";
  /** In URLs, headers and bodies of requests, apart from the classes that a grant's `dataClasses` names. */
  readonly http?: "block" | "report";
  /** In log messages: one that has such a value is replaced by a word on its class. */
  readonly logs?: "redact";
}
