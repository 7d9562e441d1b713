import type { Cell } from "../overhead/cell.ts";
import { isMeasured, overTheLine, type Report, sizeText } from "../overhead/report.ts";
import { verdictText } from "../overhead/progress.ts";
import { duration } from "../overhead/table.ts";
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
  const gatedMode = measured.filter(({ isolation, state }) => isolation === "inline" && state === "fresh");
  const over = overTheLine(cells).length;
  const gated = cells.filter((cell) => cell.gated).length;
  const charts =
    measured.length === 0
      ? ""
      : `<h2>Vial's time divided by the native program's</h2>
<p>Inline, fresh state; the median and its 95% interval. The dashed line is the limit at 1.10, which applies to 64 KiB and 1 MiB.</p>
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
<h2>All cells</h2>
${cellTable(cells)}
${peerTable(report)}
</html>
`;
}

function cellTable(cells: readonly Cell[]): string {
  const rows = cells.map((cell) => {
    const { workload, language, sizeBytes, isolation, state } = cell;
    const head = [workload, language, sizeText(sizeBytes), isolation, state];
    const times =
      cell.outcome === "failed"
        ? ["", "", ""]
        : [duration(cell.nativeUs), duration(cell.vialUs), cell.baseline];
    const bad = cell.outcome === "failed" || (cell.gated && !cell.pass);
    const verdict = `<td class="${bad ? "over" : cell.gated ? "ok" : ""}">${escaped(verdictText(cell))}</td>`;
    return `<tr>${[...head, ...times].map((text) => `<td>${escaped(text)}</td>`).join("")}${verdict}</tr>`;
  });
  const heads = [
    "workload",
    "language",
    "size",
    "isolation",
    "state",
    "native",
    "Vial",
    "compiled by",
    "ratio",
  ];
  return `<table><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr>${rows.join("\n")}</table>`;
}

function peerTable({ peers }: Report): string {
  if (peers.length === 0) return "";
  const rows = peers.map((peer) => {
    const texts = [
      peer.peer,
      peer.workload,
      sizeText(peer.sizeBytes),
      peer.callUs === null ? "" : duration(peer.callUs),
      peer.firstResultMs === null ? "" : duration(peer.firstResultMs * 1000),
      peer.memoryBytes === null ? "" : `${(peer.memoryBytes / 1e6).toFixed(2)} MB`,
      peer.note,
    ];
    return `<tr>${texts.map((text) => `<td>${escaped(text)}</td>`).join("")}</tr>`;
  });
  const heads = ["", "workload", "size", "a call", "first result", "memory a plugin", ""];
  return `<h2>Beside others</h2><table><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr>${rows.join("\n")}</table>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
