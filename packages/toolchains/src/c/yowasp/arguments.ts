import { statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";

/** Options whose value is a path, in the next argument. */
const beforePath = new Set(["-o", "-I", "-L", "-isystem", "-iquote", "-include"]);
/** Options whose value is a path, in the same argument. */
const withPath = /^(-I|-L|--sysroot=)(.+)$/s;

/** An argument that names a file or folder, or none. */
export interface Argument {
  /** What precedes the path; the whole argument, if there is no path. */
  readonly option: string;
  /** The full path on this machine. */
  readonly path?: string;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Tells the paths among a compiler's or linker's arguments. */
export function parseArguments(args: readonly string[]): readonly Argument[] {
  return args.map((argument, index) => {
    const [, option = "", path] = withPath.exec(argument) ?? [];
    if (path !== undefined) return { option, path: resolve(path) };
    if (beforePath.has(args[index - 1] ?? "") || isFile(argument))
      return { option: "", path: resolve(argument) };
    return { option: argument };
  });
}

/** The innermost folder that holds the current one and all paths. */
export function commonFolder(args: readonly Argument[]): string {
  return args.reduce(
    (folder, { path }) => (path === undefined ? folder : folderOfBoth(folder, path)),
    process.cwd(),
  );
}

function folderOfBoth(folder: string, path: string): string {
  return relative(folder, path).startsWith("..") ? folderOfBoth(dirname(folder), path) : folder;
}

/** Where a file of this machine is in a file system whose root is `folder`. */
export function guestPath(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, "/");
}
