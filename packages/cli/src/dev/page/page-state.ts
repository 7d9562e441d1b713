import { computed, signal } from "@preact/signals";
import type { CallState, DevState } from "../protocol.ts";
import { ApiClient, Refused } from "./api-client.ts";
import { forgetToken, takeToken } from "./token.ts";

/** An input that is about to be sent: text in the editor, or a file that no editor takes. */
export type Draft =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

export const inputTabs = ["input", "host"] as const;
export const resultTabs = ["output", "logs", "requests", "difference"] as const;

export const dev = signal<DevState | undefined>();
/** Newest first. */
export const calls = signal<readonly CallState[]>([]);
export const selectedId = signal<number | undefined>();
const ownToken = takeToken();
export const connection = signal<"connecting" | "open" | "lost" | "ended" | "locked">(
  ownToken === null ? "locked" : "connecting",
);
export const draft = signal<Draft>({ kind: "text", text: "" });
export const exportName = signal("process");
export const inputTab = signal<(typeof inputTabs)[number]>("input");
export const resultTab = signal<(typeof resultTabs)[number]>("output");
export const runAgain = signal(localStorage.getItem("vial-dev-run-again") !== "no");
export const shortcutsOpen = signal(false);
/** What went wrong with the page's own requests. */
export const problem = signal<{ readonly message: string; readonly hint: string } | undefined>();
/** Read out to who does not see the page. */
export const announcement = signal("");

export const selected = computed(() => calls.value.find(({ id }) => id === selectedId.value));
export const currentExport = computed(() => dev.value?.exports.find(({ name }) => name === exportName.value));
/** What the plugin asks for and does not have. */
export const missing = computed(() => dev.value?.capabilities.filter(({ granted }) => !granted).length ?? 0);

let client = new ApiClient(ownToken ?? "");

export function api(): ApiClient {
  return client;
}

export function useToken(token: string): void {
  client = new ApiClient(token);
}

/** Does something with the server; what it refuses is shown. */
export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    problem.value = undefined;
    await work();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) {
      forgetToken();
      connection.value = "locked";
      return;
    }
    const hint = error instanceof Refused ? error.hint : "See whether vial dev still runs in its terminal.";
    problem.value = { message: error instanceof Refused ? error.message : "the server did not answer", hint };
  }
}
