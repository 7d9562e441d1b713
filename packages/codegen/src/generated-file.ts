/** A file to write. */
export interface GeneratedFile {
  /** Relative to the folder it goes to. */
  readonly path: string;
  readonly text: string;
}
