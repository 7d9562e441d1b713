import { assemblyScript } from "../support/assemblyscript.ts";
import { ok, type Case } from "./case.ts";
import { because } from "./reasons.ts";
import { everyByte, large } from "./samples.ts";

const dose = await assemblyScript(new URL("./plugins/dose/assembly/plugin.ts", import.meta.url));
const benchPlugins = new URL("../../../../bench/plugins/", import.meta.url);
const echoExtism = await assemblyScript(new URL("echo-extism/assembly/plugin.ts", benchPlugins));
const echoDirect = await assemblyScript(new URL("echo-direct/assembly/plugin.ts", benchPlugins));

const config = { mgPerKg: "7.5" };

/** Plugins compiled from AssemblyScript with Extism's PDK as it is published, and those of the benchmarks. */
export const pluginCases: readonly Case[] = [
  {
    name: "dose: JSON, config, variables and logs",
    guest: dose,
    load: { config },
    calls: [["dose", { weightKg: 70 }], ["dose", { weightKg: 200 }], ["forget"], ["dose", { weightKg: 1.5 }]],
    same: [
      "log debug: call 1",
      "log info: dose for 70.0 kg",
      `ok: {"doseMg":525.0,"calls":1}`,
      "log debug: call 2",
      "log info: dose for 200.0 kg",
      "log warn: dose over 1 g",
      `ok: {"doseMg":1500.0,"calls":2}`,
      "ok",
      "log debug: call 1",
      "log info: dose for 1.5 kg",
      `ok: {"doseMg":11.25,"calls":1}`,
    ],
  },
  {
    name: "dose: errors, and calls after them",
    guest: dose,
    load: { config, logLevel: "warn" },
    calls: [
      ["dose", { weight: 70 }],
      ["dose", { weightKg: 70 }],
    ],
    same: [
      "log error: weightKg is missing",
      "PLUGIN_ERROR: weightKg is missing",
      `ok: {"doseMg":525.0,"calls":1}`,
    ],
  },
  {
    name: "dose: without its config",
    guest: dose,
    load: { logLevel: "silent" },
    calls: [["dose", { weightKg: 70 }]],
    same: ["PLUGIN_ERROR: mgPerKg is not configured"],
  },
  {
    name: "dose: fresh state",
    guest: dose,
    load: { config, state: "fresh", logLevel: "silent" },
    calls: [
      ["dose", { weightKg: 70 }],
      ["dose", { weightKg: 70 }],
    ],
    differs: {
      vial: [`ok: {"doseMg":525.0,"calls":1}`, `ok: {"doseMg":525.0,"calls":1}`],
      extism: [`ok: {"doseMg":525.0,"calls":1}`, `ok: {"doseMg":525.0,"calls":2}`],
      why: because.freshState,
    },
  },
  {
    name: "dose: echoes",
    guest: dose,
    calls: [["echo", everyByte], ["echo"], ["echo", large]],
    same: [ok(everyByte), "ok", ok(large)],
  },
  {
    name: "dose: the PDK's outputString counts characters, not bytes",
    guest: dose,
    calls: [["unit"]],
    differs: {
      vial: ["ok: comprimido(s) à noit"],
      extism: ["TRAP"],
      why: because.boundedByMemory,
    },
  },
  { name: "dose: abort", guest: dose, calls: [["crash"], ["echo", "abc"]], same: ["TRAP", "ok: abc"] },
  {
    name: "echo-extism",
    guest: echoExtism,
    calls: [["process", everyByte], ["process"], ["process", large]],
    same: [ok(everyByte), "ok", ok(large)],
  },
  {
    name: "echo-direct",
    guest: echoDirect,
    calls: [["process", everyByte], ["process"], ["process", large]],
    differs: {
      vial: [ok(everyByte), "ok", ok(large)],
      extism: ["ok", "ok", "ok"],
      why: "the direct lane alone, which only Vial has",
    },
  },
];
