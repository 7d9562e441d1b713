// Quantities in UCUM.

import { Kind, Node } from "./node";

const SYSTEM = "http://unitsofmeasure.org";

class Unit {
  /** A factor of 0: no conversion. */
  constructor(
    readonly code: string,
    readonly offset: f64 = 0,
    readonly factor: f64 = 0,
  ) {}
}

const UNITS = new Map<string, Unit>();
add(["lb", "lbs", "[lb_av]"], new Unit("kg", 0, 0.45359237));
add(["oz"], new Unit("g", 0, 28.349523125));
add(["in", "[in_i]"], new Unit("cm", 0, 2.54));
add(["ft"], new Unit("cm", 0, 30.48));
add(["°F", "degF", "[degF]"], new Unit("Cel", -32, 0.5555555555555556));
add(["°C", "degC"], new Unit("Cel"));
add(["mmHg", "mm Hg"], new Unit("mm[Hg]"));
add(["bpm", "beats/min", "breaths/min"], new Unit("/min"));
add(["mg/dl", "mg/dL"], new Unit("mg/dL"));
add(["g/dl", "g/dL"], new Unit("g/dL"));
add(["mmol/l", "mmol/L"], new Unit("mmol/L"));

function add(names: string[], unit: Unit): void {
  for (let i = 0; i < names.length; i++) UNITS.set(names[i], unit);
}

/** Brings a Quantity into UCUM. Members are in order and stay so. */
export function normaliseQuantity(object: Node): void {
  const value = object.member("value");
  if (value == null || value.kind != Kind.Number) return;
  const name = object.textOf("unit");
  if (!UNITS.has(name)) return;
  const unit = UNITS.get(name);
  const converted = convert(value.number, unit);
  if (!isFinite(converted)) return;
  value.number = converted;
  setText(object, "code", unit.code);
  setText(object, "system", SYSTEM);
  setText(object, "unit", unit.code);
}

function convert(value: f64, unit: Unit): f64 {
  if (unit.factor == 0) return value;
  return Math.floor((value + unit.offset) * unit.factor * 10000 + 0.5) / 10000;
}

/** Sets a member, at its place in the order. */
function setText(object: Node, name: string, text: string): void {
  let before: Node | null = null;
  let at = object.first;
  while (at != null && at.name < name) {
    before = at;
    at = at.next;
  }
  if (at == null || at.name != name) {
    const member = new Node();
    member.name = name;
    member.next = at;
    if (before == null) object.first = member;
    else before.next = member;
    at = member;
  }
  at.kind = Kind.String;
  at.text = text;
}
