//! What finds what. Each rule looks at one place of the text and no further than a fixed number of bytes around it, so
//! that the time an analysis takes grows with the text's length, whatever it holds.

pub mod addresses;
pub mod codes;
pub mod dates;
pub mod digits;
pub mod emails;
pub mod hl7;
pub mod identifiers;
pub mod names;
pub mod numbers;
pub mod phones;
pub mod terms;
