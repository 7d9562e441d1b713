import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { findBrowser } from "@vial/toolchains";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** A browser that keeps to this machine, with a profile of its own. */
export interface TestBrowser extends AsyncDisposable {
  readonly context: BrowserContext;
}

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** @throws ToolchainError where there is no browser, with the command that installs it. */
export async function startBrowser(): Promise<TestBrowser> {
  const { path } = await findBrowser();
  const profile = mkdtempSync(join(tmpdir(), "vial-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: path,
    headless: true,
    // Chromium's own sandbox does not work for root.
    args: [...flags, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    viewport: { width: 1440, height: 900 },
    timeout: 120_000,
  });
  return {
    context,
    [Symbol.asyncDispose]: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

const axeScript = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong with a page as it is now, one line each. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeScript);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    for (let attempt = 1; ; attempt++) {
      try {
        return (await axe.run()).violations;
      } catch (error) {
        // It fails when an element is gone before it has said where that stood: the page was not at rest yet.
        if (attempt === 5) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = "" }) => `${id}: ${html}\n${failureSummary}`),
  );
}
