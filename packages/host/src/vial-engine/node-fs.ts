/**
 * Node's `fs`, as it is there from the start. Importing it would evaluate every export, and load its promises' half with
 * them, which takes 3 ms of the start of a host and of each child process.
 */
export const fs: typeof import("node:fs") = process.getBuiltinModule("node:fs");
