/** The cases, each with a title that a terminal can show. */
export function titled<T extends readonly string[]>(cases: readonly T[]): (readonly [title: string, ...T])[] {
  return cases.map((each) => {
    const text = each.slice(0, -1).join(": ");
    return [JSON.stringify(text.length > 60 ? `${text.slice(0, 40)}…` : text), ...each] as const;
  });
}
