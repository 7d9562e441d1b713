//! What a [Vial](https://vial.example) plugin in Rust is written with.
//!
//! A plugin is a `cdylib` whose functions [`exports!`] makes callable:
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use vial_pdk::{Error, Json};
//!
//! #[derive(Deserialize)]
//! struct Measurement {
//!     weight: f64,
//! }
//!
//! #[derive(Serialize)]
//! struct Dose {
//!     milligrams: f64,
//! }
//!
//! fn process(Json(measurement): Json<Measurement>) -> Result<Json<Dose>, Error> {
//!     if measurement.weight <= 0.0 {
//!         return Err("weight: expected a positive number".into());
//!     }
//!     Ok(Json(Dose { milligrams: measurement.weight * 15.0 }))
//! }
//!
//! vial_pdk::exports!(process);
//! ```
//!
//! The same module runs on Vial's direct lane and on any other Extism host. A panic traps: the host
//! throws the instance away.

#[doc(hidden)]
pub mod abi;
pub mod config;
mod error;
mod exports;
#[cfg(target_family = "wasm")]
mod heap;
pub mod host;
pub mod http;
mod input;
pub mod json;
pub mod log;
mod output;
pub mod scan;
#[cfg(any(target_family = "wasm", test))]
mod small_blocks;
mod utf8;
pub mod var;

pub use error::Error;
pub use input::Input;
pub use output::Output;

/// A value that is JSON outside the plugin: see [`json`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Json<T>(pub T);

/// Compiles the page's example.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
