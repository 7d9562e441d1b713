import type { HostFunctions, HostValue, Policy } from "@vial/host";
import { type PluginManifest, userFunctions, userNamespace } from "@vial/pdk-types";
import type { Fixture } from "../fixtures/fixture.ts";
import { requestedHttp, requestedPolicy, settingOf } from "../project/requested-policy.ts";
import type { CapabilityState, Settings } from "./protocol.ts";

/** Told what the plugin asks of the host, in words. */
export type CallObserver = (event: { readonly kind: "function" | "refused"; readonly text: string }) => void;

/** What the manifest asks for, but requests only to servers that were let through. */
export function devPolicy(manifest: PluginManifest, { config, http }: Settings): Policy {
  const requested = requestedPolicy(manifest, config);
  return { ...requested, http: (requested.http ?? []).filter(({ origin }) => http.includes(origin)) };
}

/** The settings under which a fixture plays the host: its configuration goes before, and it answers all that is asked for. */
export function settingsOf(fixture: Fixture, settings: Settings, manifest: PluginManifest): Settings {
  const config = { ...settings.config, ...fixture.config };
  return {
    ...settings,
    config,
    http: requestedHttp(manifest, config).map(({ origin }) => origin),
    functions: Object.fromEntries(ownFunctions(manifest).map((name) => [name, ""])),
  };
}

/** The host's own functions: they answer what the settings say. */
export function devFunctions(
  manifest: PluginManifest,
  { functions }: Settings,
  observe: CallObserver,
): HostFunctions {
  const names = ownFunctions(manifest);
  return {
    [userNamespace]: Object.fromEntries(
      names.map((name) => [
        name,
        (context, ...handles: HostValue[]) => {
          const given = handles.map((handle) => context.text(BigInt(handle)) ?? "");
          const what = `${name}(${given.map((text) => JSON.stringify(shortened(text))).join(", ")})`;
          const answer = functions[name];
          if (answer === undefined) {
            observe({ kind: "refused", text: `It called ${what}. There is no answer for it under Host.` });
            throw new Error(`the host function ${name} has no answer`);
          }
          observe({ kind: "function", text: `It called ${what} and was answered ${byteCount(answer)}.` });
          return context.store(answer);
        },
      ]),
    ),
  };
}

function ownFunctions({ capabilities }: PluginManifest): readonly string[] {
  return (capabilities?.hostFunctions ?? []).filter((name) => !userFunctions.has(name));
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function byteCount(text: string): string {
  const bytes = Buffer.byteLength(text);
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}

/** What a plugin asks for, in words, and whether it has it. */
export function describeCapabilities(
  manifest: PluginManifest,
  settings: Settings,
): readonly CapabilityState[] {
  const { config = [], secrets = [], vars = false, http = [] } = manifest.capabilities ?? {};
  const granted = requestedHttp(manifest, settings.config);
  const values = (kind: "config" | "secret", names: readonly string[]): CapabilityState[] =>
    names.map((name) => {
      const has = settings.config[name] !== undefined;
      const what = kind === "config" ? "the setting" : "the secret";
      const text = `Reads ${what} ${name}${has ? "" : ", which has no value"}`;
      return { kind, name, text, granted: has };
    });
  const targets = http.map((target): CapabilityState => {
    const setting = settingOf(target);
    const what = `${target.methods.join(", ")} below ${target.pathPrefixes.join(", ")}`;
    if (setting === undefined) {
      const { origin } = target;
      return { kind: "http", name: origin, text: what, granted: settings.http.includes(origin) };
    }
    const value = settings.config[setting];
    const origin = value !== undefined && URL.canParse(value) ? new URL(value).origin : undefined;
    if (origin === undefined)
      return { kind: "http", name: "", text: `${what}, at the server that ${setting} names`, granted: false };
    const isGranted = granted.some((each) => each.origin === origin) && settings.http.includes(origin);
    return { kind: "http", name: origin, text: `${what} (from ${setting})`, granted: isGranted };
  });
  const functions = ownFunctions(manifest).map((name): CapabilityState => ({
    kind: "function",
    name,
    text: `Calls the host's function ${name}`,
    granted: settings.functions[name] !== undefined,
  }));
  const keeps: CapabilityState[] = vars
    ? [{ kind: "vars", name: "variables", text: "Keeps variables during a call", granted: true }]
    : [];
  return [...targets, ...values("config", config), ...values("secret", secrets), ...functions, ...keeps];
}
