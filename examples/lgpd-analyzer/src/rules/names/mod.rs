//! Names of people: what a cue announces, what begins with a known first name, and who signs with a registration.

mod announced;
mod known;
mod place;
mod run;

pub use announced::{after_cue, after_label};
pub use known::{before_registration, from_first_name, from_surname, surname_first};
pub use place::skip_place;
