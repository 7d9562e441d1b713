//! Finds personal and sensitive data (Lei 13.709/2018, LGPD, art. 5) in clinical text and JSON documents, and
//! masks or pseudonymises it. Only the module `plugin` knows of plugins.

mod analysis;
pub mod check_digits;
mod cue;
pub mod document;
mod finding;
mod lexicon;
mod mask;
#[rustfmt::skip]
pub mod messages;
mod plugin;
mod pseudonym;
mod request;
mod rules;
mod text;

pub use analysis::analyze;
pub use finding::{Category, Confidence, Finding, Rule, Selection};
pub use lexicon::Role;
pub use mask::masked;
pub use pseudonym::Pseudonyms;
pub use request::{PSEUDONYM_KEY, answer};
