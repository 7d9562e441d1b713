// What a plugin does with text and JSON, an export for each.

import { fail, input, json, JsonReader, JsonWriter, output, run } from "../../assembly";

export { vial_abi_version_1, vial_input, vial_output } from "../../assembly";

/** The input as it came. */
export function echo(): i32 {
  return run(() => output.bytes(input.bytes()));
}

/** The input by way of a string. */
export function text(): i32 {
  return run(() => {
    const text = input.text();
    if (text != null) output.text(text);
  });
}

/** The input's JSON in its canonical form. */
export function canonical(): i32 {
  return json.run((document: Document): Document => document);
}

/** Nothing, if the input is JSON. */
export function check(): i32 {
  return run(() => {
    const from = input.json();
    from.skip();
    from.finish();
    const problem = from.failure;
    if (problem != null) fail(problem);
  });
}

/** The last UTF-16 code unit of a string. */
export function tail(): i32 {
  return json.run((value: Text): Text => {
    value.text = value.text.substring(value.text.length - 1);
    return value;
  });
}

/** Of an array of numbers, their sum. */
export function sum(): i32 {
  return json.run((values: Numbers): Numbers => {
    let total: f64 = 0;
    for (let i = 0; i < values.list.length; i++) total += values.list[i];
    values.list = [total];
    return values;
  });
}

/** Fails with the input. */
export function failing(): i32 {
  return run(() => {
    const text = input.text();
    if (text != null) fail(text);
    fail("what is said later does not count");
    output.text("neither does this");
  });
}

/** As many bytes of output as the input says. */
export function fill(): i32 {
  return run(() => {
    const length = I32.parseInt(input.text()!);
    const to = output.reserve(length);
    if (to) memory.fill(to, 0x61, length);
    output.raw(to, length);
  });
}

/** A string of as many characters as the input says. */
export function quoteMany(): i32 {
  return run(() => {
    const length = I32.parseInt(input.text()!);
    output.json().string("a".repeat(length));
    output.finishJson();
  });
}

class Document {
  text: string = "";

  read(from: JsonReader): void {
    this.text = from.json();
  }

  write(to: JsonWriter): void {
    to.json(this.text);
  }
}

class Text {
  text: string = "";

  read(from: JsonReader): void {
    this.text = from.string();
  }

  write(to: JsonWriter): void {
    to.string(this.text);
  }
}

class Numbers {
  list: f64[] = [];

  read(from: JsonReader): void {
    from.array();
    while (from.element()) this.list.push(from.number());
  }

  write(to: JsonWriter): void {
    to.number(this.list[0]);
  }
}
