// Scores the observation set at hand, parameter by parameter.

import { Band, NOT_SCORED, points } from "./band";
import { Field, PARAMETERS } from "./field";
import * as news2 from "./news2";
import { has, isOnOxygen, isOnScale2, tenths, value, whole } from "./observation";

const ALERT: i32 = 0x41; // the A of ACVPU

const bands = memory.data(56, 8); // one for each parameter

/** The sum of the points of all parameters scored. */
export let sum: u32 = 0;
/** Whether a parameter scored 3: the red score. */
export let singleParameterThree: bool = false;

/** Scores every parameter that can be. */
export function score(): void {
  let total: u32 = 0;
  let three = false;
  for (let field = Field.RespirationRate; field < PARAMETERS; field++) {
    const band = has(field) ? scoreOf(field) : NOT_SCORED;
    store<Band>(bands + ((<usize>field) << 3), band);
    total += points(band);
    three = three || points(band) == 3;
  }
  sum = total;
  singleParameterThree = three;
}

/** The band that the parameter is in. */
export function bandOf(field: Field): Band {
  return load<Band>(bands + ((<usize>field) << 3));
}

function scoreOf(field: Field): Band {
  switch (field) {
    case Field.RespirationRate: return news2.respirationRate(whole(field));
    case Field.Spo2: return spo2(whole(field));
    case Field.AirOrOxygen: return news2.airOrOxygen(isOnOxygen());
    case Field.SystolicBloodPressure: return news2.systolicBloodPressure(whole(field));
    case Field.Pulse: return news2.pulse(whole(field));
    case Field.Consciousness: return news2.consciousness(value(field) == ALERT);
    default: return news2.temperature(tenths(field));
  }
}

function spo2(saturation: i32): Band {
  if (!isOnScale2()) return news2.spo2Scale1(saturation);
  // Above the target range the points turn on air or oxygen: without that, there is no telling.
  if (saturation > news2.SPO2_SCALE_2_TARGET && !has(Field.AirOrOxygen)) return NOT_SCORED;
  return news2.spo2Scale2(saturation, isOnOxygen());
}
