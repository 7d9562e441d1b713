import { snakeCase, upperSnakeCase, valueNames } from "../names.ts";

/** Keywords of C11, macros of `stdbool.h`, and keywords of C++, which clang-format knows everywhere. */
const keywords: ReadonlySet<string> = new Set(
  (
    "alignas alignof and asm auto bitand bitor bool break case catch char class compl const constexpr continue decltype " +
    "default delete do double else enum explicit export extern false final float for friend goto if import inline int " +
    "long module mutable namespace new noexcept not nullptr operator or override private protected public register " +
    "requires restrict return short signed sizeof static struct switch template this throw true try typedef typeid " +
    "typename typeof union unsigned using virtual void volatile while xor"
  ).split(" "),
);

/** Gives names out once each. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** The name, or the first of `name_2`, `name_3` … that is free. */
  take(name: string): string {
    let unique = name;
    for (let count = 2; this.#taken.has(unique); count++) unique = `${name}_${count}`;
    this.#taken.add(unique);
    return unique;
  }
}

/** A name that C allows, of a member's key. */
export function fieldName(key: string): string {
  const name = allowed(snakeCase(key));
  return /^[a-z]/.test(name) ? name : `n_${name}`;
}

/** A type's tag, which functions are named after as well. */
export function tagOf(prefix: string, name: string): string {
  return allowed((prefix === "" ? "" : `${snakeCase(prefix)}_`) + snakeCase(name));
}

function allowed(name: string): string {
  return keywords.has(name) ? `${name}_` : name;
}

/** The constants of an enumeration, in the order of its values. */
export function enumerators(tag: string, values: readonly string[]): string[] {
  return valueNames(values, upperSnakeCase).map((value) => `${tag.replace(/_$/, "").toUpperCase()}_${value}`);
}
