import { type Category, categories, type Part, readCorpus } from "../corpus/index.ts";
import { loadAnalyzer } from "./analyzer.ts";
import { addDocument, emptyScores, type Measure, type Quality, quality } from "./score.ts";

/** By measure and category. */
export type Evaluation = Record<Measure, Record<Category, Quality>>;

/** Runs the plugin over a part of the corpus, with the default minimum of confidence. */
export async function evaluate(part: Part): Promise<Evaluation> {
  await using analyzer = await loadAnalyzer();
  const scores = emptyScores();
  for (const labelled of readCorpus(part)) {
    const { findings } = await analyzer.analyze({ ...labelled.input, mode: "report" });
    addDocument(scores, labelled, findings, "exact");
    addDocument(scores, labelled, findings, "overlap");
  }
  const qualities = (measure: Measure): Record<Category, Quality> =>
    Object.fromEntries(
      categories.map((category) => [category, quality(scores[measure][category])]),
    ) as Record<Category, Quality>;
  return { exact: qualities("exact"), overlap: qualities("overlap") };
}
