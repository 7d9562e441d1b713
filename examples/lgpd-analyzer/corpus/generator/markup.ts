/** What can be labelled in a document: the analyser's categories, as data. */
export const categories = [
  "address",
  "birth-date",
  "cep",
  "cnpj",
  "cns",
  "cpf",
  "email",
  "ethnicity",
  "health",
  "health-plan",
  "medical-record",
  "name",
  "phone",
  "religion",
  "rg",
  "sexual-life",
  "union",
] as const;

export type Category = (typeof categories)[number];

/** A labelled span of UTF-8 bytes, its end excluded. */
export interface Label {
  readonly category: Category;
  readonly start: number;
  readonly end: number;
}

const marked = /⟦([a-z-]+)(#?):([^⟧]*)⟧/g;

/** Marks a value in a template: `⟦cpf:529.982.247-25⟧`. */
export function mark(category: Category, value: string): string {
  return `⟦${category}:${value}⟧`;
}

/** Marks digits that stand in a JSON document as a number. They must be all of the string. */
export function markNumber(category: Category, digits: string): string {
  return `⟦${category}#:${digits}⟧`;
}

/** Applies a change to what a reader sees, labelled or not, and leaves the marks alone. */
export function mapVisible(text: string, change: (visible: string) => string): string {
  let end = 0;
  let result = "";
  for (const { 0: whole, 1: category, 2: number, 3: value = "", index } of text.matchAll(marked)) {
    result += `${change(text.slice(end, index))}⟦${category}${number}:${change(value)}⟧`;
    end = index + whole.length;
  }
  return result + change(text.slice(end));
}

/** Takes the marks out of a text and says where the labelled values then are. */
export function readMarked(text: string): { text: string; labels: Label[]; isNumber: boolean } {
  const labels: Label[] = [];
  let end = 0;
  let plain = "";
  let isNumber = false;
  for (const { 0: whole, 1: category, 2: number, 3: value = "", index } of text.matchAll(marked)) {
    plain += text.slice(end, index);
    const start = Buffer.byteLength(plain);
    plain += value;
    labels.push({ category: knownCategory(category), start, end: Buffer.byteLength(plain) });
    end = index + whole.length;
    isNumber ||= number === "#";
  }
  return { text: plain + text.slice(end), labels, isNumber };
}

function knownCategory(name: string | undefined): Category {
  const category = categories.find((known) => known === name);
  if (!category) throw new Error(`no category ${JSON.stringify(name)}`);
  return category;
}
