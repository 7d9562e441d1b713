import { findNativeC } from "../../packages/toolchains/src/index.ts";
import { type Language, languages, type Workload } from "../workloads.ts";
import type { Cell } from "./cell.ts";
import { sizes } from "./cell.ts";
import type { Effort } from "./effort.ts";
import { type LoadCost, measureLanguage } from "./measure-language.ts";

/** What of the workloads is measured, and how. */
export interface OverheadOptions {
  readonly effort: Effort;
  readonly sizes?: readonly number[];
  /** Only workloads and languages that are named here; everything unless set. */
  readonly only?: readonly string[];
  readonly onStart?: (what: string, done: number, total: number) => void;
  readonly onCell?: (cell: Cell) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Overhead {
  readonly cells: readonly Cell[];
  readonly loads: readonly LoadCost[];
  readonly missing: readonly string[];
}

/** Measures every workload in every language. */
export async function runOverhead(
  workloads: readonly Workload[],
  { effort, only = [], onStart, onCell, signal, ...options }: OverheadOptions,
): Promise<Overhead> {
  const wanted = workloads.flatMap((workload) =>
    workload.languages
      .filter((language) => isWanted(workload, language, only))
      .map((language) => ({ workload, language })),
  );
  const cells: Cell[] = [];
  const loads: LoadCost[] = [];
  const agreed = new Map<string, Map<number, Uint8Array>>();
  for (const [done, { workload, language }] of wanted.entries()) {
    onStart?.(`${workload.name} in ${language}`, done, wanted.length);
    const outputs = agreed.getOrInsertComputed(workload.name, () => new Map<number, Uint8Array>());
    const load = await measureLanguage(workload, language, {
      sizes: options.sizes ?? sizes,
      effort,
      agreed: outputs,
      signal,
      onCell: (cell) => {
        cells.push(cell);
        onCell?.(cell);
      },
    });
    if (load !== undefined) loads.push(load);
  }
  const { missing } = await findNativeC();
  return { cells, loads, missing };
}

/** Names of workloads leave out other workloads, names of languages other languages. */
function isWanted(workload: Workload, language: Language, only: readonly string[]): boolean {
  const wantedLanguages = only.filter((name) => (languages as readonly string[]).includes(name));
  const wantedWorkloads = only.filter((name) => !wantedLanguages.includes(name));
  return (
    (wantedLanguages.length === 0 || wantedLanguages.includes(language)) &&
    (wantedWorkloads.length === 0 || wantedWorkloads.includes(workload.name))
  );
}
