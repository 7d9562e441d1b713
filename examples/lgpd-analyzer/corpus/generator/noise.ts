import { mapVisible } from "./markup.ts";
import type { Random } from "./random.ts";

/** Breaks lines before this column, also within a labelled value, as printing and copying do. */
function wrapped(text: string, column: number): string {
  let at = 0;
  return mapVisible(text, (visible) =>
    [...visible]
      .map((character) => {
        at = character === "\n" ? 0 : at + 1;
        if (character !== " " || at < column) return character;
        at = 0;
        return "\n";
      })
      .join(""),
  );
}

function withoutAccents(text: string): string {
  return text.normalize("NFD").replaceAll(/[\u0300-\u036f]/g, "");
}

/** What becomes of a text in the systems it passes through; half of them leave it as it is. */
export function withNoise(random: Random, text: string): string {
  const kind = random.int(1, 20);
  if (kind <= 10) return text;
  if (kind <= 13) return wrapped(text, random.pick([48, 60, 72]));
  if (kind <= 15) return mapVisible(text, (visible) => visible.toUpperCase());
  if (kind === 16) return mapVisible(text, (visible) => withoutAccents(visible.toUpperCase()));
  if (kind === 17) return mapVisible(text, withoutAccents);
  if (kind === 18) return mapVisible(text, (visible) => visible.normalize("NFD"));
  if (kind === 19) return mapVisible(text, (visible) => visible.replaceAll("\n", " "));
  return mapVisible(text, (visible) => visible.replaceAll(", ", " ").replaceAll(": ", " "));
}
