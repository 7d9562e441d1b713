import { ce, ei, xcn } from "./datatypes.ts";
import { type Component, type Field, type Segment, segment } from "./hl7.ts";
import { facility } from "./places.ts";
import { hour, minute, timestamp } from "./time.ts";
import type { Visit } from "./visit.ts";

/** One OBX without its place in the message. */
export interface Observation {
  readonly type: "NM" | "ST" | "CE" | "TX" | "FT" | "ED";
  readonly id: readonly Component[];
  readonly value: Field;
  readonly units?: string;
  readonly range?: string;
  readonly flag?: string;
}

/** OBX segments of final results, numbered from 1. */
export function obx(observations: readonly Observation[], at: number): Segment[] {
  return observations.map(({ type, id, value, units, range, flag }, index) =>
    segment("OBX", {
      1: String(index + 1),
      2: type,
      3: id,
      5: value,
      6: units ? ce(units, units, "UCUM") : undefined,
      7: range,
      8: flag,
      11: "F",
      14: timestamp(at),
    }),
  );
}

/** An observation in numbers, flagged L or H when it leaves its range. */
export function numeric(
  id: readonly Component[],
  value: string,
  units: string,
  [low, high]: readonly [number, number],
): Observation {
  const number = Number(value);
  const digits = value.split(".")[1]?.length ?? 0;
  const range = `${low.toFixed(digits)}-${high.toFixed(digits)}`;
  return { type: "NM", id, value, units, range, flag: number < low ? "L" : number > high ? "H" : "N" };
}

/** What was ordered: the service, its section (OBR-24, table 0074) and the application that filled the order. */
export interface FilledOrder {
  readonly service: readonly Component[];
  readonly section: string;
  readonly filler: string;
}

/** ORC and OBR that introduce results; `setId` counts the OBR segments of the message. */
export function orderOfResults(visit: Visit, order: FilledOrder, setId = 1): Segment[] {
  const { random, at, attending } = visit;
  const placer = ei(`P${random.digits(8)}`, "PEP");
  const filler = ei(`L${random.digits(8)}`, order.filler);
  const collected = at - random.int(20, 300) * minute;
  return [
    segment("ORC", { 1: "RE", 2: placer, 3: filler, 5: "CM", 9: timestamp(at), 12: xcn(attending) }),
    segment("OBR", {
      1: String(setId),
      2: placer,
      3: filler,
      4: order.service,
      7: timestamp(collected),
      14: timestamp(Math.min(at, collected + hour / 3)),
      16: xcn(attending),
      20: facility.code,
      22: timestamp(at),
      24: order.section,
      25: "F",
    }),
  ];
}
