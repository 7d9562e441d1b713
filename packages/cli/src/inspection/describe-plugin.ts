import { createHash } from "node:crypto";
import { defaultLimits } from "@vial/host";
import type { DataClass, PluginManifest } from "@vial/pdk-types";
import type { Inspected } from "../commands/inspect.ts";
import { settingOf } from "../project/requested-policy.ts";
import { formatBytes, formatMs } from "../terminal/size.ts";
import { onOutput } from "../terminal/style.ts";

const dataClasses: Readonly<Record<DataClass, string>> = {
  identifying: "data that identifies people: names, numbers, addresses",
  "sensitive-health": "data on people's health",
  "sensitive-other": "other sensitive data (LGPD article 5, II; GDPR article 9)",
  pseudonymised: "data of people without what identifies them directly",
  anonymised: "data of people who cannot be found again",
  operational: "data of no person",
};

const languageNames: Readonly<Record<string, string>> = {
  rust: "Rust",
  go: "Go",
  c: "C",
  assemblyscript: "AssemblyScript",
};

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What a plugin is and asks for, for who decides whether a hospital runs it: no programmer's words. */
export function describePlugin(plugin: Inspected): string {
  const { manifest } = plugin;
  const sections = [
    ...(manifest ? [purpose(manifest), data(manifest)] : [unknownPurpose(plugin)]),
    network(plugin),
    host(plugin),
    {
      title: "What no plugin can do",
      lines: ["Read or write files, start programs, see another plugin or another call's data."],
    },
    limits(manifest),
    identity(plugin),
    verdict(plugin),
  ];
  return [heading(plugin), ...sections.map(({ title, lines }) => block(title, lines))].join("\n\n");
}

function heading({ manifest, path }: Inspected): string {
  if (!manifest) return onOutput("bold", path);
  return `${onOutput("bold", `${manifest.name} ${manifest.version}`)}\n${manifest.description}`;
}

function block(title: string, lines: readonly string[]): string {
  return `${onOutput("bold", title)}\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

function purpose({ exports }: PluginManifest): Section {
  const lines = Object.entries(exports).map(([name, { description }]) => `${description} (${name})`);
  return { title: "What it does", lines };
}

function unknownPurpose({ verdict: { modules } }: Inspected): Section {
  const names = modules[0]?.exports.filter(({ kind }) => kind === "function").map(({ name }) => name) ?? [];
  return {
    title: "What it does",
    lines: [`It does not say: it comes without a vial.json. It has: ${names.join(", ")}`],
  };
}

function data({ dataClasses: classes }: PluginManifest): Section {
  const title = "What data it is given, and gives back";
  if (!classes) return { title, lines: ["It does not say."] };
  const why = classes.purpose === undefined ? [] : [`For: ${classes.purpose}`];
  return {
    title,
    lines: [`Given: ${inWords(classes.input)}`, `Gives back: ${inWords(classes.output)}`, ...why],
  };
}

function inWords(classes: readonly DataClass[]): string {
  return classes.map((each) => dataClasses[each]).join("; ") || "none";
}

function network({ manifest, verdict: { capabilities } }: Inspected): Section {
  const title = "Where it can send data";
  const targets = manifest?.capabilities?.http ?? [];
  if (!manifest && capabilities.requested.http.length > 0)
    return { title, lines: ["It can send requests to servers; it does not say which. The host decides."] };
  if (targets.length === 0) return { title, lines: ["Nowhere: it asks for no network."] };
  const lines = targets.map((target) => {
    const { origin, methods, pathPrefixes } = target;
    const reads = methods.every((method) => ["GET", "HEAD", "OPTIONS"].includes(method));
    const what = reads ? "asks for data" : "asks for and sends data";
    const setting = settingOf(target);
    const encrypted = origin.startsWith("http:") ? ", NOT encrypted" : "";
    const server =
      setting === undefined ? origin + encrypted : `the server that the setting ${setting} names`;
    return `${server}: ${what} (${methods.join(", ")}), addresses that begin with ${pathPrefixes.join(", ")}`;
  });
  return { title, lines };
}

function host({ verdict: { capabilities } }: Inspected): Section {
  const { config, secrets, hostFunctions, vars } = capabilities.requested;
  const lines = [
    config.length > 0 ? `Settings that it reads: ${config.join(", ")}` : "Settings: none",
    ...(secrets.length > 0 ? [`Secrets that it reads: ${secrets.join(", ")}`] : []),
    hostFunctions.length > 0
      ? `Functions of the host that it calls: ${hostFunctions.join(", ")}`
      : "Functions of the host that it calls: none",
    vars ? "Between calls: it keeps variables, which may hold data" : "Between calls: it keeps nothing",
  ];
  return { title: "What it asks of the host", lines };
}

function limits(manifest: PluginManifest | undefined): Section {
  const { deadlineMs, memoryBytes } = { ...defaultLimits, ...manifest?.limits };
  const line = `A call takes at most ${formatMs(deadlineMs)} and ${formatBytes(memoryBytes)} of memory, or it is ended.`;
  return { title: "What it may use", lines: [line] };
}

function identity({ bytes, manifest }: Inspected): Section {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const lines = [`SHA-256 ${sha256}`, `${formatBytes(bytes.length)} of WebAssembly`];
  if (!manifest) return { title: "Which file this is", lines };
  const language = languageNames[manifest.language] ?? manifest.language;
  const by = manifest.authors ? `, by ${manifest.authors.join(", ")}` : "";
  return {
    title: "Which file this is",
    lines: [...lines, `Written in ${language}${by}; licence ${manifest.license}`],
  };
}

function verdict({ verdict: { admitted, refusals, capabilities }, hasPolicy }: Inspected): Section {
  const title = hasPolicy ? "Under this policy" : "If it gets all that it asks for";
  if (admitted) return { title, lines: [`${onOutput("green", "✔")} a host would load it`] };
  const undeclared = capabilities.notRequested.map((name) => `It uses ${name} without asking for it.`);
  const reasons = refusals.map(({ code, reason }) => `${reason} (${code})`);
  return {
    title,
    lines: [
      `${onOutput("red", "✘")} a host would refuse it:`,
      ...reasons,
      ...(refusals.length > 0 ? [] : undeclared),
    ],
  };
}
