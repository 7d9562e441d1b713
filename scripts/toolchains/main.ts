/**
 * Finds the toolchains, installs those that are missing where it can, and prints a table of them:
 * `main.ts [--check] [--json] [language...]`. `--check` installs nothing. Ends with 1 if one is missing in the end.
 */
import {
  findToolchain,
  installBrowser,
  installNativeC,
  installToolchain,
  type Language,
  languages,
  ToolchainError,
} from "../../packages/toolchains/src/index.ts";
import { flag, misunderstood, readArguments } from "../command-line.ts";
import { installRegistry } from "./oci-registry.ts";
import { installReferrersRegistry } from "./referrers-registry/index.ts";
import { formatJson, formatTable, type Row } from "./table.ts";

const usage = `usage: npm run toolchains -- [--check] [--json] [${languages.join("] [")}]

Finds the compilers, installs those that are missing where it can, and prints a table of them. --check installs nothing.`;

function isLanguage(name: string): name is Language {
  return (languages as readonly string[]).includes(name);
}

async function rowOf(language: Language, check: boolean, signal: AbortSignal): Promise<Row> {
  try {
    if (check) return { state: "found", language, toolchain: await findToolchain(language) };
    const { toolchain, installed } = await installToolchain(language, { signal });
    return { state: installed ? "installed" : "found", language, toolchain };
  } catch (error) {
    if (!(error instanceof ToolchainError)) throw error;
    console.error(`${error.message}\n`);
    return { state: "missing", language };
  }
}

const options = { check: { ...flag, default: false }, json: flag };
const { values, positionals } = readArguments(usage, { options, allowPositionals: true });
const wanted = positionals.filter((name) => isLanguage(name));
if (wanted.length < positionals.length) misunderstood(usage);

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => interruption.abort(new ToolchainError(`interrupted by ${signal}`)));
}

const rows: Row[] = [];
for (const language of wanted.length > 0 ? wanted : languages) {
  rows.push(await rowOf(language, values.check, interruption.signal));
}
// The benchmark's baselines: its tests need one, and it measures with every one there is.
if (!values.check && (wanted.length === 0 || wanted.includes("c"))) {
  await installNativeC(undefined, interruption.signal);
}
// What the page of `vial dev` is tested in. Where it cannot be had, its tests say so.
if (!values.check && wanted.length === 0) await installBrowser(undefined, interruption.signal);
// What releases are tested against. Where it cannot be had, those tests say so.
for (const install of values.check || wanted.length > 0 ? [] : [installRegistry, installReferrersRegistry]) {
  await install(interruption.signal).catch((error: unknown) => {
    if (!(error instanceof ToolchainError)) throw error;
    console.error(`${error.message}\n`);
  });
}
console.log(values.json ? formatJson(rows) : formatTable(rows));
process.exitCode = rows.some(({ state }) => state === "missing") ? 1 : 0;
