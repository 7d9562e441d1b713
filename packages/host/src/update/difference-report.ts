import type { OutputDifference } from "./output-difference.ts";

/** How the answers of two versions to the same calls differ: where and how often, never in what. */
export interface DifferenceReport {
  readonly compared: number;
  /** Calls whose answers differ. */
  readonly different: number;
  /** Calls that were not copied, because the new version had too many to answer already. */
  readonly skipped: number;
  /** The places, with the number of calls. */
  readonly places: readonly (OutputDifference & { readonly calls: number })[];
  /** Whether there were more places than are listed. */
  readonly truncated: boolean;
}

const placesListed = 100;

/** Sums up differences call by call. */
export class DifferenceCount {
  #compared = 0;
  #different = 0;
  skipped = 0;
  #truncated = false;
  readonly #places = new Map<string, OutputDifference & { calls: number }>();

  add(differences: readonly OutputDifference[]): void {
    this.#compared++;
    if (differences.length > 0) this.#different++;
    const unique = new Map(differences.map((each) => [`${each.kind} ${each.path}`, each]));
    for (const [key, each] of unique) this.#count(key, each);
  }

  #count(key: string, difference: OutputDifference): void {
    const place = this.#places.get(key);
    if (place !== undefined) place.calls++;
    else if (this.#places.size < placesListed) this.#places.set(key, { ...difference, calls: 1 });
    else this.#truncated = true;
  }

  get report(): DifferenceReport {
    return {
      compared: this.#compared,
      different: this.#different,
      skipped: this.skipped,
      places: [...this.#places.values()].map((place) => ({ ...place })),
      truncated: this.#truncated,
    };
  }
}
