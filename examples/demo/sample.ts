import { inspect } from "node:util";
import type { PluginManager } from "@vial/host";
import { pipeline } from "./pipeline.ts";
import { loadPlugins } from "./plugins.ts";
import type { Item } from "./step.ts";

const sampleName = "oru-vitals-050";
const shownLines = 24;

/** One message's way through the pipeline: what went in, what each step made of it. */
export async function showSample(messages: readonly Item[], partnerOrigin: string): Promise<string> {
  await using plugins = await loadPlugins("thread", partnerOrigin);
  let items: readonly Item[] = messages.filter(({ name }) => name === sampleName);
  const parts = [heading("in, HL7 v2", items[0]!.input as Uint8Array)];
  for (const { title, plugin, export: exportName, next } of pipeline) {
    const [item] = items;
    if (item === undefined) break;
    const anyPlugins = plugins as unknown as PluginManager;
    const result = await anyPlugins.execute(plugin, item.input as string, { export: exportName });
    parts.push(heading(`${title} (${plugin})`, result.bytes(), inspected(result.json())));
    items = next(result, item);
  }
  return parts.join("\n");
}

function heading(title: string, bytes: Uint8Array, text?: string): string {
  const shown = text ?? new TextDecoder().decode(bytes).trim().replaceAll("\r", "\n");
  return `${title}, ${bytes.length} bytes:\n\n${shown.replaceAll(/^/gm, "  ")}\n`;
}

function inspected(value: unknown): string {
  const text = inspect(value, { depth: null, breakLength: 120, maxArrayLength: null, maxStringLength: 60 });
  const lines = text.split("\n");
  if (lines.length <= shownLines) return text;
  return [...lines.slice(0, shownLines), `… ${lines.length - shownLines} more lines`].join("\n");
}
