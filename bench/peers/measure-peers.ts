import { execFile, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { findToolchain } from "../../packages/toolchains/src/index.ts";
import { median } from "../measure/index.ts";
import { buildNative } from "../native/build.ts";
import { type Language, pluginModule, type Workload } from "../workloads.ts";
import { libextism, libextismVersions } from "./libextism.ts";
import type { PeerRow } from "./peer.ts";
import type { PeerFigures, PeerSetup } from "./setup.ts";

const serve = fileURLToPath(new URL("serve.ts", import.meta.url));
const goBuild = fileURLToPath(new URL("../../templates/go/build.mjs", import.meta.url));
const sizes = [1024, 64 * 1024, 1024 * 1024];
/** A first result happens once a process, so several are started. */
const starts = 5;

type Kind = PeerSetup extends infer Setup
  ? Setup extends PeerSetup
    ? Omit<Setup, "module" | "inputs" | "sizes" | "patienceMs">
    : never
  : never;

interface Peer {
  readonly name: string;
  readonly note?: string;
  readonly language?: Language;
  readonly make: (workload: Workload) => Promise<Kind> | Kind;
  /** Another module than the workload's own. */
  readonly module?: (workload: Workload) => Promise<string>;
}

const ownProcess = "memory of its child process not included";

const peers: readonly Peer[] = [
  { name: "vial inline", make: () => ({ host: "vial", isolation: "inline" }) },
  { name: "vial thread", make: () => ({ host: "vial", isolation: "thread" }) },
  { name: "vial process", note: ownProcess, make: () => ({ host: "vial", isolation: "process" }) },
  { name: "@extism/extism 2.0.0-rc13", make: () => ({ host: "extism", worker: false }) },
  { name: "@extism/extism 2.0.0-rc13 worker", make: () => ({ host: "extism", worker: true }) },
  ...libextismVersions.map((version): Peer => ({
    name: `libextism ${version}`,
    make: () => ({ host: "libextism", library: libextism(version) }),
  })),
  {
    name: "native program, a process per call",
    note: "input through a file",
    make: async (workload) => ({
      host: "child process",
      program: (await buildNative(workload, "rust", "portable"))[0]!,
    }),
  },
  { name: "vial inline, TinyGo", language: "go", make: () => ({ host: "vial", isolation: "inline" }) },
  {
    name: "vial inline, standard Go",
    language: "go",
    make: () => ({ host: "vial", isolation: "inline" }),
    module: standardGo,
  },
];

/** Measures what else runs such plugins, with the first workload in Rust, and standard Go beside TinyGo. */
export async function measurePeers(
  workloads: readonly Workload[],
  onStart: (name: string) => void,
): Promise<PeerRow[]> {
  const workload = workloads[0];
  if (workload === undefined) return [];
  const rows: PeerRow[] = [];
  const agreed = new Set<string>();
  for (const peer of peers) {
    onStart(peer.name);
    rows.push(...(await measurePeer(peer, workload, agreed)));
  }
  return rows;
}

/** `agreed` has the digest of the output that the peers before gave. */
async function measurePeer(peer: Peer, workload: Workload, agreed: Set<string>): Promise<PeerRow[]> {
  const row = { peer: peer.name, workload: `${workload.name} (${peer.language ?? "rust"})` };
  try {
    const module = (await peer.module?.(workload)) ?? pluginModule(workload, peer.language ?? "rust");
    const inputs = pathToFileURL(join(workload.folder, "inputs.ts")).href;
    const common = { module, inputs, patienceMs: 1_500 };
    const kind = await peer.make(workload);
    const figures = await figuresOf({ ...common, ...kind, sizes });
    if (agreed.add(figures.outputDigest).size > 1) throw new Error("its output is another than Vial's");
    const first = [figures.firstResultMs];
    while (first.length < starts)
      first.push((await figuresOf({ ...common, ...kind, sizes: [] })).firstResultMs);
    return figures.calls.map(({ sizeBytes, nanoseconds }) => ({
      ...row,
      sizeBytes,
      callUs: nanoseconds.median / 1000,
      callLowUs: nanoseconds.low / 1000,
      callHighUs: nanoseconds.high / 1000,
      firstResultMs: median(first),
      memoryBytes: figures.memoryBytes,
      note: peer.note ?? "",
    }));
  } catch (error) {
    const nothing = {
      callUs: null,
      callLowUs: null,
      callHighUs: null,
      firstResultMs: null,
      memoryBytes: null,
    };
    const note = `not measured: ${String(error).split("\n")[0]!}`;
    return [{ ...row, ...nothing, sizeBytes: sizes[0]!, note }];
  }
}

async function figuresOf(setup: PeerSetup): Promise<PeerFigures> {
  const args = ["--expose-gc", serve, JSON.stringify(setup)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 120_000 });
  return JSON.parse(stdout) as PeerFigures;
}

/** The workload's Go by the standard compiler, built beside its project, whose relative paths it needs. */
async function standardGo(workload: Workload): Promise<string> {
  const { env } = await findToolchain("go");
  const output = fileURLToPath(new URL(`../target/standard-go-${workload.name}.wasm`, import.meta.url));
  if (existsSync(output)) rmSync(output);
  const project = join(workload.folder, "go");
  const copy = mkdtempSync(join(workload.folder, "standard-go-"));
  try {
    cpSync(project, copy, { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [goBuild, "--compiler", "go"], {
      cwd: copy,
      env,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`standard Go: ${stderr.trim().split("\n").at(-1)}`);
    cpSync(join(copy, `build/${workload.name}.wasm`), output);
    return output;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
