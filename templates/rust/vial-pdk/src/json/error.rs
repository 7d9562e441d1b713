use serde::{de, ser};
use std::fmt::{self, Display};

/// What is wrong with JSON and where: a [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) and
/// what was expected there, as in `/values/2: expected a number`. It never holds what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Fault>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    pointer: String,
    problem: String,
}

impl Error {
    #[cold]
    pub(super) fn expected(what: impl Display) -> Self {
        Self::because(format_args!("expected {what}"))
    }

    #[cold]
    fn because(problem: impl Display) -> Self {
        Self(Box::new(Fault {
            pointer: String::new(),
            problem: problem.to_string(),
        }))
    }

    /// The same error as seen from the value around it.
    #[cold]
    pub(super) fn within(mut self, token: impl Display) -> Self {
        let token = token.to_string().replace('~', "~0").replace('/', "~1");
        self.0.pointer.insert_str(0, &token);
        self.0.pointer.insert(0, '/');
        self
    }

    /// Where: `""` is the whole document.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }
}

impl Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { pointer, problem } = &*self.0;
        write!(formatter, "{pointer}: {problem}")
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self::because(message)
    }
}

impl de::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self::because(message)
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::expected(expected)
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::expected(expected)
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Self::expected(expected)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        let either = if expected.len() == 1 { "" } else { "one of " };
        Self::expected(format_args!("{either}\"{}\"", expected.join("\", \"")))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self::expected("no such member").within(field)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::expected("a value").within(field)
    }
}
