// A message in, a message out: the size of the template's, and its kind of work.

import { json, JsonReader, JsonWriter } from "../../assembly";

export { vial_abi_version_1, vial_input, vial_output } from "../../assembly";

class Readings {
  patient: string = "";
  values: f64[] = [];

  read(from: JsonReader): void {
    from.object();
    while (from.member()) {
      if (from.is("patient")) this.patient = from.string();
      else if (from.is("values")) {
        from.array();
        while (from.element()) this.values.push(from.number());
      } else from.unknown();
    }
  }

  write(to: JsonWriter): void {
    to.object();
    to.member('"patient":');
    to.string(this.patient);
    to.member('"values":');
    to.array();
    for (let i = 0; i < this.values.length; i++) {
      to.element();
      to.number(this.values[i]);
    }
    to.endArray();
    to.endObject();
  }
}

export function process(): i32 {
  return json.run((readings: Readings): Readings => readings);
}
