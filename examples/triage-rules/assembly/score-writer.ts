// Writes the score of the observation set at hand, as the output schema has it.

import { print } from "@vial/as-pdk/assembly";
import { label, NOT_SCORED, points } from "./band";
import { Field, fieldName, PARAMETERS } from "./field";
import { endList } from "./list";
import { has, isComplete, isOnOxygen, isOnScale2, tenths, value, whole, writeId } from "./observation";
import { riskAndResponse, Trigger, triggerOf } from "./response";
import { bandOf, singleParameterThree, sum } from "./scoring";

/** No score is longer, in bytes. */
export const LONGEST_SCORE: i32 = 1536;

/** Writes the score at `at`, where `LONGEST_SCORE` bytes are free. Returns the address behind it. */
export function writeScore(at: usize): usize {
  at = print.literal(at, "{");
  if (has(Field.Id)) at = print.literal(writeId(print.literal(at, '"id":"')), '",');
  at = isComplete() ? writeTotal(at) : writeSubtotal(at);
  at = print.literal(at, isOnScale2() ? ',"spo2Scale":2,"parameters":[' : ',"spo2Scale":1,"parameters":[');
  const list = at - 1;
  for (let field = Field.RespirationRate; field < PARAMETERS; field++) {
    if (bandOf(field) != NOT_SCORED) at = writeParameter(at, field);
  }
  return print.literal(endList(list, at), "}");
}

function writeTotal(at: usize): usize {
  at = print.integer(print.literal(at, '"complete":true,"total":'), sum);
  at = print.literal(writeSingleParameterThree(at), ",");
  return print.literal(at, riskAndResponse(triggerOf(sum, singleParameterThree)));
}

/** Points are never negative, so the total is at least the subtotal, and a threshold that this one reaches is reached. */
function writeSubtotal(at: usize): usize {
  at = print.literal(at, '"complete":false,"missing":[');
  const list = at - 1;
  for (let field = Field.RespirationRate; field < PARAMETERS; field++) {
    if (!has(field)) at = print.literal(print.literal(print.literal(at, '"'), fieldName(field)), '",');
  }
  at = print.integer(print.literal(endList(list, at), ',"subtotal":'), sum);
  at = print.literal(writeSingleParameterThree(at), ',"alreadyReached":');
  const trigger = triggerOf(sum, singleParameterThree);
  if (trigger < Trigger.SingleParameter) return print.literal(at, "null");
  return print.literal(print.literal(print.literal(at, "{"), riskAndResponse(trigger)), "}");
}

function writeSingleParameterThree(at: usize): usize {
  return print.literal(at, singleParameterThree ? ',"singleParameterThree":true' : ',"singleParameterThree":false');
}

function writeParameter(at: usize, field: Field): usize {
  const band = bandOf(field);
  at = print.literal(at, headOf(field));
  store<u8>(at, 0x30 + points(band));
  at = writeValue(print.literal(at + 1, ',"value":'), field);
  return print.literal(print.literal(at, label(band)), '"},');
}

/** What a parameter starts with, up to its points: in one piece, as a literal is quickest on long ones. */
function headOf(field: Field): string {
  switch (field) {
    case Field.RespirationRate: return '{"parameter":"respirationRate","points":';
    case Field.Spo2: return '{"parameter":"spo2","points":';
    case Field.AirOrOxygen: return '{"parameter":"airOrOxygen","points":';
    case Field.SystolicBloodPressure: return '{"parameter":"systolicBloodPressure","points":';
    case Field.Pulse: return '{"parameter":"pulse","points":';
    case Field.Consciousness: return '{"parameter":"consciousness","points":';
    default: return '{"parameter":"temperature","points":';
  }
}

/** Writes a number of tenths with its one decimal. */
function writeTenths(at: usize, tenths: u32): usize {
  at = print.integer(at, tenths / 10);
  store<u8>(at, 0x2e);
  store<u8>(at, 0x30 + (tenths % 10), 1);
  return at + 2;
}

/** The value as it was scored, its unit, and the start of its band. */
function writeValue(at: usize, field: Field): usize {
  switch (field) {
    case Field.RespirationRate:
    case Field.Pulse:
      return print.literal(print.integer(at, whole(field)), ',"unit":"/min","band":"');
    case Field.Spo2:
      return print.literal(print.integer(at, whole(field)), ',"unit":"%","band":"');
    case Field.SystolicBloodPressure:
      return print.literal(print.integer(at, whole(field)), ',"unit":"mmHg","band":"');
    case Field.Temperature:
      return print.literal(writeTenths(at, tenths(field)), ',"unit":"°C","band":"');
    case Field.AirOrOxygen:
      return print.literal(at, isOnOxygen() ? '"oxygen","band":"' : '"air","band":"');
    default:
      at = print.literal(at, '"');
      store<u8>(at, value(field));
      return print.literal(at + 1, '","band":"');
  }
}
