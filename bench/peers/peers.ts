import { buildNative } from "../native/build.ts";
import { sourceOf } from "../native/program.ts";
import { type Language, pluginModule, type Workload } from "../workloads.ts";
import { libextism, libextismVersions } from "./libextism.ts";
import type { HostChoice } from "./messages.ts";
import { standardGo } from "./standard-go.ts";

/** Something that runs a workload. */
export interface Peer {
  readonly name: string;
  readonly language: Language;
  readonly note?: string;
  readonly choice: (workload: Workload) => Promise<HostChoice> | HostChoice;
  /** The path of the module that it runs. */
  readonly module: (workload: Workload) => Promise<string> | string;
}

const ownProcess = "memory of its child process not included";
/**
 * It puts three references into its Wasmtime store in every call and never takes them back; there is room for 65,536. `npm run
 * bench` counts the loading in the calls it happens in; of one call in 21,845 no median tells.
 */
const loadedAnew = "loaded anew every 21,845 calls, when its store is full";
const rust = {
  language: "rust",
  module: (workload: Workload) => pluginModule(workload, "rust"),
} as const;
const inline = (): HostChoice => ({ host: "vial", isolation: "inline" });

/** All peers by group; the first of a group is what the others of it are held against. */
export const peerGroups: readonly (readonly Peer[])[] = [
  [
    { ...rust, name: "vial inline", choice: inline },
    { ...rust, name: "vial thread", choice: () => ({ host: "vial", isolation: "thread" }) },
    {
      ...rust,
      name: "vial process",
      note: ownProcess,
      choice: () => ({ host: "vial", isolation: "process" }),
    },
    { ...rust, name: "@extism/extism 2.0.0-rc13", choice: () => ({ host: "extism", worker: false }) },
    { ...rust, name: "@extism/extism 2.0.0-rc13 worker", choice: () => ({ host: "extism", worker: true }) },
    ...libextismVersions.map((version): Peer => ({
      ...rust,
      name: `libextism ${version}`,
      ...(version === "1.5.0" && { note: loadedAnew }),
      choice: () => ({ host: "libextism", library: libextism(version) }),
    })),
    {
      ...rust,
      name: "native program, a process per call",
      note: "input through a file",
      choice: async (workload) => {
        const [program] = await buildNative(sourceOf(workload, "rust"), "portable");
        return { host: "child process", program: program! };
      },
    },
  ],
  [
    {
      name: "vial inline, TinyGo",
      language: "go",
      choice: inline,
      module: (workload) => pluginModule(workload, "go"),
    },
    { name: "vial inline, standard Go", language: "go", choice: inline, module: standardGo },
  ],
];
