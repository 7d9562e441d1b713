import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Recording } from "@vial/pdk-types/recording";
import { expect, onTestFinished, test } from "vitest";
import { exampleProject, temporaryFolder } from "./support/folder.ts";
import { vial } from "./support/vial.ts";
import { wat } from "./support/wat.ts";

/** Answers 16 random bytes and the time. */
const dice = `(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "vial_input") (param i32) (result i32) i32.const 1024)
  (func (export "vial_output") (result i64) i64.const 24)
  (func (export "process") (result i32)
    (drop (call $random (i32.const 0) (i32.const 16)))
    (call $time (i32.const 0) (i64.const 0) (i32.const 16))))`;

function readRecording(path: string): Recording {
  return JSON.parse(readFileSync(path, "utf8")) as Recording;
}

test.each(["inline", "thread", "process"])(
  "random numbers and the time are the same again (%s)",
  async (isolation) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "dice.wasm"), await wat(dice));
    const run = ["run", "dice.wasm", "--isolation", isolation];
    const recorded = await vial([...run, "--record", "call.json"], { cwd });
    expect(recorded.code).toBe(0);
    expect(recorded.error).toContain("call.json holds all that the plugin was given: patient data");
    const replayed = await vial(["replay", "call.json", "dice.wasm", "--isolation", isolation], { cwd });
    expect([replayed.code, replayed.bytes]).toEqual([0, recorded.bytes]);
    expect(replayed.error).toContain("The call ended as it was recorded to.");
    expect((await vial(run, { cwd })).bytes).not.toEqual(recorded.bytes);
  },
);

test("only its owner may read a recording", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "dice.wasm"), await wat(dice));
  writeFileSync(join(cwd, "call.json"), "", { mode: 0o644 });
  await vial(["run", "dice.wasm", "--record", "call.json"], { cwd });
  // Windows has other ways.
  const others = process.platform === "win32" ? 0o066 : 0;
  expect(statSync(join(cwd, "call.json")).mode & 0o077).toBe(others);
});

test("what a partner's server answered is answered again without it", async () => {
  const cwd = exampleProject("fhir-gateway");
  let requests = 0;
  const server = createServer((_, response) => {
    requests++;
    response.setHeader("content-type", "application/fhir+json");
    response.end('{"resourceType":"Bundle","type":"searchset","total":0}');
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const input = ["--input", "fixtures/with-registry/input.json", "--config", `partner-url=${origin}`];
  const args = ["run", "--no-build", ...input, "--allow-http", origin, "--record", "call.json"];
  const recorded = await vial(args, { cwd });
  expect([recorded.code, requests > 0]).toEqual([0, true]);
  server.closeAllConnections();
  server.close();
  const before = requests;

  const replayed = await vial(["replay", "call.json", "--no-build"], { cwd });
  expect([replayed.code, replayed.bytes]).toEqual([0, recorded.bytes]);
  expect(requests).toBe(before);

  const recording = readRecording(join(cwd, "call.json"));
  const [call] = recording.hostCalls;
  expect([call?.namespace, call?.name]).toEqual(["extism:host/user", "http_batch"]);
  // Another request than the plugin makes.
  const [argument] = call!.arguments;
  argument!.block = { text: `${JSON.stringify(argument!.block)} ` };
  writeFileSync(join(cwd, "call.json"), JSON.stringify(recording));
  const other = await vial(["replay", "call.json", "--no-build"], { cwd });
  expect(other.code).toBe(1);
  expect(other.error).toContain(
    "Not as it was recorded: host call 1 is extism:host/user http_batch as recorded, but its argument 1 is another",
  );
});

test("a server that is not there is not there again, and a call that is left out is noticed", async () => {
  const cwd = exampleProject("fhir-gateway");
  const origin = "http://127.0.0.1:1";
  const input = ["--input", "fixtures/with-registry/input.json", "--config", `partner-url=${origin}`];
  const args = ["run", "--no-build", ...input, "--allow-http", origin, "--record", "call.json"];
  const recorded = await vial(args, { cwd });
  const replayed = await vial(["replay", "call.json", "--no-build"], { cwd });
  expect([replayed.code, replayed.bytes]).toEqual([0, recorded.bytes]);
  const recording = readRecording(join(cwd, "call.json"));
  const made = recording.hostCalls.length;
  expect(made).toBeGreaterThan(0);
  recording.hostCalls.push({ namespace: "extism:host/user", name: "never", arguments: [], steps: [] });
  writeFileSync(join(cwd, "call.json"), JSON.stringify(recording));
  const other = await vial(["replay", "call.json", "--no-build"], { cwd });
  const says = `it did not make host call ${made + 1}, extism:host/user never`;
  expect([other.code, other.error]).toEqual([1, expect.stringContaining(says)]);
});

test("a plugin that is not loaded is not recorded", async () => {
  const cwd = exampleProject("fhir-gateway");
  const input = [
    "--input",
    "fixtures/with-registry/input.json",
    "--config",
    "partner-url=http://127.0.0.1:1",
  ];
  const { code, error } = await vial(["run", "--no-build", ...input, "--record", "call.json"], { cwd });
  expect([code, error]).toEqual([1, expect.stringContaining("--allow-http <origin>")]);
  expect(existsSync(join(cwd, "call.json"))).toBe(false);
});

test("a fixture that fails leaves its call, with what the fixture answered", async () => {
  const cwd = exampleProject("fhir-gateway");
  writeFileSync(join(cwd, "fixtures", "with-registry", "expected.json"), "{}");
  const failed = await vial(["test", "--no-build"], { cwd });
  const file = join("build", "recordings", "with-registry.json");
  expect([failed.code, failed.out]).toEqual([1, expect.stringContaining(`vial replay ${file} runs`)]);
  const recording = readRecording(join(cwd, file));
  expect(recording.hostCalls.length).toBeGreaterThan(0);
  const replayed = await vial(["replay", file, "--no-build"], { cwd });
  expect(replayed.code).toBe(0);
  expect({ text: replayed.out }).toEqual((recording.outcome as { output: object }).output);
});

test("a failure is replayed with its code", async () => {
  const cwd = exampleProject("hl7-to-json");
  const args = ["run", "--no-build", "--input", "-", "--record", "call.json"];
  const failed = await vial(args, { cwd, input: "not HL7" });
  expect(failed.code).toBe(1);
  const replayed = await vial(["replay", "call.json", "--no-build"], { cwd });
  expect([replayed.code, replayed.error]).toEqual([0, expect.stringContaining("ended as it was recorded")]);
  expect(replayed.error).toContain(failed.error.split("\n").find((line) => line.includes("ERROR: "))!);
});

test("secrets are not recorded, and asked for", async () => {
  const cwd = exampleProject("lgpd-analyzer");
  const manifest = join(cwd, "vial.json");
  const contents = JSON.parse(readFileSync(manifest, "utf8")) as { capabilities?: object };
  contents.capabilities = { ...contents.capabilities, secrets: ["token"] };
  writeFileSync(manifest, JSON.stringify(contents));
  const secret = "s3cret-of-the-partner";
  const input = ["--no-build", "--input", "-", "--config", `token=${secret}`];
  await vial(["run", ...input, "--record", "call.json"], { cwd, input: "{}" });
  expect(readFileSync(join(cwd, "call.json"), "utf8")).not.toContain(secret);
  const without = await vial(["replay", "call.json", "--no-build"], { cwd });
  expect([without.code, without.error]).toEqual([2, expect.stringContaining("--config token=<value>")]);
  const given = await vial(["replay", "call.json", "--no-build", "--config", `token=${secret}`], { cwd });
  expect(given.error).toContain("The call ended as it was recorded to.");
});

test.each([
  { text: '{"patient": "Ana"', says: "call.json is not JSON" },
  { text: "{}", says: "/recordingVersion is missing" },
  { text: '{"recordingVersion": 2}', says: "this vial knows version 1" },
])("a file that is no recording is refused: $says", async ({ text, says }) => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "call.json"), text);
  const { code, error } = await vial(["replay", "call.json"], { cwd });
  expect([code, error]).toEqual([1, expect.stringContaining(says)]);
  expect(error).not.toContain("Ana");
  expect(error).not.toContain("    at ");
});
