import type { DataClass } from "@vial/pdk-types";
import type { Identifier } from "./data-walk.ts";
import { PatternMatcher, type Pattern } from "./pattern-matcher.ts";
import { digitSeparators, digitsOf, spellings } from "./spellings.ts";

/** Where something left the plugin. */
export type LeakChannel = "output" | "http";

/** A value of the input was found in what left the plugin. The value itself is nowhere in here. */
export interface Leak {
  readonly channel: LeakChannel;
  /** Where in the input the value stands, as a JSON pointer (RFC 6901); `*` for names that are data. */
  readonly pointer: string;
  readonly dataClass: DataClass;
}

/** What one call looks for in its output and its requests. */
export interface Canaries {
  /** @throws PluginError `IDENTIFIER_BLOCKED`, where leaks are blocked */
  check(channel: LeakChannel, texts: readonly Uint8Array[], permitted: readonly DataClass[]): void;
  /** A log message, or what stands in for it. */
  redact(message: string): string;
}

/** More text of identifiers than any person's record has. */
const mostPatternBytes = 256 * 1024;

/** Finds the identifiers of one input. Matchers are made when something is first looked for, one for each set of permitted classes. */
export class IdentifierFinder {
  readonly #identifiers: readonly Identifier[];
  readonly #matchers = new Map<string, readonly [texts: PatternMatcher, digits: PatternMatcher]>();

  /** @throws RangeError when there are more identifiers than can be looked for */
  constructor(identifiers: readonly Identifier[]) {
    const bytes = identifiers.reduce((sum, { text }) => sum + text.length, 0);
    if (bytes > mostPatternBytes) throw new RangeError("too many identifiers");
    this.#identifiers = identifiers;
  }

  /** The first identifier of a class that is not permitted. */
  find(text: Uint8Array, permitted: readonly DataClass[]): Identifier | undefined {
    const [texts, digits] = this.#matchersFor(permitted);
    const found = texts.find(text) ?? digits.find(text, digitSeparators);
    return found === undefined ? undefined : this.#identifiers[found];
  }

  #matchersFor(permitted: readonly DataClass[]): readonly [PatternMatcher, PatternMatcher] {
    const key = permitted.join();
    let matchers = this.#matchers.get(key);
    if (matchers === undefined) {
      const texts: Pattern[] = [];
      const digits: Pattern[] = [];
      for (const [id, { text, dataClass }] of this.#identifiers.entries()) {
        if (permitted.includes(dataClass)) continue;
        for (const bytes of spellings(text)) texts.push({ bytes, id });
        const number = digitsOf(text);
        if (number !== undefined) digits.push({ bytes: number, id });
      }
      matchers = [new PatternMatcher(texts), new PatternMatcher(digits)];
      this.#matchers.set(key, matchers);
    }
    return matchers;
  }
}
