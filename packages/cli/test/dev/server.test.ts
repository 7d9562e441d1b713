import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { createServer, request } from "node:http";

import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { CallState, DevState } from "../../src/dev/protocol.ts";
import { type DevProcess, startDev } from "../support/dev-process.ts";
import { exampleProject, temporaryFolder } from "../support/folder.ts";
import { command, vial } from "../support/vial.ts";

/** A project whose build copies a module that was compiled before, so that no test waits for a compiler. */
function quickProject(example: string, build = copyModule(example)): string {
  const folder = exampleProject(example);
  const path = join(folder, "vial.json");
  // Whatever the module was compiled from, this script needs no compiler but npm's.
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...manifest, language: "assemblyscript" }, undefined, 2));
  writeFileSync(join(folder, "build.mjs"), build);
  return folder;
}

function copyModule(example: string): string {
  const from = fileURLToPath(
    new URL(`../../../../examples/${example}/prebuilt/${example}.wasm`, import.meta.url),
  );
  return `import { cpSync } from "node:fs";\ncpSync(${JSON.stringify(from)}, "build/debug.wasm");\n`;
}

async function started(folder: string, args: readonly string[] = []): Promise<DevProcess> {
  const dev = await startDev(folder, args);
  onTestFinished(async () => void (await dev.interrupt()));
  return dev;
}

async function state(dev: DevProcess): Promise<DevState> {
  return (await (await dev.api("GET", "/state")).json()) as DevState;
}

/** Calls, and waits until the call is over. */
async function call(dev: DevProcess, input: Uint8Array<ArrayBuffer>, query = ""): Promise<CallState> {
  const response = await dev.api("POST", `/calls${query}`, input);
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as { id: number };
  await dev.line((line) => line.call?.id === id);
  const calls = (await (await dev.api("GET", "/calls")).json()) as CallState[];
  return calls.find((each) => each.id === id)!;
}

function fixtureInput(folder: string, name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(folder, "fixtures", name, "input.json")));
}

/** A request as no browser's page can make it. */
async function raw(
  dev: DevProcess,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = request({ host: "127.0.0.1", port: dev.port, path, headers }, (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  sent.on("error", reject).end();
  return await promise;
}

test("answers nobody but its own page, with its token", async () => {
  const dev = await started(quickProject("triage-rules"));
  const authorization = `Bearer ${dev.token}`;
  const own = `127.0.0.1:${dev.port}`;
  expect(await raw(dev, "/api/state", { authorization, host: own })).toBe(200);
  // No token, a wrong one, one that is nearly right, and one where a cookie or the address would have it.
  expect(await raw(dev, "/api/state", { host: own })).toBe(401);
  expect(await raw(dev, "/api/state", { host: own, authorization: `Bearer ${"x".repeat(32)}` })).toBe(401);
  expect(await raw(dev, "/api/state", { host: own, authorization: authorization.slice(0, -1) })).toBe(401);
  expect(await raw(dev, `/api/state?token=${dev.token}`, { host: own, cookie: `token=${dev.token}` })).toBe(
    401,
  );
  // DNS rebinding: a stranger's name that leads here.
  for (const host of [
    "evil.example",
    `evil.example:${dev.port}`,
    `127.0.0.1.evil.example:${dev.port}`,
    "127.0.0.1",
  ])
    expect(await raw(dev, "/api/state", { authorization, host })).toBe(421);
  // Other pages, also such as another server on this machine has.
  for (const origin of ["https://evil.example", "null", `http://127.0.0.1:${dev.port + 1}`, `https://${own}`])
    expect(await raw(dev, "/api/state", { authorization, host: own, origin })).toBe(403);
  for (const site of ["cross-site", "same-site"])
    expect(await raw(dev, "/", { host: own, "sec-fetch-site": site })).toBe(403);
});

test("listens on this machine alone, and its page allows no script but its own", async () => {
  const dev = await started(quickProject("triage-rules"));
  const socket = connect({ host: "127.0.0.2", port: dev.port });
  const [error] = (await once(socket, "error").catch((reason: unknown) => [reason])) as [
    NodeJS.ErrnoException,
  ];
  expect(error.code).toBe("ECONNREFUSED");
  const page = await fetch(dev.origin);
  expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'self';/);
  expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
  const html = await page.text();
  expect(html).not.toContain(dev.token);
  expect(html).not.toMatch(/<script(?![^>]* src=)|https?:\/\/|\bon\w+=/);
});

test("a call of 100 MB is refused, and the server goes on", async () => {
  const folder = quickProject("triage-rules");
  const dev = await started(folder);
  await dev.answering(1);
  const large = new Uint8Array(100 * 1024 * 1024);
  const status = await dev.api("POST", "/calls", large).then(
    (response) => response.status,
    // The server need not read to the end what it refuses.
    () => 413,
  );
  expect(status).toBe(413);
  // Without a length said beforehand, too.
  const chunks = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const endless = await fetch(`${dev.origin}/api/calls`, {
    method: "POST",
    headers: { authorization: `Bearer ${dev.token}` },
    body: chunks,
    duplex: "half",
  } as RequestInit).then(
    (response) => response.status,
    () => 413,
  );
  expect(endless).toBe(413);
  expect((await call(dev, fixtureInput(folder, "high-risk"))).status).toBe("answered");
});

test("inputs and outputs pass byte for byte, and a call is replayed", async () => {
  const folder = quickProject("triage-rules");
  const dev = await started(folder);
  await dev.answering(1);
  const input = fixtureInput(folder, "high-risk");
  const first = await call(dev, input);
  const expected = readFileSync(join(folder, "fixtures", "high-risk", "expected.json"));
  expect(Buffer.from(await (await dev.api("GET", `/calls/${first.id}/input`)).bytes())).toEqual(
    Buffer.from(input),
  );
  const output = await dev.api("GET", `/calls/${first.id}/output`);
  expect(output.headers.get("content-type")).toBe("application/octet-stream");
  expect(JSON.parse(await output.text())).toEqual(JSON.parse(expected.toString()));
  const replayed = (await (await dev.api("POST", `/calls/${first.id}/replay`)).json()) as { id: number };
  await dev.line((line) => line.call?.id === replayed.id);
  expect((await dev.api("POST", "/calls?export=nothing", input)).status).toBe(409);
  expect((await dev.api("POST", "/calls/99/replay")).status).toBe(404);
  await dev.api("DELETE", "/calls");
  expect(await (await dev.api("GET", "/calls")).json()).toEqual([]);
});

test("the history is capped", async () => {
  const folder = quickProject("triage-rules");
  const dev = await started(folder);
  await dev.answering(1);
  // The contract refuses it, but its input is kept like any other: 64 MiB hold three.
  const large = new Uint8Array(20 * 1024 * 1024);
  for (let count = 0; count < 4; count += 1) expect((await call(dev, large)).status).toBe("failed");
  const calls = (await (await dev.api("GET", "/calls")).json()) as CallState[];
  expect(calls.map(({ id }) => id)).toEqual([2, 3, 4]);
});

test("a request that was not granted is refused in words; granted, it is shown with its answer", async () => {
  const partner = createServer((_request, response) => {
    response.setHeader("content-type", "application/fhir+json");
    response.end('{"resourceType":"Bundle","type":"searchset","total":0}');
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void partner.close());
  await once(partner, "listening");
  const origin = `http://127.0.0.1:${(partner.address() as AddressInfo).port}`;
  const folder = quickProject("fhir-gateway");
  const dev = await started(folder, [
    "--config",
    `partner-url=${origin}`,
    "--config",
    "registry-path=registry/Patient",
  ]);
  await dev.line(({ build }) => build?.kind === "built");
  const before = await state(dev);
  expect(before.serving).toBe(0);
  expect(before.refusal).toMatchObject({ code: "CAPABILITY_DENIED", build: 1 });
  const asked = before.capabilities.find(({ kind }) => kind === "http");
  expect(asked).toMatchObject({
    name: origin,
    granted: false,
    text: expect.stringContaining("GET below /registry/"),
  });
  const input = fixtureInput(folder, "with-registry");
  expect((await dev.api("POST", "/calls", input)).status).toBe(409);

  const settings = { ...before.settings, http: [origin] };
  expect((await dev.api("PUT", "/settings", JSON.stringify(settings))).status).toBe(200);
  expect(await state(dev)).toMatchObject({ serving: 1, refusal: null });
  const answered = await call(dev, input);
  expect(answered.status).toBe("answered");
  expect(answered.events.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(
      /^It asked GET http:\/\/127\.0\.0\.1:\d+\/registry\/Patient.* and was answered 200\.$/,
    ),
  );
  expect((await dev.api("PUT", "/settings", '{"http": ["ftp://x"]}')).status).toBe(400);
});

test("a fixture plays the host, each call anew, and a change of it counts at once", async () => {
  const folder = quickProject("fhir-gateway");
  const fixture = join(folder, "fixtures", "with-registry");
  const dev = await started(folder);
  await dev.line(({ build }) => build?.kind === "built");
  const { settings, fixtures } = await state(dev);
  expect(fixtures).toContainEqual({ name: "with-registry", export: "process", playsHost: true });
  expect(fixtures).toContainEqual({ name: "merged", export: "process", playsHost: false });
  const choose = async (name: string): Promise<number> =>
    (await dev.api("PUT", "/settings", JSON.stringify({ ...settings, fixture: name }))).status;
  expect(await choose("no-such-fixture")).toBe(404);
  expect(await choose("with-registry")).toBe(200);
  const input = fixtureInput(folder, "with-registry");
  for (let times = 0; times < 2; times++) {
    const answered = await call(dev, input);
    expect(answered.failure).toBeNull();
    expect(answered.events.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^It asked GET http:.*\/registry\/.* The fixture answered\.$/),
      expect.stringMatching(/^It asked GET http:.*\/terminology\/.* The fixture answered\.$/),
    ]);
    const output = await (await dev.api("GET", `/calls/${answered.id}/output`)).bytes();
    expect(Buffer.from(output)).toEqual(readFileSync(join(fixture, "expected.json")));
  }
  const file = join(fixture, "fixture.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("52998224725", "52998224726"));
  // Until the change was noticed, the fixture as it was answers.
  let texts: readonly string[] = [];
  while (!texts.some((each) => each.startsWith("It did not ask for what the fixture lists: GET http:"))) {
    texts = (await call(dev, input)).events.map(({ text }) => text);
    await sleep(50);
  }
  expect(texts).toContainEqual(
    expect.stringMatching(/^It asked for what the fixture does not list: GET http:/),
  );
  expect((await dev.api("PUT", "/settings", JSON.stringify(settings))).status).toBe(200);
  // By hand the partner's server has no address, and the plugin asks nobody.
  expect((await call(dev, input)).events).toEqual([]);
});

/** A compiler that starts another program, and neither ends. It notes the other's number. */
function hangingBuild(mark: string): string {
  return `import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
writeFileSync(${JSON.stringify(mark)}, String(child.pid));
setInterval(() => {}, 1000);
`;
}

test("a compiler that hangs is ended in time, and the old build goes on answering", async () => {
  const mark = join(temporaryFolder(), "pid");
  const folder = quickProject("triage-rules");
  const dev = await started(folder, ["--timeout", "5"]);
  await dev.answering(1);
  writeFileSync(join(folder, "build.mjs"), hangingBuild(mark));
  const failed = await dev.line(({ build }) => build?.kind === "failed");
  expect(failed.build?.message).toContain("did not finish within 5 s");
  expect(failed.serving).toBe(1);
  await ended(mark);
  expect((await call(dev, fixtureInput(folder, "high-risk"))).status).toBe("answered");
});

test("a compiler that hangs is ended by the next change, and by Ctrl+C, with everything it started", async () => {
  const marks = [join(temporaryFolder(), "first"), join(temporaryFolder(), "second")] as const;
  const folder = quickProject("triage-rules", hangingBuild(marks[0]));
  const dev = await started(folder);
  await appeared(marks[0]);
  writeFileSync(join(folder, "build.mjs"), copyModule("triage-rules"));
  await dev.answering(1);
  await ended(marks[0]);
  writeFileSync(join(folder, "build.mjs"), hangingBuild(marks[1]));
  await appeared(marks[1]);
  expect(await dev.interrupt()).toBe(0);
  await ended(marks[1]);
});

test("Ctrl+C leaves no process, no files and no port behind", async () => {
  const folder = quickProject("triage-rules");
  const before = temporaries();
  const dev = await started(folder, ["--isolation", "process"]);
  await dev.answering(1);
  expect((await call(dev, fixtureInput(folder, "high-risk"))).status).toBe("answered");
  const children = childrenOf(dev.child.pid!);
  expect(children.length).toBeGreaterThan(0);
  // A page that listens does not keep it.
  const stream = await dev.api("GET", "/events");
  expect(await dev.interrupt()).toBe(0);
  await stream.body?.cancel().catch(() => {});
  for (const pid of children) await goneOf(pid);
  expect(temporaries().filter((name) => !before.includes(name))).toEqual([]);
  await expect(fetch(dev.origin)).rejects.toThrow("fetch failed");
});

test("a port that is in use, and a folder without a project, are said in a line", async () => {
  const folder = quickProject("triage-rules");
  const dev = await started(folder);
  const taken = await vial(["dev", "--port", String(dev.port)], { cwd: folder });
  expect([taken.code, taken.error]).toEqual([1, expect.stringContaining(`port ${dev.port} is in use`)]);
  const nowhere = await vial(["dev"], { cwd: temporaryFolder() });
  expect([nowhere.code, nowhere.error]).toEqual([1, expect.stringContaining("there is no vial.json")]);
  const wrong = await vial(["dev", "--port", "70000"], { cwd: folder });
  expect([wrong.code, wrong.error]).toEqual([2, expect.stringContaining("from 0 to 65535")]);
});

test("without --json the terminal has the address and a line for each build", async () => {
  const folder = quickProject("triage-rules");
  const child = spawn(process.execPath, [command, "dev"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  let shown = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (shown += text));
  while (!shown.includes("build 1 answers") && child.exitCode === null) await sleep(50);
  child.kill("SIGINT");
  await once(child, "close");
  expect(shown).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#token=\S+\n/);
  expect(shown).toContain("✔ build 1 answers");
});

function temporaries(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("vial-dev-"));
}

/** As Linux lists them. */
function childrenOf(pid: number): readonly number[] {
  const file = `/proc/${pid}/task`;
  return readdirSync(file).flatMap((thread) =>
    readFileSync(join(file, thread, "children"), "utf8")
      .trim()
      .split(" ")
      .filter(Boolean)
      .map(Number),
  );
}

async function appeared(path: string): Promise<void> {
  while (!existsSync(path) || readFileSync(path, "utf8") === "") await sleep(50);
}

async function ended(mark: string): Promise<void> {
  await goneOf(Number(readFileSync(mark, "utf8")));
}

/** Waits until a process is no more, or only waits for its exit code to be read. The test's time limit ends the wait. */
async function goneOf(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}`) && !/\) Z /.test(statOf(pid))) await sleep(50);
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "(gone) Z ";
  }
}
