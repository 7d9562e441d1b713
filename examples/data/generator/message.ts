import type { Draft } from "./family.ts";
import { type Segment, delimiters, segment, standardDelimiters } from "./hl7.ts";
import { facility } from "./places.ts";
import type { Random } from "./random.ts";
import { timestamp } from "./time.ts";
import type { Charset, Wire } from "./wire.ts";

const unusualDelimiters = ["#*~\\&", "|^~$&", "!^*\\%", "|@~\\&", "$%~!&"].map(delimiters);

/** Most messages as the standard has them; the rest as systems in the field send them. */
export function createWire(random: Random): Wire {
  const charset: Charset = random.pt.helpers.weightedArrayElement([
    { weight: 55, value: "UNICODE UTF-8" },
    { weight: 20, value: undefined },
    { weight: 18, value: "8859/1" },
    { weight: 7, value: "ASCII" },
  ]);
  const terminator = random.pt.helpers.weightedArrayElement([
    { weight: 88, value: "\r" as const },
    { weight: 6, value: "\n" as const },
    { weight: 6, value: "\r\n" as const },
  ]);
  return {
    charset,
    delimiters: random.chance(0.08) ? random.pick(unusualDelimiters) : standardDelimiters,
    terminator,
    mllp: random.chance(0.15),
  };
}

/** The draft with its MSH. `controlId` (MSH-10) is its name and unique; MSH-11 is T, training. */
export function addHeader(
  { sender, type, at, segments }: Draft,
  controlId: string,
  charset: Charset,
): Segment[] {
  const msh = segment("MSH", {
    3: sender,
    4: facility.code,
    5: "BARRAMENTO",
    6: facility.code,
    7: timestamp(at),
    9: type,
    10: controlId,
    11: "T",
    12: "2.5.1",
    15: "AL",
    16: "NE",
    17: "BRA",
    18: charset,
    19: ["pt", "Português", "ISO639"],
  });
  return [msh, ...segments];
}
