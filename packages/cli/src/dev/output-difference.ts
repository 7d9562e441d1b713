import { diff } from "node:util";
import type { RecordedCall } from "./call-history.ts";
import type { Difference, DifferenceLine } from "./protocol.ts";

// Comparing takes the product of both in the worst case, and the server answers nothing meanwhile.
const maxLines = 3000;
/** Lines around a change that are shown. */
const context = 3;

/** How what a call answered differs from what an earlier build did: as JSON one value a line, as text, or as bytes. */
export function differenceOf(call: RecordedCall, earlier: RecordedCall | undefined): Difference {
  if (earlier === undefined || call.state.status === "running") return { kind: "none" };
  const { id, build } = earlier.state;
  const before = answerOf(earlier);
  const after = answerOf(call);
  if (Buffer.compare(before, after) === 0 && earlier.state.status === call.state.status)
    return { kind: "same", with: id, build };
  return { kind: "different", with: id, build, lines: linesOf(before, after) };
}

/** The output, or what stands in its place. */
function answerOf({ state, output }: RecordedCall): Uint8Array {
  if (state.failure === null) return output;
  const { code, guestMessage, message, stack } = state.failure;
  return new TextEncoder().encode([`${code}: ${guestMessage ?? message}`, ...stack].join("\n"));
}

function linesOf(before: Uint8Array, after: Uint8Array): readonly DifferenceLine[] {
  const [old, now] = [readableLines(before), readableLines(after)];
  if (old === undefined || now === undefined || old.length > maxLines || now.length > maxLines)
    return [{ kind: "skipped", text: describeBytes(before, after) }];
  // The same JSON in other bytes.
  if (old.join("\n") === now.join("\n"))
    return [{ kind: "skipped", text: "The same JSON value, with other spaces." }];
  const changes = diff(old, now).map(([operation, text]) => ({ kind: kinds[operation + 1]!, text }));
  return withoutFarLines(changes);
}

// `diff` marks with 1 what only its first argument has.
const kinds = ["added", "same", "removed"] as const;

function withoutFarLines(lines: readonly DifferenceLine[]): readonly DifferenceLine[] {
  const shown: DifferenceLine[] = [];
  let skipped = 0;
  const flush = (): void => {
    if (skipped > 0)
      shown.push({ kind: "skipped", text: `${skipped} equal ${skipped === 1 ? "line" : "lines"}` });
    skipped = 0;
  };
  for (const [index, line] of lines.entries()) {
    const near = lines.slice(Math.max(0, index - context), index + context + 1);
    if (near.every(({ kind }) => kind === "same")) skipped += 1;
    else {
      flush();
      shown.push(line);
    }
  }
  flush();
  return shown;
}

/** Undefined when it is no text. */
function readableLines(bytes: Uint8Array): readonly string[] | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  if (text.includes("\0")) return undefined;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2).split("\n");
  } catch {
    return text.split("\n");
  }
}

function describeBytes(before: Uint8Array, after: Uint8Array): string {
  const at = after.findIndex((byte, index) => byte !== before[index]);
  const first = at === -1 ? Math.min(before.length, after.length) : at;
  return `${after.length} bytes instead of ${before.length}; the first difference is at byte ${first}.`;
}
