import { closest, distance } from "fastest-levenshtein";

/** "Did you mean …?" for a word that is none of the known ones, where one of them is close. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(word, [...known]);
  const near = distance(word.toLowerCase(), best.toLowerCase()) <= Math.max(1, Math.floor(best.length / 3));
  return near ? `Did you mean ${best}?` : undefined;
}
