import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../failure.ts";
import type { FileChange } from "./project-files.ts";

/** @throws Failure unless everything in the folder is committed, so that whatever happens can be taken back. */
export function requireCleanTree(folder: string): void {
  const { status, stdout } = git(["status", "--porcelain", "--", "."], folder);
  if (status !== 0) {
    throw new Failure(`${folder} is not in a git repository`, {
      hint: "Upgrades change files, and git can take that back: git init, git add ., git commit. --dry-run shows the changes without.",
    });
  }
  const changed = stdout.split("\n").filter((line) => line !== "");
  if (changed.length === 0) return;
  const shown = changed.slice(0, 10).map((line) => `\n         ${line}`);
  const more = changed.length > 10 ? `\n         and ${changed.length - 10} more` : "";
  throw new Failure(`there are changes that are not committed:${shown.join("")}${more}`, {
    hint: "Commit or stash them, so that the upgrade's changes stand alone. --dry-run shows those without.",
  });
}

/** The changes as git shows them. */
export async function describeChanges(changes: readonly FileChange[], colour: boolean): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "vial-upgrade-"));
  try {
    for (const side of ["before", "after"] as const) {
      await mkdir(join(folder, side));
      for (const change of changes) {
        const bytes = change[side];
        if (bytes === undefined) continue;
        const path = join(folder, side, change.path);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, bytes);
      }
    }
    const flags = ["--no-index", "--no-ext-diff", "--no-prefix", `--color=${colour ? "always" : "never"}`];
    return git(["-c", "core.safecrlf=false", "--no-pager", "diff", ...flags, "before", "after"], folder)
      .stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function git(
  args: readonly string[],
  cwd: string,
): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout, error } = spawnSync("git", args, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (error) {
    throw new Failure(`git could not be run (${(error as NodeJS.ErrnoException).code})`, {
      hint: "vial upgrade needs it: https://git-scm.com/downloads",
    });
  }
  return { status, stdout };
}
