/** A schema that is not valid, or that says something not every language has a type for. */
export class SchemaError extends Error {
  /** The schema's file, as it was given. */
  readonly file: string;
  /** Where in the file, as a JSON pointer (RFC 6901). */
  readonly pointer: string;
  /** What is wrong there. */
  readonly problem: string;
  /** What to write in its place. */
  readonly advice: string;

  constructor(file: string, pointer: string, problem: string, advice: string) {
    super(`${file}#${pointer}: ${problem}; ${advice}`);
    this.name = "SchemaError";
    this.file = file;
    this.pointer = pointer;
    this.problem = problem;
    this.advice = advice;
  }
}
