import { gradually } from "../../gradually.ts";

type Client = typeof import("./connection.ts");

let client: Promise<Client> | undefined;

/** The HTTP client. It takes longer than starting a plugin, so hosts whose plugins send nothing do without. */
export function loadClient(): Promise<Client> {
  return (client ??= load());
}

/** Parts of the client, in the order in which they need each other: loaded at once they hold up the event loop. */
const parts = [
  "node:http",
  "undici/lib/core/util.js",
  "undici/lib/dispatcher/client.js",
  "undici/lib/dispatcher/agent.js",
  "undici/lib/web/fetch/body.js",
  "undici/lib/web/fetch/index.js",
];

async function load(): Promise<Client> {
  await gradually(parts.map((part) => () => import(part)));
  return await import("./connection.ts");
}
