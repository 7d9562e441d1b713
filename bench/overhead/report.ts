import { cpus, release, type } from "node:os";
import type { Cell, CellKey, MeasuredCell } from "./cell.ts";
import type { LoadCost } from "./measure-language.ts";
import type { ExampleRow } from "../examples/example.ts";
import type { PeerRow } from "../peers/peer.ts";

/** A run of the benchmark: `report.json`, whose schema is `report.schema.json`. */
export interface Report {
  readonly reportVersion: 2;
  /** When the run ended, in UTC. */
  readonly finishedAt: string;
  readonly durationSeconds: number;
  readonly effort: "full" | "quick" | "least";
  readonly machine: Machine;
  /** Compilers that are not on the machine, and what installs them. */
  readonly missing: readonly string[];
  readonly cells: readonly Cell[];
  readonly loads: readonly LoadCost[];
  readonly examples: readonly ExampleRow[];
  readonly peers: readonly PeerRow[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
}

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    system: `${type()} ${release()}`,
    node: process.versions.node,
    v8: process.versions.v8,
  };
}

/** The gated cells that do not pass; none of them, and the run succeeds. */
export function overTheLine(cells: readonly Cell[]): Cell[] {
  return cells.filter((cell) => cell.outcome === "failed" || (cell.gated && !cell.pass));
}

export function isMeasured(cell: Cell): cell is MeasuredCell {
  return cell.outcome === "measured";
}

export function keyText({ workload, language, sizeBytes, isolation, state, outputs }: CellKey): string {
  return `${workload} ${language} ${sizeText(sizeBytes)} ${isolation} ${state} ${outputs}`;
}

export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes / 1024} KiB` : `${bytes / 1024 / 1024} MiB`;
}

/** What `--json` prints, and nothing else. */
export function jsonOutput({ cells, peers }: Report): string {
  const shown = cells.map((cell) => {
    const { workload, language, sizeBytes, isolation, state, outputs, gated, pass } = cell;
    const key = { workload, language, sizeBytes, isolation, state, outputs };
    if (cell.outcome === "failed")
      return { ...key, ratio: null, low: null, high: null, nativeUs: null, vialUs: null, gated, pass };
    const { ratio, low, high, nativeUs, vialUs } = cell;
    return { ...key, ratio, low, high, nativeUs, vialUs, gated, pass };
  });
  return JSON.stringify({ cells: shown, peers });
}
