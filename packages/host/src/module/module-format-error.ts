/**
 * Why a module was refused:
 * - `malformed`: the bytes are not a WebAssembly module;
 * - `unsupported`: a section, type or instruction this reader does not know, so it could not vouch for it;
 * - `limit`: well-formed, but past a limit;
 * - `excessive`: well-formed, but more than a compiler should be given;
 * - `reserved-name`: it exports a name that is reserved for the host.
 */
export type ModuleFormatErrorKind = "malformed" | "unsupported" | "limit" | "excessive" | "reserved-name";

/** A WebAssembly binary was refused before it was compiled. The message never holds text from the module. */
export class ModuleFormatError extends Error {
  override readonly name = "ModuleFormatError";
  readonly kind: ModuleFormatErrorKind;
  readonly problem: string;
  /** Where in the module, in bytes from its start. */
  readonly offset: number;

  constructor(kind: ModuleFormatErrorKind, problem: string, offset: number) {
    super(`${problem}, at byte ${offset}`);
    this.kind = kind;
    this.problem = problem;
    this.offset = offset;
  }
}
