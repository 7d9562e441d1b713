use super::{Error, Serializer, compound::end_object};
use crate::json::{order, text};
use serde::{Serialize, ser};

/// The members of an object whose names are known when the plugin is compiled: in the caller, whether they are in order and what is to be
/// escaped in them is decided then.
pub(crate) struct Fields<'a> {
    output: &'a mut Vec<u8>,
    start: usize,
    last: Option<&'static str>,
    is_sorted: bool,
    end: &'static str,
}

impl<'a> Fields<'a> {
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "what it returns then stays in registers"
    )]
    pub fn new(output: &'a mut Vec<u8>, end: &'static str) -> Self {
        let start = output.len();
        output.push(b'{');
        Self {
            output,
            start,
            last: None,
            is_sorted: true,
            end,
        }
    }

    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "names are constants where it is called"
    )]
    fn write<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        if let Some(last) = self.last {
            self.output.push(b',');
            self.is_sorted &= order::compare(last, name).is_lt();
        }
        self.last = Some(name);
        text::write_name(self.output, name);
        value
            .serialize(Serializer(self.output))
            .map_err(|error| locate(error, name))
    }
}

#[cold]
#[inline(never)]
fn locate(error: Error, name: &str) -> Error {
    error.within(name)
}

macro_rules! fields {
    ($($compound:ident,)+) => {$(
        impl ser::$compound for Fields<'_> {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.write(name, value)
            }

            fn end(self) -> Result<(), Error> {
                end_object(self.output, self.start, self.is_sorted, self.end);
                Ok(())
            }
        }
    )+};
}

fields! { SerializeStruct, SerializeStructVariant, }
