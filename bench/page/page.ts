import type { Cell } from "../overhead/cell.ts";
import { exampleHeads, exampleTexts } from "../examples/table.ts";
import { figuresToBeat } from "../overhead/figures-to-beat.ts";
import { isGatedMode } from "../overhead/mode.ts";
import { isMeasured, overTheLine, type Report, sizeText } from "../overhead/report.ts";
import { verdictText } from "../overhead/progress.ts";
import { duration } from "../overhead/table.ts";
import { peerHeads, peerTexts } from "../peers/table.ts";
import { modesChart, ratioChart, splitChart } from "./charts.ts";

const style = `
:root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #222 }
body { max-width: 80rem; margin: 2rem auto; padding: 0 1rem }
h1 { margin-bottom: 0 } .facts { color: #666 }
figure { margin: 1rem 0; overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; white-space: nowrap; padding: .25rem .6rem; border-bottom: 1px solid #ddd }
.over { color: #c0392b; font-weight: 600 } .ok { color: #2a7f4f }
.verdict { font-size: 1.1rem }
`;

/** The report as one HTML page that needs nothing else: its charts are drawn already. */
export async function pageOf(report: Report): Promise<string> {
  const { cells, machine, finishedAt, durationSeconds, effort } = report;
  const measured = cells.filter(isMeasured);
  const gatedMode = measured.filter(isGatedMode);
  const over = overTheLine(cells).length;
  const gated = cells.filter((cell) => cell.gated).length;
  const charts =
    measured.length === 0
      ? ""
      : `<h2>Vial's time divided by the native program's</h2>
<p>Inline, fresh state, outputs in memory that the caller gives again; the median and its 95% interval. The dashed line is the limit at 1.10, which applies to 64 KiB and 1 MiB.</p>
<figure>${await ratioChart(gatedMode)}</figure>
<h2>Where a call's time goes</h2>
<figure>${await splitChart(gatedMode)}</figure>
<h2>Isolation levels</h2>
<figure>${await modesChart(measured)}</figure>`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vial: what the sandbox costs</title><style>${style}</style>
<h1>What the sandbox costs</h1>
<p class="facts">${escaped(machine.cpu)}, ${machine.cores} cores, ${escaped(machine.system)}, Node ${machine.node}, V8 ${machine.v8} ·
a ${effort} run of ${Math.ceil(durationSeconds / 60)} minutes that ended ${escaped(finishedAt)}</p>
<p class="verdict ${over > 0 ? "over" : "ok"}">${gated - over} of ${gated} gated cells keep to the limit${over > 0 ? `, ${over} do not` : ""}.</p>
${charts}
${figureTable(report)}
<h2>All cells</h2>
${cellTable(cells)}
${exampleTable(report)}
${peerTable(report)}
</html>
`;
}

function cellTable(cells: readonly Cell[]): string {
  const heads = [
    "workload",
    "language",
    "size",
    "isolation",
    "state",
    "outputs",
    "native",
    "Vial",
    "compiled by",
    "ratio",
  ];
  const rows = cells.map((cell): Row => {
    const { workload, language, sizeBytes, isolation, state, outputs } = cell;
    const head = [workload, language, sizeText(sizeBytes), isolation, state, outputs];
    const times =
      cell.outcome === "failed"
        ? ["", "", ""]
        : [duration(cell.nativeUs), duration(cell.vialUs), cell.baseline];
    const bad = cell.outcome === "failed" || (cell.gated && !cell.pass);
    const kind = bad ? "over" : cell.gated ? "ok" : "";
    return { texts: [...head, ...times, verdictText(cell)], kind };
  });
  return table(heads, rows);
}

function figureTable(report: Report): string {
  const rows = figuresToBeat(report).map(({ figure, toBeat, ours, beaten, of }) => ({
    texts: [figure, toBeat, of, ours],
    kind: beaten ? ("ok" as const) : ("over" as const),
  }));
  if (rows.length === 0) return "";
  return `<h2>Figures to beat</h2>${table(["", "to beat", "of what", "Vial"], rows)}`;
}

function exampleTable({ examples }: Report): string {
  if (examples.length === 0) return "";
  const rows = examples.map((row) => ({ texts: exampleTexts(row) }));
  return `<h2>The example plugins as they ship</h2>${table(exampleHeads, rows)}`;
}

function peerTable({ peers }: Report): string {
  if (peers.length === 0) return "";
  return `<h2>Beside others</h2>${table(
    peerHeads,
    peers.map((row) => ({ texts: peerTexts(row) })),
  )}`;
}

interface Row {
  readonly texts: readonly string[];
  /** How the last column is coloured. */
  readonly kind?: "over" | "ok" | "";
}

function table(heads: readonly string[], rows: readonly Row[]): string {
  const line = ({ texts, kind = "" }: Row): string => {
    const last = texts.length - 1;
    const cells = texts.map((text, column) => {
      const marked = column === last && kind !== "" ? ` class="${kind}"` : "";
      return `<td${marked}>${escaped(text)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  };
  return `<table><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr>${rows.map(line).join("\n")}</table>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
