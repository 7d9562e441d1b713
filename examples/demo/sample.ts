import { inspect } from "node:util";
import { PluginManager } from "@vial/host";
import type { Workload } from "./workload.ts";

/** One message in, one out: the README's five lines on the first HL7 message. */
export async function showSample({ plugin, source, inputs }: Workload): Promise<string> {
  await using plugins = new PluginManager();
  await plugins.load(plugin, { source });
  const [message] = inputs;
  const result = await plugins.execute(plugin, message!);
  const input = new TextDecoder().decode(message).trim().replaceAll("\r", "\n");
  return `In (${message!.length} bytes of HL7 v2):\n\n${indent(input)}\n\nOut (${result.bytes().length} bytes of JSON):\n\n${indent(firstLines(result.json()))}\n`;
}

const shownLines = 30;

function firstLines(value: unknown): string {
  const text = inspect(value, { depth: null, breakLength: 120, maxArrayLength: null, maxStringLength: 60 });
  const lines = text.split("\n");
  return [...lines.slice(0, shownLines), `… ${lines.length - shownLines} more lines`].join("\n");
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
