/** What the system refused, in words, and what to do about it. */
export interface SystemFault {
  readonly message: string;
  readonly hint: string;
}

const faults: Readonly<Record<string, readonly [string, string]>> = {
  EACCES: ["No permission", "Choose another place, or change its permissions."],
  EPERM: ["Not permitted", "Choose another place, or change its permissions."],
  EROFS: ["The file system is read-only", "Choose another place."],
  ENOSPC: ["The disk is full", "Make room, and run the command again. Nothing half-written was left."],
  EFBIG: ["The file is larger than this system lets it be", "Raise the limit (ulimit -f)."],
  EDQUOT: ["The disk quota is used up", "Make room, and run the command again."],
  ENOENT: ["No such file or folder", "Check the path."],
  ENOTDIR: ["Not a folder", "Check the path."],
  EEXIST: ["A file, where a folder is expected", "Check the path."],
  EISDIR: ["A folder, where a file is expected", "Check the path."],
  EMFILE: ["Too many open files", "Raise the limit (ulimit -n)."],
};

/** `undefined` for an error that is not the system's, or not one that a user can mend. */
export function systemFault(error: unknown): SystemFault | undefined {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (typeof code !== "string" || !Object.hasOwn(faults, code)) return undefined;
  const [what, hint] = faults[code]!;
  const where = path === undefined ? "" : `: ${path}`;
  // Linux says the same of a full disk.
  if (syscall === "watch" && code === "ENOSPC")
    return {
      message: `Too many watched files${where}`,
      hint: "Raise the limit (sysctl fs.inotify.max_user_watches).",
    };
  return { message: what + where, hint };
}
