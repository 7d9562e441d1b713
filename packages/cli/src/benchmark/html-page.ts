import { cpus } from "node:os";
import { formatBytes } from "../terminal/size.ts";
import type { Distribution, MeasuredFixture, UnmeasuredFixture } from "./measure-fixture.ts";
import { formatNs, parts, sharesOf } from "./parts.ts";

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
.facts { opacity: .7 } .split { width: 16rem; height: 1.1rem; display: flex } .split i, .key i { display: inline-block }
.key { margin-right: 1.2rem } .key i { width: .8rem; height: .8rem; margin-right: .4rem }
svg { display: block; fill: #2a7f4f }`;

/** The report as one page that needs nothing else. */
export function htmlReport(
  plugin: { readonly name: string; readonly version: string },
  results: readonly (MeasuredFixture | UnmeasuredFixture)[],
): string {
  const legend = parts.map(
    ({ name, colour }) => `<span class="key"><i style="background:${colour}"></i>${name}</span>`,
  );
  const heads = [
    "fixture",
    "in",
    "out",
    "inline",
    "thread",
    "bare",
    "inline / bare",
    "where the time goes",
    "calls",
  ];
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${process.platform}, Node ${process.versions.node}`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(plugin.name)}: what a call costs</title><style>${style}</style>
<h1>What a call of ${escaped(plugin.name)} ${escaped(plugin.version)} costs</h1>
<p class="facts">${escaped(machine)}, ${new Date().toISOString()}. Medians; fresh state for every call.
<em>Bare</em> is the module alone, on one instance that nobody makes as new.</p>
<p>${legend.join("")}</p>
<table><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr>
${results.map(rowOf).join("\n")}
</table>
</html>
`;
}

function rowOf(each: MeasuredFixture | UnmeasuredFixture): string {
  if ("unmeasured" in each)
    return `<tr><td>${escaped(each.fixture)}</td><td colspan="8">not measured: ${escaped(each.unmeasured)}</td></tr>`;
  const { ratio, bare } = each;
  const cells = [
    each.fixture,
    formatBytes(each.inputBytes),
    formatBytes(each.outputBytes),
    formatNs(each.inline.median),
    formatNs(each.thread.median),
    typeof bare === "string" ? bare : formatNs(bare.median),
    ratio
      ? `${ratio.value.toFixed(2)} (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})${each.disturbed ? ", disturbed" : ""}`
      : "",
  ];
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}<td>${splitBar(each)}</td><td>${histogram(each.distribution)}</td></tr>`;
}

function splitBar({ split }: MeasuredFixture): string {
  const pieces = sharesOf(split).map((share, at) => {
    const { name, key, colour } = parts[at]!;
    const label = `${name}: ${formatNs(split[key])}`;
    return `<i style="width:${(share * 100).toFixed(2)}%;background:${colour}" title="${label}"></i>`;
  });
  return `<div class="split">${pieces.join("")}</div>`;
}

function histogram({ bins, p50, p90, p99, greatest, calls: total }: Distribution): string {
  const most = Math.max(...bins.map(({ calls }) => calls));
  const bars = bins.map(({ from, to, calls }, at) => {
    const height = (calls / most) * 32;
    const label = `${calls} calls from ${formatNs(from)} to ${formatNs(to)}`;
    return `<rect x="${at * 7}" y="${(32 - height).toFixed(1)}" width="6" height="${height.toFixed(1)}"><title>${label}</title></rect>`;
  });
  const spread = `p50 ${formatNs(p50)}, p90 ${formatNs(p90)}, p99 ${formatNs(p99)}, greatest ${formatNs(greatest)}, ${total} calls`;
  return `<svg width="168" height="32" role="img" aria-label="${spread}">${bars.join("")}</svg>${spread}`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
