import type { Effort } from "../overhead/effort.ts";
import type { Workload } from "../workloads.ts";
import type { PeerRow } from "./peer.ts";

/** placeholder */
export async function measurePeers(_workloads: readonly Workload[], _effort: Effort): Promise<PeerRow[]> {
  return [];
}
