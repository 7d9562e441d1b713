/** What the plugin returns; `document.schema.json` says the same. */
export interface Document {
  readonly format: "message" | "batch" | "file";
  readonly header: Segment | null;
  readonly batches: readonly Batch[];
  readonly trailer: Segment | null;
}

export interface Batch {
  readonly header: Segment | null;
  readonly messages: readonly Message[];
  readonly trailer: Segment | null;
}

export interface Message {
  readonly type: string;
  readonly controlId: string;
  readonly version: string;
  readonly delimiters: Delimiters;
  readonly segments: readonly Segment[];
}

export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string | null;
  readonly subcomponent: string | null;
  readonly truncation: string | null;
}

export interface Segment {
  readonly id: string;
  readonly fields: readonly Field[];
}

export type Field = readonly Repetition[];
export type Repetition = readonly Component[];
export type Component = readonly string[];
