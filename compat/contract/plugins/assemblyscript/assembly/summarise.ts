import { Box } from "@vial/as-pdk/assembly";
import { codePoints } from "./code-points";
import { Flag, Readings, Summary } from "./messages";

const WIDE: f64 = 100;

export function summaryOf(readings: Readings): Summary | null {
  const summary = new Summary();
  summary.patient = readings.patient;
  summary.codePoints = codePoints(readings.patient);
  summary.unit = readings.unit;
  summary.note = readings.note;
  summary.source = readings.source;
  summary.values = readings.values;
  summary.count = readings.values.length;
  const history = readings.history;
  if (history != null && history.length > 0) summary.latest = history[history.length - 1];

  if (readings.values.length == 0) summary.flags.push(Flag.Empty);
  if (!readings.verified) summary.flags.push(Flag.Unverified);
  if (readings.values.length > 0) describe(readings.values, summary);
  return summary;
}

function describe(values: f64[], summary: Summary): void {
  let total: f64 = 0;
  let minimum = values[0];
  let maximum = values[0];
  for (let i = 0; i < values.length; i++) {
    total += values[i];
    minimum = min(minimum, values[i]);
    maximum = max(maximum, values[i]);
  }
  summary.total = total;
  summary.mean = new Box<f64>(total / values.length);
  summary.minimum = new Box<f64>(minimum);
  summary.maximum = new Box<f64>(maximum);
  if (maximum - minimum > WIDE) summary.flags.push(Flag.Wide);
}
