//! Functions that this host offers beyond those of every Extism host.

mod argument;
pub(crate) mod block;
#[cfg(target_family = "wasm")]
pub(crate) mod import;
#[cfg(not(target_family = "wasm"))]
#[path = "native.rs"]
pub(crate) mod import;

pub use argument::{Argument, HostResult};
pub use block::Block;

/// Declares host functions, which take and give blocks of bytes.
///
/// An argument is `&[u8]`, `&str` or [`Json`](crate::Json); the host sees each as an `i64`, a handle
/// of Extism memory. A result is `Vec<u8>` or, because what the host answers may be ill-formed,
/// `Result<String, vial_pdk::Error>` or `Result<Json<T>, vial_pdk::Error>`. A function without a
/// result returns nothing to the plugin either.
///
/// ```no_run
/// use vial_pdk::{Error, host_functions};
///
/// host_functions! {
///     /// The ICD-10 code's title in the clinic's language.
///     fn icd10_title(code: &str) -> Result<String, Error>;
///     /// Counts a rule's use.
///     fn count_use(rule: &str);
/// }
///
/// fn describe(code: &str) -> Result<String, Error> {
///     count_use("describe");
///     icd10_title(code)
/// }
/// ```
///
/// They are imported from `extism:host/user`, and only those that the plugin calls. In a program for
/// another target than WebAssembly, where there is no host, they panic.
#[macro_export]
macro_rules! host_functions {
    ($(
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)?;
    )+) => {$(
        $(#[$attribute])*
        $visibility fn $name($($argument: $type),*) $(-> $result)? {
            #[cfg(target_family = "wasm")]
            {
                mod import {
                    #[link(wasm_import_module = "extism:host/user")]
                    unsafe extern "C" {
                        pub safe fn $name($($argument: u64),*) $(-> $crate::host_functions!(@handle $result))?;
                    }
                }
                $(let $argument = $crate::host::Argument::into_block($argument);)*
                let result = import::$name($($argument.handle()),*);
                $crate::host::HostResult::read(result)
            }
            #[cfg(not(target_family = "wasm"))]
            {
                $(let _ = $argument;)*
                unimplemented!(concat!("host function ", stringify!($name), ": there is no host"))
            }
        }
    )+};
    (@handle $result:ty) => { u64 };
}
