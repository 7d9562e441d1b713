/**
 * Takes pictures of `vial dev`'s page, in both themes, into `.reports/dev-page`: `npm run dev-page:screenshots`. It makes a
 * project and drives the page in Chromium, as the tests do.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startBrowser } from "../test/support/browser.ts";
import { startDev } from "../test/support/dev-process.ts";
import { devProject, edit, rulesFile } from "../test/support/dev-project.ts";
import { newFolder } from "../test/support/folder.ts";

const output = fileURLToPath(new URL("../.reports/dev-page/", import.meta.url));
const patience = { timeout: 120_000 };
mkdirSync(output, { recursive: true });

const parent = newFolder();
try {
  const folder = await devProject(parent);
  askForLab(folder);
  await using dev = await startDev(folder);
  await using browser = await startBrowser();
  await dev.answering(1);
  const page = await browser.context.newPage();
  await page.goto(dev.url);
  await page.getByRole("button", { name: "Run", exact: false }).first().waitFor(patience);

  await answer(page, '{\n  "patient": "p-1",\n  "weightKg": 80,\n  "heightCm": 178\n}\n');
  await takeBoth(page, "answer");
  await page.getByRole("tab", { name: "Logs" }).click();
  await takeBoth(page, "logs");

  await page.getByRole("tab", { name: "Host" }).click();
  await takeBoth(page, "host");
  await page.getByRole("tab", { name: "Input" }).click();
  await page.getByLabel("Fixture").selectOption("with-lab");
  await page.getByRole("tab", { name: "Host" }).click();
  await page.getByText("The fixture with-lab plays the host").waitFor(patience);
  await takeBoth(page, "fixture-as-host");
  await page.getByRole("button", { name: "Set the host by hand" }).click();
  await page.getByRole("tab", { name: "Input" }).click();

  await page.getByRole("tab", { name: "Output" }).click();
  await write(page, '{\n  "patient": "p-1",\n  "weightKg": "80",\n  "heigthCm": 178\n}\n');
  await page.locator(".cm-lintRange-error").first().waitFor(patience);
  await page.locator(".cm-lintRange-error").first().hover();
  await page.locator(".cm-tooltip-lint").waitFor(patience);
  await takeBoth(page, "schema");

  await answer(page, '{ "patient": "p-1", "weightKg": 13, "heightCm": 178 }\n');
  await page.mouse.move(0, 0);
  await takeBoth(page, "trap");

  await answer(page, '{ "patient": "p-1", "weightKg": 80, "heightCm": 178 }\n');
  edit(folder, rulesFile, [
    ["assessment.patient = measurement.patient;", 'assessment.patient = "patient " + measurement.patient;'],
  ]);
  await page.getByText("Build 2 answers").first().waitFor(patience);
  await page.getByRole("tab", { name: "Difference" }).click();
  await page.locator(".difference .added").first().waitFor(patience);
  await takeBoth(page, "difference");

  edit(folder, rulesFile, [["assessment.class = classOf", "assessment.klass = classOf"]]);
  await page.locator(".compiler").waitFor(patience);
  await takeBoth(page, "compile-error");
  await page.setViewportSize({ width: 390, height: 844 });
  await takeBoth(page, "narrow");
  await page.setViewportSize({ width: 900, height: 900 });
  await takeBoth(page, "medium");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Shortcuts" }).click();
  await takeBoth(page, "shortcuts");
  const stranger = await browser.context.newPage();
  await stranger.goto(dev.origin);
  await stranger.getByLabel("Address or token").waitFor(patience);
  await takeBoth(stranger, "locked");
} finally {
  rmSync(parent, { recursive: true, force: true });
}
console.log(output);

/** Has the plugin ask for a server, which a fixture plays. */
function askForLab(folder: string): void {
  const file = join(folder, "vial.json");
  const http = [{ origin: "config:lab-url", methods: ["GET"], pathPrefixes: ["/results/"] }];
  const capabilities = { config: ["lab-url"], http };
  const manifest = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...manifest, capabilities }, undefined, 2));
  const fixture = join(folder, "fixtures", "with-lab");
  cpSync(join(folder, "fixtures", "normal"), fixture, { recursive: true });
  writeFileSync(join(fixture, "config.json"), '{ "lab-url": "https://lab.example" }');
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator("#input-editor").fill(text);
}

async function answer(page: Page, text: string): Promise<void> {
  await write(page, text);
  const before = await page.locator(".calls li").count();
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(
    (count) => document.querySelectorAll(".calls li").length > count,
    before,
    patience,
  );
  await page.locator(".result .status:not(.running)").waitFor(patience);
  await page.locator(".result :is(#output-viewer, .failure)").first().waitFor(patience);
}

async function takeBoth(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: join(output, `${name}-${colorScheme}.png`) });
  }
}
