use crate::encoding::{Encoding, Kind};
use crate::text;
use vial_pdk::scan::Positions;

/// A field as it is written: as if it were a string, until a separator says that there is more to it.
struct Field {
    start: usize,
    repetition: usize,
    component: usize,
    has_components: bool,
    has_subcomponents: bool,
}

impl Field {
    fn begin(json: &mut Vec<u8>) -> Self {
        json.extend_from_slice(b",[\"");
        let start = json.len() - 1;
        Self { start, repetition: start, component: start, has_components: false, has_subcomponents: false }
    }

    /// Closes what is open of the repetition.
    fn close_repetition(&self, json: &mut Vec<u8>) {
        // Not one append of what a `match` gives: the compiler has to know the length.
        match (self.has_subcomponents, self.has_components) {
            (true, _) => json.extend_from_slice(b"\"]]"),
            (false, true) => json.extend_from_slice(b"\"]"),
            (false, false) => json.push(b'"'),
        }
    }

    fn end(&self, json: &mut Vec<u8>) {
        if json.len() == self.start + 1 {
            json.truncate(self.start);
        } else {
            self.close_repetition(json);
        }
        json.push(b']');
    }

    fn next_repetition(&mut self, json: &mut Vec<u8>) {
        self.close_repetition(json);
        json.extend_from_slice(b",\"");
        *self = Self {
            start: self.start,
            repetition: json.len() - 1,
            component: json.len() - 1,
            has_components: false,
            has_subcomponents: false,
        };
    }

    fn next_component(&mut self, json: &mut Vec<u8>) {
        self.make_components(json);
        if self.has_subcomponents {
            json.extend_from_slice(b"\"],\"");
        } else {
            json.extend_from_slice(b"\",\"");
        }
        self.has_subcomponents = false;
        self.component = json.len() - 1;
    }

    fn next_subcomponent(&mut self, json: &mut Vec<u8>) {
        self.make_components(json);
        if !self.has_subcomponents {
            text::insert_bracket(json, self.component);
            self.has_subcomponents = true;
        }
        json.extend_from_slice(b"\",\"");
    }

    fn make_components(&mut self, json: &mut Vec<u8>) {
        if !self.has_components {
            text::insert_bracket(json, self.repetition);
            self.has_components = true;
            self.component += 1;
        }
    }
}

/// Writes the fields from here to the segment's end, which is returned. `interruptions` go on from here.
pub fn write_all(
    text: &[u8],
    mut from: usize,
    encoding: &Encoding,
    interruptions: &mut Positions,
    json: &mut Vec<u8>,
) -> usize {
    let mut field = Field::begin(json);
    // The end of an escape sequence that stays as it came.
    let mut literal = None;
    loop {
        let at = interruptions.next().unwrap_or(text.len());
        text::push_run(json, text, from, at);
        from = at + 1;
        match text.get(at).map_or(Kind::End, |&byte| encoding.kind(byte)) {
            Kind::End => {
                field.end(json);
                return at;
            }
            Kind::Field => {
                field.end(json);
                field = Field::begin(json);
            }
            Kind::Repetition => field.next_repetition(json),
            Kind::Component => field.next_component(json),
            Kind::Subcomponent => field.next_subcomponent(json),
            Kind::Escape if literal != Some(at) => match encoding.sequence(&text[at..]) {
                Some((length, Some(meaning))) => {
                    text::push(json, meaning);
                    // The closing escape character.
                    interruptions.next();
                    from = at + length;
                }
                sequence => {
                    text::push(json, text[at]);
                    literal = sequence.map(|(length, _)| at + length - 1);
                }
            },
            Kind::Escape | Kind::Special | Kind::Plain => text::push(json, text[at]),
        }
    }
}
