import { usualFeatures, type WebAssemblyFeature } from "../admission/features.ts";
import type { LoadOptions } from "../load-options.ts";
import type { DataGrant, Grants, HttpGrant, Policy } from "./policy.ts";

/** All that a plugin is granted, from its policy or, without one, from the load options themselves. */
export interface Granted {
  /** Whether a policy says what is granted; the load options do, without one. */
  readonly byPolicy: boolean;
  readonly config: readonly string[] | "any";
  readonly secrets: readonly string[];
  readonly http: readonly HttpGrant[];
  /** Extism's patterns of host names, for plugins without a policy. */
  readonly hostPatterns: readonly string[];
  readonly hostFunctions: readonly string[] | "any";
  readonly vars: boolean;
  readonly features: ReadonlySet<WebAssemblyFeature>;
  readonly data: readonly DataGrant[] | undefined;
}

/** The load options that say what a plugin is granted. */
export type GrantOptions = Pick<LoadOptions, "policy" | "tenant" | "allowedHosts">;

export function grantedBy({ policy, tenant, allowedHosts = [] }: GrantOptions): Granted {
  if (policy === undefined) {
    return {
      byPolicy: false,
      config: "any",
      secrets: [],
      http: [],
      hostPatterns: allowedHosts,
      hostFunctions: "any",
      vars: true,
      features: usualFeatures,
      data: undefined,
    };
  }
  const grants = grantsFor(policy, tenant);
  return {
    byPolicy: true,
    config: grants.flatMap(({ config = [] }) => config),
    secrets: grants.flatMap(({ secrets = [] }) => secrets),
    http: grants.flatMap(({ http = [] }) => http),
    hostPatterns: [],
    hostFunctions: grants.flatMap(({ hostFunctions = [] }) => hostFunctions),
    vars: grants.some(({ vars }) => vars === true),
    features: new Set([...usualFeatures, ...grants.flatMap(({ features = [] }) => features)]),
    data: grants.some(({ data }) => data !== undefined) ? grants.flatMap(({ data = [] }) => data) : undefined,
  };
}

function grantsFor(policy: Policy, tenant: string | undefined): Grants[] {
  const { tenants = {} } = policy;
  const own = tenant !== undefined && Object.hasOwn(tenants, tenant) ? [tenants[tenant]!] : [];
  return [policy, ...own];
}
