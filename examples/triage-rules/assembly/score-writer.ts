// Writes the score of the observation set at hand, as the output schema has it.

import { label, NOT_SCORED, points } from "./band";
import { Field, fieldName, PARAMETERS } from "./field";
import { endList, write, writeInteger, writeTenths } from "./json/writer";
import { has, isComplete, isOnOxygen, isOnScale2, tenths, value, whole, writeId } from "./observation";
import { riskAndResponse, Trigger, triggerOf } from "./response";
import { bandOf, singleParameterThree, sum } from "./scoring";

/** No score is longer, in bytes. */
export const LONGEST_SCORE: i32 = 1536;

/** Writes the score at `at`, where `LONGEST_SCORE` bytes are free. Returns the address behind it. */
export function writeScore(at: usize): usize {
  at = write(at, "{");
  if (has(Field.Id)) at = write(writeId(write(at, '"id":"')), '",');
  at = isComplete() ? writeTotal(at) : writeSubtotal(at);
  at = write(at, isOnScale2() ? ',"spo2Scale":2,"parameters":[' : ',"spo2Scale":1,"parameters":[');
  const list = at - 1;
  for (let field = Field.RespirationRate; field < PARAMETERS; field++) {
    if (bandOf(field) != NOT_SCORED) at = writeParameter(at, field);
  }
  return write(endList(list, at), "}");
}

function writeTotal(at: usize): usize {
  at = writeInteger(write(at, '"complete":true,"total":'), sum);
  at = write(writeSingleParameterThree(at), ",");
  return write(at, riskAndResponse(triggerOf(sum, singleParameterThree)));
}

/** Points are never negative, so the total is at least the subtotal, and a threshold that this one reaches is reached. */
function writeSubtotal(at: usize): usize {
  at = write(at, '"complete":false,"missing":[');
  const list = at - 1;
  for (let field = Field.RespirationRate; field < PARAMETERS; field++) {
    if (!has(field)) at = write(write(write(at, '"'), fieldName(field)), '",');
  }
  at = writeInteger(write(endList(list, at), ',"subtotal":'), sum);
  at = write(writeSingleParameterThree(at), ',"alreadyReached":');
  const trigger = triggerOf(sum, singleParameterThree);
  if (trigger < Trigger.SingleParameter) return write(at, "null");
  return write(write(write(at, "{"), riskAndResponse(trigger)), "}");
}

function writeSingleParameterThree(at: usize): usize {
  return write(at, singleParameterThree ? ',"singleParameterThree":true' : ',"singleParameterThree":false');
}

function writeParameter(at: usize, field: Field): usize {
  const band = bandOf(field);
  at = write(at, headOf(field));
  store<u8>(at, 0x30 + points(band));
  at = writeValue(write(at + 1, ',"value":'), field);
  return write(write(at, label(band)), '"},');
}

/** What a parameter starts with, up to its points: in one piece, as `write` is quickest on long ones. */
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

/** The value as it was scored, its unit, and the start of its band. */
function writeValue(at: usize, field: Field): usize {
  switch (field) {
    case Field.RespirationRate:
    case Field.Pulse:
      return write(writeInteger(at, whole(field)), ',"unit":"/min","band":"');
    case Field.Spo2:
      return write(writeInteger(at, whole(field)), ',"unit":"%","band":"');
    case Field.SystolicBloodPressure:
      return write(writeInteger(at, whole(field)), ',"unit":"mmHg","band":"');
    case Field.Temperature:
      return write(writeTenths(at, tenths(field)), ',"unit":"°C","band":"');
    case Field.AirOrOxygen:
      return write(at, isOnOxygen() ? '"oxygen","band":"' : '"air","band":"');
    default:
      at = write(at, '"');
      store<u8>(at, value(field));
      return write(at + 1, '","band":"');
  }
}
