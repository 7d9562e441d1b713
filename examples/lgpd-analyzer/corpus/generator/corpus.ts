import { type Content, type Template, createCase } from "./case.ts";
import { paperTemplates } from "./held-out/papers.ts";
import { systemTemplates } from "./held-out/systems.ts";
import { withNoise } from "./noise.ts";
import type { Part } from "./people.ts";
import { createRandom } from "./random.ts";
import { formTemplates } from "./tuned/forms.ts";
import { messageTemplates } from "./tuned/messages.ts";
import { noteTemplates } from "./tuned/notes.ts";

export const defaultSeed = 13_709;

const templates: Readonly<Record<Part, readonly Template[]>> = {
  tuned: [...noteTemplates, ...formTemplates, ...messageTemplates],
  "held-out": [...paperTemplates, ...systemTemplates],
};

/** One part of the corpus as JSON lines: an id, and a text or document with its marks. */
export function generatePart(part: Part, seed: number): string {
  return templates[part]
    .flatMap((template) =>
      Array.from({ length: template.count }, (_, index) => writeDocument(template, part, seed, index)),
    )
    .map((document) => `${JSON.stringify(document)}\n`)
    .join("");
}

function writeDocument(
  template: Template,
  part: Part,
  seed: number,
  index: number,
): { id: string } & Content {
  const random = createRandom(seed, template.name, index);
  const content = template.write(createCase(random, part));
  const id = `${template.name}-${String(index + 1).padStart(3, "0")}`;
  return "text" in content && template.noisy
    ? { id, text: withNoise(random, content.text) }
    : { id, ...content };
}
