import type { ImportShape } from "../module/index.ts";
import { quoteName } from "../plugin-error.ts";
import type { Granted } from "../policy/granted.ts";
import { targetLines, uncovered } from "../policy/http-rule.ts";
import type { Requested } from "../policy/requested.ts";
import { hostFunctionId, type Answer } from "./import-answer.ts";
import type { Capabilities, CapabilityVerdict } from "./verdict.ts";

/** An import with who answers it. */
export interface AnsweredImport {
  readonly wanted: ImportShape;
  readonly answer: Answer;
}

/** A capability that an import is of no use without. */
type Need =
  { readonly kind: "config" | "http" | "vars" } | { readonly kind: "function"; readonly id: string };

/** What came of holding requests, imports and grants against each other. */
export interface CapabilityCheck {
  readonly verdict: CapabilityVerdict;
  /** The differences, each a sentence's part. */
  readonly differences: readonly string[];
}

/**
 * Holds what a plugin requests to what it is granted, and what it imports to both. `requested` is absent for a plugin
 * without `vial.json`: what it imports is then what it requests.
 */
export function checkCapabilities(
  imports: readonly AnsweredImport[],
  requested: Requested | undefined,
  granted: Granted,
  functionsAtHand: ReadonlySet<string>,
): CapabilityCheck {
  const needs = imports.flatMap((each) => needOf(each) ?? []);
  const denied = requested === undefined ? nothing : deniedOf(requested, granted, functionsAtHand);
  const notRequested = imports.filter((each) => {
    const need = needOf(each);
    return requested !== undefined && need !== undefined && !isRequested(need, each, requested);
  });
  const notGranted = imports.filter((each) => {
    const need = needOf(each);
    return need !== undefined && granted.byPolicy && !isGranted(need, granted);
  });
  const differences = [
    ...describeDenied(denied),
    ...notRequested.map((each) => `imports ${describe(each)}, which its vial.json does not request`),
    // Requests that are denied say it already.
    ...(requested === undefined
      ? notGranted.map((each) => `imports ${describe(each)}, which is not granted`)
      : []),
  ];
  return {
    verdict: {
      requested: requested === undefined ? imported(needs) : capabilitiesOf(requested),
      granted: {
        config: granted.config,
        secrets: granted.secrets,
        http: [...granted.hostPatterns, ...granted.http.flatMap(targetLines)],
        hostFunctions: granted.hostFunctions,
        vars: granted.vars,
        features: [...granted.features],
      },
      denied,
      notRequested: notRequested.map(({ wanted }) => `${wanted.module} ${wanted.name}`),
    },
    differences,
  };
}

const nothing: Capabilities = { config: [], secrets: [], http: [], hostFunctions: [], vars: false };

/** What Vial answers itself and a plugin therefore need not be given by name. */
const ownFunctions: ReadonlySet<string> = new Set(["http_batch"]);

function deniedOf(
  { config, secrets, http, hostFunctions, vars }: Requested,
  granted: Granted,
  functionsAtHand: ReadonlySet<string>,
): Capabilities {
  const mayCall = (id: string): boolean =>
    granted.hostFunctions === "any" ? functionsAtHand.has(id) : granted.hostFunctions.includes(id);
  return {
    config: config.filter((key) => granted.config !== "any" && !granted.config.includes(key)),
    secrets: secrets.filter((key) => granted.byPolicy && !granted.secrets.includes(key)),
    http: http.flatMap((target) => uncovered(target, granted)),
    hostFunctions: hostFunctions.filter((id) => !mayCall(id) && !ownFunctions.has(id)),
    vars: vars && !granted.vars,
  };
}

function describeDenied({ config, secrets, http, hostFunctions, vars }: Capabilities): string[] {
  return [
    ...requests("the configuration key", config),
    ...requests("the secret", secrets),
    ...requests("HTTP", http),
    ...requests("the host function", hostFunctions),
    ...(vars ? ["requests variables, which are not granted"] : []),
  ];
}

function requests(what: string, names: readonly string[]): string[] {
  return names.map((name) => `requests ${what} ${quoteName(name)}, which is not granted`);
}

function needOf({ wanted, answer }: AnsweredImport): Need | undefined {
  switch (answer.by) {
    case "host-function":
      return { kind: "function", id: hostFunctionId(wanted.module, wanted.name) };
    case "http":
      return { kind: "http" };
    case "environment":
      if (wanted.name === "config_get") return { kind: "config" };
      return wanted.name.startsWith("var_") ? { kind: "vars" } : undefined;
    default:
      return undefined;
  }
}

function isRequested(need: Need, { wanted }: AnsweredImport, requested: Requested): boolean {
  switch (need.kind) {
    case "config":
      return requested.config.length + requested.secrets.length > 0;
    case "vars":
      return requested.vars;
    case "http":
      return (
        requested.httpTargets > 0 &&
        (!ownFunctions.has(wanted.name) || requested.hostFunctions.includes(wanted.name))
      );
    case "function":
      return requested.hostFunctions.includes(need.id);
  }
}

function isGranted(need: Need, granted: Granted): boolean {
  switch (need.kind) {
    case "config":
      return granted.config.length + granted.secrets.length > 0;
    case "vars":
      return granted.vars;
    case "http":
      return granted.http.length > 0;
    case "function":
      return granted.hostFunctions.includes(need.id);
  }
}

function describe({ wanted }: AnsweredImport): string {
  return `${quoteName(wanted.module)} ${quoteName(wanted.name)}`;
}

function capabilitiesOf({ http, ...rest }: Requested): Capabilities {
  const { config, secrets, hostFunctions, vars } = rest;
  return { config, secrets, http: http.flatMap(targetLines), hostFunctions, vars };
}

/** Without a manifest, what is imported is all there is to go by: which keys and servers, nobody said. */
function imported(needs: readonly Need[]): Capabilities {
  const has = (kind: Need["kind"]): boolean => needs.some((need) => need.kind === kind);
  return {
    config: has("config") ? ["*"] : [],
    secrets: [],
    http: has("http") ? ["*"] : [],
    hostFunctions: needs.flatMap((need) => (need.kind === "function" ? [need.id] : [])),
    vars: has("vars"),
  };
}
