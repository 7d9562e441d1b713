import { Encoding, Kind } from "./encoding";
import { Json } from "./json";

// As they lie in memory: `,["`, `","` and `"],"`.
const FIELD_START: u32 = 0x225b2c;
const SEPARATOR: u32 = 0x222c22;
const ARRAY_SEPARATOR: u32 = 0x222c5d22;
const QUOTE: u8 = 0x22;
const BRACKET_END: u8 = 0x5d;

/** A field as it is written: as if it were a string, until a separator says that there is more to it. */
class Field {
  private start: usize = 0;
  private repetition: usize = 0;
  private component: usize = 0;
  private hasComponents: bool = false;
  private hasSubcomponents: bool = false;

  @inline
  begin(json: Json): void {
    store<u32>(json.at, FIELD_START);
    json.at += 3;
    this.start = json.length - 1;
    this.beginRepetition(json);
  }

  @inline
  end(json: Json): void {
    if (json.length == this.start + 1) json.at--;
    else this.closeRepetition(json);
    json.put(BRACKET_END);
  }

  nextRepetition(json: Json): void {
    this.closeRepetition(json);
    store<u16>(json.at, 0x222c);
    json.at += 2;
    this.beginRepetition(json);
  }

  nextComponent(json: Json): void {
    this.makeComponents(json);
    store<u32>(json.at, this.hasSubcomponents ? ARRAY_SEPARATOR : SEPARATOR);
    json.at += this.hasSubcomponents ? 4 : 3;
    this.hasSubcomponents = false;
    this.component = json.length - 1;
  }

  nextSubcomponent(json: Json): void {
    this.makeComponents(json);
    if (!this.hasSubcomponents) json.insertBracket(this.component);
    this.hasSubcomponents = true;
    store<u32>(json.at, SEPARATOR);
    json.at += 3;
  }

  private beginRepetition(json: Json): void {
    this.repetition = json.length - 1;
    this.component = this.repetition;
    this.hasComponents = false;
    this.hasSubcomponents = false;
  }

  private closeRepetition(json: Json): void {
    json.put(QUOTE);
    if (this.hasSubcomponents) json.put(BRACKET_END);
    if (this.hasComponents) json.put(BRACKET_END);
  }

  private makeComponents(json: Json): void {
    if (this.hasComponents) return;
    json.insertBracket(this.repetition);
    this.component++;
    this.hasComponents = true;
  }
}

/** Writes the fields from `from` to the segment's end. Returns its address. */
export function writeFields(json: Json, encoding: Encoding, from: usize, end: usize): usize {
  const interruptions = encoding.interruptions;
  const field = new Field();
  field.begin(json);
  let literal: usize = 0; // the end of an escape sequence that stays as it came
  let window = from;
  let found = interruptions.find(window);
  while (true) {
    while (!found && window + 16 < end) {
      window += 16;
      found = interruptions.find(window);
    }
    const at = found ? min(window + ctz(found), end) : end;
    found &= found - 1;
    json.reserve(at - from);
    json.copy(from, at - from);
    from = at + 1;
    switch (at == end ? Kind.End : encoding.kindOf(load<u8>(at))) {
      case Kind.Field:
        field.end(json);
        field.begin(json);
        break;
      case Kind.Component:
        field.nextComponent(json);
        break;
      case Kind.Repetition:
        field.nextRepetition(json);
        break;
      case Kind.Subcomponent:
        field.nextSubcomponent(json);
        break;
      case Kind.End:
        field.end(json);
        return at;
      case Kind.Escape:
        if (at != literal) {
          const closing = encoding.sequenceEnd(at, end);
          const meaning = closing ? encoding.meaning(at, closing) : 0;
          if (meaning) {
            json.putCharacter(meaning);
            from = closing + 1;
            window = from;
            found = interruptions.find(window);
            break;
          }
          literal = closing;
        }
        json.putCharacter(load<u8>(at));
        break;
      default:
        json.putCharacter(load<u8>(at));
    }
  }
}
