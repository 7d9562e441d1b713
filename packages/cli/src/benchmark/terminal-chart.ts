import { formatBytes } from "../terminal/size.ts";
import { formatColumns } from "../terminal/table.ts";
import type { Distribution, MeasuredFixture, UnmeasuredFixture } from "./measure-fixture.ts";
import { formatNs, parts, sharesOf } from "./parts.ts";

const barWidth = 40;
const heights = " ▁▂▃▄▅▆▇█";

/** The report for a terminal: a table, where the time of a call goes, and how the times of calls are spread. */
export function terminalReport(results: readonly (MeasuredFixture | UnmeasuredFixture)[]): string {
  const measured = results.filter((each) => "split" in each);
  const rows = measured.map((each) => [
    each.fixture,
    formatBytes(each.inputBytes),
    formatNs(each.inline.median),
    formatNs(each.thread.median),
    typeof each.bare === "string" ? "-" : formatNs(each.bare.median),
    ratioText(each),
  ]);
  const head = ["fixture", "input", "inline", "thread", "bare", "inline / bare (95% interval)"];
  const legend = parts.map(({ name, mark }) => `${mark} ${name}`).join("   ");
  const width = Math.max(0, ...measured.map(({ fixture }) => fixture.length));
  const lines = measured.map((each) => {
    const { p50, p90, p99, bins } = each.distribution;
    const spread = [p50, p90, p99].map(formatNs).join(" / ");
    return `${each.fixture.padEnd(width)}  ${bar(each)}  ${histogram(bins)}  ${spread}`;
  });
  return [
    ...(measured.length > 0
      ? [formatColumns([head, ...rows]), "", `Where an inline call's time goes: ${legend}`]
      : []),
    ...(measured.length > 0 ? ["How its calls are spread, p50 / p90 / p99", "", ...lines] : []),
    ...notesOf(results),
  ].join("\n");
}

function ratioText({ ratio, disturbed }: MeasuredFixture): string {
  if (ratio === null) return "-";
  const { low, value, high } = ratio;
  const text = `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  return disturbed ? `${text} DISTURBED` : text;
}

function bar({ split }: MeasuredFixture): string {
  let drawn = 0;
  let share = 0;
  return sharesOf(split)
    .map((each, at) => {
      share += each;
      const length = Math.round(share * barWidth) - drawn;
      drawn += length;
      return parts[at]!.mark.repeat(length);
    })
    .join("")
    .padEnd(barWidth);
}

function histogram(bins: Distribution["bins"]): string {
  const most = Math.max(...bins.map(({ calls }) => calls));
  return bins.map(({ calls }) => heights[Math.ceil((calls / most) * (heights.length - 1))]).join("");
}

function notesOf(results: readonly (MeasuredFixture | UnmeasuredFixture)[]): readonly string[] {
  const notes = results.flatMap((each) => {
    if ("unmeasured" in each) return [`${each.fixture} is not measured: ${each.unmeasured}.`];
    const answered =
      each.hostCalls > 0 ? [`${each.fixture}: the host answers at once, from what the fixture lists.`] : [];
    return typeof each.bare === "string"
      ? [...answered, `${each.fixture} has no bare call: ${each.bare}.`]
      : answered;
  });
  return notes.length > 0 ? ["", ...notes] : [];
}
