import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accessibilityFaults, startBrowser, type TestBrowser } from "../support/browser.ts";
import { type DevProcess, startDev } from "../support/dev-process.ts";
import { devProject, edit, rulesFile } from "../support/dev-project.ts";
import { newFolder } from "../support/folder.ts";

// One project, one server and one page for all: each test goes on where the one before has left it.
let parent: string;
let folder: string;
let dev: DevProcess;
let browser: TestBrowser;
let page: Page;
const complaints: string[] = [];

const measurement = '{ "patient": "p-1", "weightKg": 80, "heightCm": 178 }';

beforeAll(async () => {
  parent = newFolder();
  folder = await devProject(parent);
  [dev, browser] = await Promise.all([startDev(folder, ["--deadline", "15000"]), startBrowser()]);
  page = await browser.context.newPage();
  page.setDefaultTimeout(180_000);
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await dev.answering(1);
  await page.goto(dev.url);
  await page.locator(".pill", { hasText: "Build 1 answers" }).waitFor();
});

afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await dev?.[Symbol.asyncDispose]();
  rmSync(parent, { recursive: true, force: true });
});

beforeEach(() => {
  complaints.length = 0;
});

async function write(text: string): Promise<void> {
  await page.locator("#input-editor").fill(text);
}

/** Runs an input by the keyboard, and waits until its call is over. */
async function run(text: string): Promise<void> {
  await write(text);
  const before = await page.locator(".calls li").count();
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction((count) => document.querySelectorAll(".calls li").length > count, before);
  await settled();
}

async function settled(): Promise<void> {
  await page.locator(".result .status:not(.running)").waitFor();
}

async function tab(name: string): Promise<void> {
  await page.getByRole("tab", { name }).click();
}

async function textOf(selector: string): Promise<string> {
  return (await page.locator(selector).first().innerText()).replaceAll(/\s+/g, " ");
}

async function announced(pattern: RegExp): Promise<void> {
  await page.getByRole("status").filter({ hasText: pattern }).waitFor({ state: "attached" });
}

/** Whether it is there soon; longer is not worth waiting for what may have to be asked for again. */
async function appears(what: Locator): Promise<boolean> {
  return await what.waitFor({ timeout: 3_000 }).then(
    () => true,
    () => false,
  );
}

/** An editor shows what it knows when the mouse comes to rest: where its text was drawn anew meanwhile, it has to come again. */
async function hoverUntil(target: Locator, shown: Locator): Promise<void> {
  const hover = async (): Promise<boolean> => {
    await page.mouse.move(1, 1);
    await target.hover();
    return await appears(shown);
  };
  await expect.poll(hover, { timeout: 120_000 }).toBe(true);
}

async function expectAccessible(): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect({ colorScheme, faults: await accessibilityFaults(page) }).toEqual({ colorScheme, faults: [] });
  }
}

test("the token leaves the address", () => {
  expect(page.url()).toBe(`${dev.origin}/`);
});

test("a fixture is loaded, and its input run: output, times, memory, said aloud", async () => {
  // The first one is there already.
  await page.locator("#input-editor", { hasText: "weightKg" }).waitFor();
  await page.getByLabel("Fixture").selectOption("normal");
  const input = readFileSync(join(folder, "fixtures", "normal", "input.json"), "utf8");
  await page.locator("#input-editor", { hasText: input.trim() }).waitFor();
  await page.getByRole("button", { name: "Run", exact: false }).first().click();
  await announced(/Call 1 answered \d+ B in /);
  const expected = readFileSync(join(folder, "fixtures", "normal", "expected.json"), "utf8");
  const shown = JSON.parse(await page.locator("#output-viewer").innerText()) as unknown;
  expect(shown).toEqual(JSON.parse(expected));
  expect(await textOf(".facts")).toMatch(
    /Build 1 Queue [\d.]+ m?s Run [\d.]+ m?s Memory \d+ KiB In \d+ B Out \d+ B/,
  );
  await page.getByLabel("Hex").check({ force: true });
  await page.getByLabel("Output, in hexadecimal").getByText("00000000  7b").waitFor();
  await page.getByLabel("JSON", { exact: true }).check({ force: true });
  await expectAccessible();
});

test("logs have their levels, and are chosen by them", async () => {
  await run(measurement);
  await tab("Logs");
  expect(await page.locator(".events li").allInnerTexts()).toEqual([
    expect.stringMatching(/^info\s+assessing 80\.0 kg/),
    expect.stringMatching(/^warn\s+heights are taken as they are/),
  ]);
  await page.getByLabel("Level").selectOption("warn");
  expect(await page.locator(".events li").count()).toBe(1);
  await expectAccessible();
});

test("the schema of the export completes, checks and explains", async () => {
  await write('{ "patient": "p-1", "weightKg": "eighty", "heigthCm": 1 }');
  await page.locator(".cm-lintRange-error").nth(2).waitFor();
  const lint = page.locator(".cm-tooltip-lint", { hasText: "heigthCm is not allowed" });
  await hoverUntil(page.getByText("heigthCm").first(), lint);
  const help = page.locator(".hover-help", { hasText: "Kilograms." });
  await hoverUntil(page.getByText('"weightKg"').first(), help);
  await write("");
  await page.keyboard.type("{");
  const offered = page.locator(".cm-tooltip-autocomplete li");
  const wanted = ["heightCm", "patient", "weightKg"].map((name) => expect.stringContaining(name) as string);
  const offer = async (): Promise<readonly string[]> => {
    // Anew each time, as what is offered may still be for what was there before.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Space");
    await appears(offered.first());
    return await offered.allInnerTexts();
  };
  await expect.poll(offer, { timeout: 120_000 }).toEqual(wanted);
  await page.keyboard.press("Escape");
});

test("input that is not what the contract says is refused, with the place", async () => {
  await tab("Output");
  await run('{ "patient": "p-1", "weightKg": "eighty", "heightCm": 178 }');
  expect(await textOf(".failure")).toMatch(/CONTRACT_VIOLATION .*\/weightKg/);
  await expectAccessible();
});

test("a trap shows the function, the file and the line", async () => {
  await run(measurement.replace("80", "13"));
  const line = readFileSync(join(folder, rulesFile), "utf8")
    .split("\n")
    .findIndex((text) => text.includes("unreachable"));
  expect(await textOf(".stack li:first-child")).toContain(`assess assembly/assess.ts:${line + 1}:`);
  await announced(/failed\. The plugin trapped/);
  await expectAccessible();
});

test("a plugin that loops for ever is ended, and the page goes on", async () => {
  await write(measurement.replace("80", "14"));
  await page.keyboard.press("Control+Enter");
  await page.getByText("It runs…").waitFor();
  // Meanwhile the page answers.
  await page.getByRole("button", { name: "Shortcuts" }).click();
  await expectAccessible();
  await page.keyboard.press("Escape");
  await settled();
  // Whichever comes first: on a busy machine it gets little of a core.
  expect(await textOf(".failure")).toMatch(/CPU_LIMIT|DEADLINE_EXCEEDED/);
  await run(measurement);
  expect(await textOf(".result .status")).toBe("answered");
});

test("a running call is given up", async () => {
  await write(measurement.replace("80", "14"));
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Give up" }).click();
  await settled();
  expect(await textOf(".failure")).toContain("CALL_ABORTED");
});

test("after a change the new build answers, the call runs again, and what differs is shown", async () => {
  await run(measurement);
  edit(folder, rulesFile, [
    ["assessment.patient = measurement.patient;", 'assessment.patient = "patient " + measurement.patient;'],
  ]);
  await page.locator(".pill", { hasText: "Build 2 answers" }).waitFor();
  await page.locator(".facts", { hasText: /Build\s*2/ }).waitFor();
  await settled();
  await page.keyboard.press("Alt+4");
  await page.locator(".difference").waitFor();
  expect(await page.locator(".difference .removed code").allInnerTexts()).toEqual(['  "patient": "p-1"']);
  expect(await page.locator(".difference .added code").allInnerTexts()).toEqual([
    '  "patient": "patient p-1"',
  ]);
  await expectAccessible();
});

test("the build before answers too, to compare any call with", async () => {
  await run(measurement.replace("80", "70"));
  await page.locator(".result", { hasText: "No earlier build was given this input." }).waitFor();
  await page.getByRole("button", { name: "Run it on build 1" }).click();
  await page.locator(".difference .added").waitFor();
  expect(await textOf(".result .tab-panel .bar")).toMatch(
    /^− build 1 \(call \d+\), \+ build 2 \(call \d+\)$/,
  );
});

test("a compiler's error is shown as it printed it, and the old build goes on answering", async () => {
  edit(folder, rulesFile, [["assessment.class = classOf", "assessment.klass = classOf"]]);
  await page.locator(".compiler", { hasText: "ERROR TS2339: Property 'klass' does not exist" }).waitFor();
  await page.locator(".notice", { hasText: "Build 2 goes on answering." }).waitFor();
  await expectAccessible();
  await page.keyboard.press("Alt+1");
  await run(measurement);
  expect(await page.locator("#output-viewer").innerText()).toContain("patient p-1");
});

test("a mistake in vial.json is named, with what was meant, and the old build goes on answering", async () => {
  edit(folder, "vial.json", [['"limits"', '"limit"']]);
  await page.locator(".notice", { hasText: "/limit is not a known member" }).waitFor();
  await page.locator(".notice", { hasText: "Did you mean limits?" }).waitFor();
  await run(measurement);
  expect(await textOf(".result .status")).toBe("answered");
  edit(folder, "vial.json", [['"limit"', '"limits"']]);
  edit(folder, rulesFile, [["assessment.klass = classOf", "assessment.class = classOf"]]);
  await page.locator(".notice").waitFor({ state: "detached" });
});

test("everything can be reached and done with the keyboard", async () => {
  await page.keyboard.press("Alt+KeyC");
  await page.locator(".calls li:focus").waitFor();
  await page.keyboard.press("End");
  await page.locator('.calls li:last-child:focus[aria-selected="true"]').waitFor();
  await page.keyboard.press("ArrowUp");
  const before = await page.locator(".calls li").count();
  await page.keyboard.press("Alt+KeyR");
  await page.waitForFunction((count) => document.querySelectorAll(".calls li").length > count, before);
  await page.keyboard.press("Alt+KeyI");
  await page.locator("#input-editor:focus").waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Run");
  // Each thing that has the focus shows it.
  for (let step = 0; step < 25; step += 1) {
    await page.keyboard.press("Tab");
    const unseen = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) return "";
      const places = [activeElement, activeElement.closest(".cm-editor, .file, .segments label")];
      const isSeen = places.some((each) => each !== null && getComputedStyle(each).outlineStyle !== "none");
      return isSeen ? "" : activeElement.outerHTML.slice(0, 200);
    });
    expect(unseen).toBe("");
  }
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("Alt+KeyT");
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("light");
});

test("nothing overflows a narrow screen", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBe(inner);
  await expectAccessible();
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("a file that is no text is sent as it is, and one that is too large is refused before it is sent", async () => {
  const chooser = page.locator('input[type="file"]');
  await chooser.setInputFiles({
    name: "scan.bin",
    mimeType: "application/octet-stream",
    buffer: Buffer.from([0xff, 0, 1]),
  });
  await page.getByText("scan.bin").waitFor();
  await page.getByRole("button", { name: "Run", exact: false }).first().click();
  await page.locator(".facts", { hasText: /In\s*3 B/ }).waitFor();
  await settled();
  await page.getByRole("button", { name: "Remove" }).click();
  expect(await textOf(".result .status")).toBe("failed");
  const large = join(parent, "large.bin");
  writeFileSync(large, new Uint8Array(33 * 1024 * 1024));
  await chooser.setInputFiles(large);
  await page.getByRole("alert").filter({ hasText: "33 MiB" }).waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
});

test("a fixture that says what the host answers plays it, until the host is set by hand", async () => {
  // Whole from the start: the page may be given it at any moment.
  const fixture = join(parent, "with-host");
  cpSync(join(folder, "fixtures", "normal"), fixture, { recursive: true });
  const http = [{ request: { url: "https://lab.example/results" }, response: { status: 200 } }];
  writeFileSync(join(fixture, "fixture.json"), JSON.stringify({ http }));
  renameSync(fixture, join(folder, "fixtures", "with-host"));
  await page.locator("option", { hasText: "with-host" }).waitFor({ state: "attached" });
  await page.getByLabel("Fixture").selectOption("with-host");
  await tab("Host");
  await page.getByText("The fixture with-host plays the host").waitFor();
  await expectAccessible();
  const before = await page.locator(".calls li").count();
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction((count) => document.querySelectorAll(".calls li").length > count, before);
  await settled();
  await tab("Requests");
  await page
    .getByText("It did not ask for what the fixture lists: GET https://lab.example/results")
    .waitFor();
  await page.getByRole("button", { name: "Set the host by hand" }).click();
  await page.getByText("It asks for nothing").waitFor();
  await tab("Input");
});

test("without the token the page says what is missing, and opens with it", async () => {
  const other = await browser.context.newPage();
  await other.goto(dev.origin);
  await other.getByLabel("Address or token").fill(`${dev.origin}/#token=${"x".repeat(32)}`);
  await other.getByRole("button", { name: "Open" }).click();
  await other.getByLabel("Address or token").fill(dev.url);
  expect(await accessibilityFaults(other)).toEqual([]);
  await other.getByRole("button", { name: "Open" }).click();
  await other.locator(".pill", { hasText: /Build \d+ answers/ }).waitFor();
  await other.close();
});

test("the page keeps to its content security policy, and to this server", async () => {
  await page.reload();
  const elsewhere: string[] = [];
  page.on("request", (request) => !request.url().startsWith(dev.origin) && elsewhere.push(request.url()));
  await page.locator(".pill", { hasText: /Build \d+ answers/ }).waitFor();
  // Not typed: what the browser itself does to the editor's elements then, it refuses itself, and CodeMirror draws anew.
  await page.locator("#input-editor", { hasText: "weightKg" }).waitFor();
  await page.getByRole("button", { name: "Run", exact: false }).first().click();
  await settled();
  await page.getByRole("tab", { name: "Output" }).click();
  await page.locator("#output-viewer").waitFor();
  expect(elsewhere.filter((url) => !/^(?:data|blob):/.test(url))).toEqual([]);
  expect(complaints).toEqual([]);
});

test("when vial dev ends the page says so", async () => {
  expect(await dev.interrupt()).toBe(0);
  await page.locator(".connection", { hasText: "vial dev has ended" }).waitFor();
});
