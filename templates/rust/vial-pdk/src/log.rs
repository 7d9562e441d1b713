//! The host's log. A message is formatted only when somebody listens at its level.
//!
//! ```
//! use vial_pdk::log;
//!
//! let segments = 12;
//! log::info!("{segments} segments");
//! ```
//!
//! Logs outlive the call: leave what identifies a patient out of them.

use crate::host::{Block, import};

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Each step.
    Trace,
    /// What helps to find a fault.
    Debug,
    /// What went as it should.
    Info,
    /// What may be a fault.
    Warn,
    /// What is a fault.
    Error,
}

/// The least level that the host listens to, as a number: 0 for trace up to 4 for error, more when
/// nobody listens.
#[must_use]
pub fn host_level() -> i32 {
    import::get_log_level()
}

/// Whether the host listens to messages of this level.
#[must_use]
pub fn is_enabled(level: Level) -> bool {
    level as i32 >= host_level()
}

/// Logs a text at this level.
pub fn write(level: Level, message: &str) {
    let message = Block::new(message.as_bytes()).give();
    match level {
        Level::Trace => import::log_trace(message),
        Level::Debug => import::log_debug(message),
        Level::Info => import::log_info(message),
        Level::Warn => import::log_warn(message),
        Level::Error => import::log_error(message),
    }
}

#[doc(hidden)]
#[macro_export]
macro_rules! __log {
    ($level:ident, $($message:tt)+) => {
        if $crate::log::is_enabled($crate::log::Level::$level) {
            $crate::log::write($crate::log::Level::$level, &::std::format!($($message)+));
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __log_trace {
    ($($message:tt)+) => { $crate::__log!(Trace, $($message)+) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __log_debug {
    ($($message:tt)+) => { $crate::__log!(Debug, $($message)+) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __log_info {
    ($($message:tt)+) => { $crate::__log!(Info, $($message)+) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __log_warn {
    ($($message:tt)+) => { $crate::__log!(Warn, $($message)+) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __log_error {
    ($($message:tt)+) => { $crate::__log!(Error, $($message)+) };
}

/// Logs what helps to find a fault. Takes what [`format!`] takes.
#[doc(inline)]
pub use __log_debug as debug;
/// Logs what is a fault. Takes what [`format!`] takes.
#[doc(inline)]
pub use __log_error as error;
/// Logs what went as it should. Takes what [`format!`] takes.
#[doc(inline)]
pub use __log_info as info;
/// Logs each step. Takes what [`format!`] takes.
#[doc(inline)]
pub use __log_trace as trace;
/// Logs what may be a fault. Takes what [`format!`] takes.
#[doc(inline)]
pub use __log_warn as warn;
