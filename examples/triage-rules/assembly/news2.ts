// Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017.
// Chart 1, the scoring system: a function for a row, from its lowest band to its highest. Readings come rounded to the
// chart's own resolution, so there are no gaps between the bands.

import { band, Band } from "./band";

/** Respiration rate, breaths per minute. */
export function respirationRate(rate: i32): Band {
  if (rate <= 8) return band(3, "≤ 8");
  if (rate <= 11) return band(1, "9–11");
  if (rate <= 20) return band(0, "12–20");
  if (rate <= 24) return band(2, "21–24");
  return band(3, "≥ 25");
}

/** SpO₂ scale 1, percent. */
export function spo2Scale1(saturation: i32): Band {
  if (saturation <= 91) return band(3, "≤ 91");
  if (saturation <= 93) return band(2, "92–93");
  if (saturation <= 95) return band(1, "94–95");
  return band(0, "≥ 96");
}

/** The highest SpO₂ on scale 2 that scores the same on air and on oxygen, percent. */
export const SPO2_SCALE_2_TARGET: i32 = 92;

/** SpO₂ scale 2, percent: for a target of 88–92% in confirmed hypercapnic respiratory failure. */
export function spo2Scale2(saturation: i32, onOxygen: bool): Band {
  if (saturation <= 83) return band(3, "≤ 83");
  if (saturation <= 85) return band(2, "84–85");
  if (saturation <= 87) return band(1, "86–87");
  if (saturation <= SPO2_SCALE_2_TARGET) return band(0, "88–92");
  if (!onOxygen) return band(0, "≥ 93 on air");
  if (saturation <= 94) return band(1, "93–94 on oxygen");
  if (saturation <= 96) return band(2, "95–96 on oxygen");
  return band(3, "≥ 97 on oxygen");
}

/** Air or oxygen? */
export function airOrOxygen(onOxygen: bool): Band {
  return onOxygen ? band(2, "Oxygen") : band(0, "Air");
}

/** Systolic blood pressure, mmHg. */
export function systolicBloodPressure(pressure: i32): Band {
  if (pressure <= 90) return band(3, "≤ 90");
  if (pressure <= 100) return band(2, "91–100");
  if (pressure <= 110) return band(1, "101–110");
  if (pressure <= 219) return band(0, "111–219");
  return band(3, "≥ 220");
}

/** Pulse, beats per minute. */
export function pulse(rate: i32): Band {
  if (rate <= 40) return band(3, "≤ 40");
  if (rate <= 50) return band(1, "41–50");
  if (rate <= 90) return band(0, "51–90");
  if (rate <= 110) return band(1, "91–110");
  if (rate <= 130) return band(2, "111–130");
  return band(3, "≥ 131");
}

/** Consciousness: alert, or one of new confusion, responsive to voice, to pain, unresponsive. */
export function consciousness(alert: bool): Band {
  return alert ? band(0, "Alert") : band(3, "CVPU");
}

/** Temperature, tenths of a degree Celsius. */
export function temperature(tenths: i32): Band {
  if (tenths <= 350) return band(3, "≤ 35.0");
  if (tenths <= 360) return band(1, "35.1–36.0");
  if (tenths <= 380) return band(0, "36.1–38.0");
  if (tenths <= 390) return band(1, "38.1–39.0");
  return band(2, "≥ 39.1");
}
