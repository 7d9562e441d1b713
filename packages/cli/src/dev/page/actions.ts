import type { CallState, FixtureState, Settings } from "../protocol.ts";
import { formatBytes } from "../../terminal/size.ts";
import { Refused } from "./api-client.ts";
import { api, dev, type Draft, draft, exportName, inputTab, selectedId } from "./page-state.ts";
import { textOf } from "./readable.ts";

/** An editor for more would not be quick. */
const maxTextBytes = 1024 * 1024;

/** Sends what is in the editor. */
export async function run(): Promise<void> {
  const { value } = draft;
  const bytes = value.kind === "text" ? new TextEncoder().encode(value.text) : value.bytes;
  checkSize(bytes.length);
  selectedId.value = await api().call(exportName.value, bytes);
}

/** @throws Refused for an input that the server would not read to its end. */
function checkSize(size: number): void {
  const most = 32 * 1024 * 1024;
  if (size <= most) return;
  const limit = formatBytes(dev.value?.limits.inputBytes ?? most);
  throw new Refused(
    { error: `the input has ${formatBytes(size)}`, hint: `This plugin takes at most ${limit}.` },
    413,
  );
}

export async function replay(id: number): Promise<void> {
  selectedId.value = await api().replay(id);
}

/** Runs a call's input on the build before, and stays where it is, to compare. */
export async function replayOnPrevious(id: number): Promise<void> {
  await api().replay(id, "previous");
}

/** Puts a call's input into the editor. */
export async function edit({ id, export: name }: CallState): Promise<void> {
  setDraft(`call ${id}`, await api().bytes(id, "input"));
  exportName.value = name;
}

export async function loadFixture({ name, export: exported }: FixtureState): Promise<void> {
  setDraft(name, await api().fixture(name));
  exportName.value = exported;
}

/** Loads a fixture, which plays the host as well where it says how. */
export async function chooseFixture(chosen: FixtureState): Promise<void> {
  await loadFixture(chosen);
  const fixture = chosen.playsHost ? chosen.name : null;
  if (dev.value!.settings.fixture !== fixture) await configure({ fixture });
}

export async function loadFile(file: File): Promise<void> {
  checkSize(file.size);
  setDraft(file.name, await file.bytes());
}

export async function configure(change: Partial<Settings>): Promise<void> {
  await api().configure({ ...dev.value!.settings, ...change });
}

function setDraft(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const text = bytes.length <= maxTextBytes ? textOf(bytes) : undefined;
  draft.value = (text === undefined ? { kind: "file", name, bytes } : { kind: "text", text }) satisfies Draft;
  inputTab.value = "input";
}
