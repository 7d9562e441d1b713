import { getCACertificates } from "node:tls";
import { Agent } from "undici";
import { publicLookup } from "../engine/http/address.ts";

/** Connections to registries, which stay open for a while. */
export interface Connections {
  readonly anywhere: Agent;
  /** For hosts that were not chosen by the operator: to public addresses alone. */
  readonly publicOnly: Agent;
}

const settings = { allowH2: false, connections: 8, keepAliveTimeout: 4_000 } as const;
const opened = new Map<string, Connections>();

/** @param authorities PEM certificates of authorities that are trusted besides Node's own */
export function connectionsTrusting(authorities: readonly string[] = []): Connections {
  const key = authorities.join("\n");
  let connections = opened.get(key);
  if (connections === undefined) {
    // What Node is given replaces what it trusts by itself.
    const tls = key === "" ? {} : { ca: [...getCACertificates("default"), ...authorities] };
    connections = {
      anywhere: new Agent({ ...settings, connect: tls }),
      publicOnly: new Agent({ ...settings, connect: { ...tls, lookup: publicLookup() } }),
    };
    opened.set(key, connections);
  }
  return connections;
}
