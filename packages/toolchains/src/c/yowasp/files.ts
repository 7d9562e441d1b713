import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Tree } from "@yowasp/clang";
import { guestPath } from "./arguments.ts";

const source = /\.(?:c|h|inc)$/;
const skipped = /^(?:\..*|node_modules)$/;

function isFolder(entry: Tree[string] | undefined): entry is Tree {
  return typeof entry === "object" && !(entry instanceof Uint8Array);
}

function folderAt(tree: Tree, segments: readonly string[]): Tree {
  let folder = tree;
  for (const segment of segments) {
    const next = folder[segment];
    const inner = isFolder(next) ? next : {};
    folder[segment] = inner;
    folder = inner;
  }
  return folder;
}

function segmentsOf(root: string, path: string): readonly string[] {
  return guestPath(root, path)
    .split("/")
    .filter((segment) => segment !== "");
}

function addFile(tree: Tree, root: string, path: string): void {
  const segments = segmentsOf(root, path);
  folderAt(tree, segments.slice(0, -1))[segments.at(-1) ?? ""] = new Uint8Array(readFileSync(path));
}

function addSources(tree: Tree, root: string, folder: string): void {
  folderAt(tree, segmentsOf(root, folder));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skipped.test(entry.name)) addSources(tree, root, path);
    else if (entry.isFile() && source.test(entry.name)) addFile(tree, root, path);
  }
}

/**
 * What the tools may read, in a file system whose root is `root`: C files in the current folder, in the folders that
 * are named and in those of the C files that are; the named files themselves; and an empty folder for a file that is
 * yet to be written.
 */
export function readFiles(root: string, named: readonly string[]): Tree {
  const tree: Tree = {};
  const folders = new Set([process.cwd()]);
  for (const path of named) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) folders.add(path);
    else if (stats && source.test(path)) folders.add(dirname(path));
    else if (stats) addFile(tree, root, path);
    else folderAt(tree, segmentsOf(root, dirname(path)));
  }
  for (const folder of folders) addSources(tree, root, folder);
  return tree;
}

/**
 * Writes the files that a tool made or changed: those that an argument names there, others, such as objects that are
 * named after their sources, into the current folder.
 */
export function writeFiles(root: string, made: Tree, given: Tree, named: readonly string[]): void {
  const places = new Map(named.map((path) => [guestPath(root, path), path]));
  for (const [guest, bytes] of changedFiles(made, given, "")) {
    const path = places.get(guest) ?? resolve(guest);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

function* changedFiles(made: Tree, given: Tree, folder: string): Generator<[string, string | Uint8Array]> {
  for (const [name, entry] of Object.entries(made)) {
    const before = given[name];
    if (isFolder(entry)) yield* changedFiles(entry, isFolder(before) ? before : {}, `${folder}${name}/`);
    else if (!isSame(entry, before)) yield [folder + name, entry];
  }
}

function isSame(entry: string | Uint8Array, before: Tree[string] | undefined): boolean {
  if (before === undefined || isFolder(before)) return false;
  return Buffer.from(entry as Uint8Array).equals(Buffer.from(before as Uint8Array));
}
