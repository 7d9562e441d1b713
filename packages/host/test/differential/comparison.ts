import type { Case, Transcript } from "./case.ts";
import { engines, reference, type EngineUnderTest } from "./engines.ts";

/** What a case says this engine does. */
export function expected(each: Case, engine: EngineUnderTest): Transcript {
  if ("same" in each) return each.same;
  const { vial, extism, extismThread = extism } = each.differs;
  if (engine.kind === "vial") return vial;
  return engine === reference ? extism : extismThread;
}

interface Row {
  readonly theme: string;
  readonly each: Case;
  readonly seen: Map<EngineUnderTest, Transcript>;
}

const compared = engines.filter((engine) => engine !== reference);

/** What was seen in a run, and the table of it. */
export class Comparison {
  readonly #rows = new Map<Case, Row>();

  note(theme: string, each: Case, engine: EngineUnderTest, transcript: Transcript): void {
    const row = this.#rows.get(each) ?? { theme, each, seen: new Map() };
    this.#rows.set(each, row);
    row.seen.set(engine, transcript);
  }

  /** A line for each case: which engines did the same as the reference, and why others did not. */
  table(): string {
    const rows = [...this.#rows.values()];
    const width = Math.max(...rows.map(({ each }) => each.name.length));
    const lines = Map.groupBy(rows, ({ theme }) => theme)
      .entries()
      .flatMap(([theme, group]) => ["", heading(theme, width), ...group.map((row) => line(row, width))]);
    const different = rows.filter(({ each }) => "differs" in each).length;
    const summary = `${rows.length} cases: ${rows.length - different} the same, ${different} that differ on purpose`;
    return [`Compared with ${reference.name}:`, ...lines, "", summary].join("\n");
  }
}

function heading(theme: string, width: number): string {
  return [theme.toUpperCase().padEnd(width), ...compared.map(({ name }) => name), "why"].join("  ");
}

function line({ each, seen }: Row, width: number): string {
  const marks = compared.map((engine) => mark(seen.get(engine), seen.get(reference)));
  const columns = compared.map((engine, index) => marks[index]!.padEnd(engine.name.length));
  const unmeant = marks.includes("differs") && !("differs" in each);
  return [each.name.padEnd(width), ...columns, unmeant ? "NOT MEANT" : reason(each)].join("  ").trimEnd();
}

function mark(
  transcript: Transcript | undefined,
  referred: Transcript | undefined,
): "same" | "differs" | "not run" {
  if (transcript === undefined || referred === undefined) return "not run";
  return transcript.join("\n") === referred.join("\n") ? "same" : "differs";
}

function reason(each: Case): string {
  const notRun = each.notInWorker === undefined ? [] : [`not run: ${each.notInWorker}`];
  return ["differs" in each ? each.differs.why : "", ...notRun].filter((part) => part !== "").join("; ");
}
