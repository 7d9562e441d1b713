import { type Category, categories, type LabelledDocument, type Place } from "../corpus/index.ts";

/** The parts of a finding that a label has too. */
export interface Found {
  readonly category: Category;
  readonly start: number;
  readonly end: number;
  readonly pointer?: string;
}

/** How often a category was right. */
export interface Counts {
  /** Labelled and found. */
  right: number;
  /** Found where nothing of the category is labelled. */
  wrong: number;
  /** Labelled and not found. */
  missed: number;
}

/** Exact: the same bytes. Overlap: at least one byte in common, each label counted once. */
export type Measure = "exact" | "overlap";

export type Scores = Record<Measure, Record<Category, Counts>>;

function emptyTable(): Record<Category, Counts> {
  const rows = categories.map((name) => [name, { right: 0, wrong: 0, missed: 0 }]);
  return Object.fromEntries(rows) as Record<Category, Counts>;
}

export function emptyScores(): Scores {
  return { exact: emptyTable(), overlap: emptyTable() };
}

function sameField(label: Place, found: Found): boolean {
  return label.category === found.category && label.pointer === found.pointer;
}

const matches: Record<Measure, (label: Place, found: Found) => boolean> = {
  exact: (label, found) => label.start === found.start && label.end === found.end,
  overlap: (label, found) => label.start < found.end && found.start < label.end,
};

/** Adds what was found in one document; returns the labels that were missed and the findings that were wrong. */
export function addDocument(
  scores: Scores,
  { labels }: LabelledDocument,
  found: readonly Found[],
  measure: Measure,
): { missed: readonly Place[]; wrong: readonly Found[] } {
  const fits = (label: Place, one: Found): boolean => sameField(label, one) && matches[measure](label, one);
  const missed = labels.filter((label) => !found.some((one) => fits(label, one)));
  const wrong = found.filter((one) => !labels.some((label) => fits(label, one)));
  for (const label of labels) scores[measure][label.category].right++;
  for (const { category } of missed) {
    scores[measure][category].right--;
    scores[measure][category].missed++;
  }
  for (const { category } of wrong) scores[measure][category].wrong++;
  return { missed, wrong };
}

/** Precision, recall and their harmonic mean; undefined where nothing was found or nothing is labelled. */
export interface Quality {
  readonly labelled: number;
  readonly precision: number | undefined;
  readonly recall: number | undefined;
  readonly f1: number | undefined;
}

export function quality({ right, wrong, missed }: Counts): Quality {
  const share = (whole: number): number | undefined => (whole === 0 ? undefined : right / whole);
  const f1 = right === 0 ? undefined : (2 * right) / (2 * right + wrong + missed);
  return { labelled: right + missed, precision: share(right + wrong), recall: share(right + missed), f1 };
}
