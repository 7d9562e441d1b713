import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { limit, type MeasuredCell, verdictOf } from "../overhead/cell.ts";
import { isGatedMode } from "../overhead/mode.ts";
import { sizeText } from "../overhead/report.ts";
import { modeText } from "../overhead/table.ts";

const style = {
  font: "system-ui, sans-serif",
  view: { stroke: "#ddd" },
  axis: { grid: true, gridColor: "#eee" },
};
/** One panel a size and workload. */
const panels = {
  row: { field: "workload", type: "nominal", title: null },
  column: { field: "size", type: "nominal", title: null, sort: ["1 KiB", "64 KiB", "1 MiB"] as string[] },
} as const;
const panelSize = { width: 230, height: 90 };
const byLanguage = { field: "language", type: "nominal", title: null } as const;
const green = "#2a7f4f";
const red = "#c0392b";
const amber = "#b7791f";
const grey = "#7a7f87";

/** Every cell's ratio with its interval, and the line that the gate draws. */
export async function ratioChart(cells: readonly MeasuredCell[]): Promise<string> {
  const values = cells.map((cell) => ({
    workload: cell.workload,
    language: cell.language,
    size: sizeText(cell.sizeBytes),
    ratio: cell.ratio,
    low: cell.low,
    high: cell.high,
    verdict: cell.gated ? verdictOf(cell) : "not gated",
  }));
  const color = {
    field: "verdict",
    type: "nominal" as const,
    title: null,
    scale: {
      domain: ["within the line", "over the line", "too disturbed to tell", "not gated"],
      range: [green, red, amber, grey],
    },
  };
  return await svgOf({
    data: { values },
    facet: panels,
    resolve: { scale: { x: "independent" } },
    spec: {
      ...panelSize,
      layer: [
        {
          mark: { type: "rule", strokeDash: [4, 3], color: "#333" },
          encoding: { x: { datum: limit, type: "quantitative" } },
        },
        {
          mark: { type: "rule", strokeWidth: 3 },
          encoding: {
            y: byLanguage,
            color,
            x: {
              field: "low",
              type: "quantitative",
              title: "Vial / native",
              scale: { zero: false, nice: true },
            },
            x2: { field: "high" },
          },
        },
        {
          mark: { type: "point", filled: true, size: 60, opacity: 1 },
          encoding: { y: byLanguage, color, x: { field: "ratio", type: "quantitative" } },
        },
      ],
    },
    config: style,
  });
}

/** Where a call's time goes, in shares. */
export async function splitChart(cells: readonly MeasuredCell[]): Promise<string> {
  const values = cells.flatMap(({ workload, language, sizeBytes, split }) => {
    if (split === null) return [];
    const { dispatch, instantiate, copyIn, run, copyOut, reset } = split;
    const parts = {
      run,
      "copy in": copyIn,
      "copy out": copyOut,
      reset,
      "new instance": instantiate,
      dispatch,
    };
    return Object.entries(parts).map(([part, nanoseconds], order) => ({
      workload,
      language,
      size: sizeText(sizeBytes),
      part,
      order,
      nanoseconds,
    }));
  });
  return await svgOf({
    data: { values },
    mark: { type: "bar" },
    ...panelSize,
    encoding: {
      ...panels,
      y: byLanguage,
      x: { field: "nanoseconds", type: "quantitative", stack: "normalize", title: "share of a call" },
      order: { field: "order" },
      color: {
        field: "part",
        type: "nominal",
        title: null,
        scale: {
          domain: ["run", "copy in", "copy out", "reset", "new instance", "dispatch"],
          range: ["#2a7f4f", "#f2b134", "#e07a1f", "#4a78b5", "#8e5ea2", "#c0392b"],
        },
      },
    },
    config: style,
  });
}

/** A call's time on every isolation level, on a logarithmic axis. */
export async function modesChart(cells: readonly MeasuredCell[]): Promise<string> {
  const values = cells.flatMap((cell) => {
    const place = { workload: cell.workload, language: cell.language, size: sizeText(cell.sizeBytes) };
    const ours = { ...place, mode: modeText(cell), us: cell.vialUs };
    return isGatedMode(cell) ? [ours, { ...place, mode: "native", us: cell.nativeUs }] : [ours];
  });
  return await svgOf({
    data: { values },
    mark: { type: "point", filled: true, size: 55, opacity: 0.85 },
    ...panelSize,
    encoding: {
      ...panels,
      y: byLanguage,
      x: { field: "us", type: "quantitative", scale: { type: "log" }, title: "µs a call" },
      color: { field: "mode", type: "nominal", title: null },
      shape: { field: "mode", type: "nominal", title: null },
    },
    config: style,
  });
}

async function svgOf(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
