/// Makes functions the plugin's exports. To be called once in a plugin.
///
/// A function takes the call's input and returns its output or an error, whose text the host gets:
///
/// | | input | output |
/// | --- | --- | --- |
/// | bytes | `Vec<u8>`, `&[u8]` | `Vec<u8>`, `&[u8]` |
/// | text | `String`, `&str`: an input that is not UTF-8 is the call's error | `String`, `&str` |
/// | JSON | [`Json<T>`](crate::Json) for a `T` that is `Deserialize` | `Json<T>` for a `T` that is `Serialize` |
/// | nothing | | `()` |
///
/// None of these inputs is copied, and the owned outputs stay where they are. A function that can fail
/// returns a `Result` of an output and any error that is `Display`.
///
/// ```
/// use vial_pdk::Error;
///
/// fn process(input: String) -> Result<String, Error> {
///     if input.is_empty() {
///         return Err("a name is missing".into());
///     }
///     Ok(format!("Hello, {input}"))
/// }
///
/// fn length_of(input: &[u8]) -> String {
///     input.len().to_string()
/// }
///
/// vial_pdk::exports!(process, length => length_of);
/// ```
///
/// An export's name is a symbol of the linked module. Those of C's library are taken (`log`, `round`,
/// `exp`, …): write such a name in quotation marks, `exports!("log" => log)`. The linker then knows the
/// export as `export:log`, and the template's `build.mjs` gives it its name.
#[macro_export]
macro_rules! exports {
    ($($export:tt $(=> $function:path)?),+ $(,)?) => {
        $crate::__export!("vial_input", (length: u32) -> *mut u8 { $crate::abi::vial_input(length) });
        $crate::__export!("vial_output", () -> u64 { $crate::abi::vial_output() });
        $crate::__export!("vial_abi_version_1", () {});
        $($crate::__export!($crate::__symbol!($export), () -> i32 {
            $crate::abi::call(|input| {
                let function = $crate::__function!($export $($function)?);
                $crate::Output::into_bytes(function($crate::Input::read(input)?))
            })
        });)+
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __symbol {
    ($export:ident) => {
        stringify!($export)
    };
    ($export:literal) => {
        concat!("export:", $export)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __function {
    ($export:tt $function:path) => {
        $function
    };
    ($export:ident) => {
        $export
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __export {
    ($symbol:expr, ($($argument:ident: $type:ty)?) $(-> $result:ty)? $body:block) => {
        const _: () = {
            #[cfg_attr(target_family = "wasm", unsafe(export_name = $symbol))]
            #[cfg_attr(not(target_family = "wasm"), allow(dead_code))]
            extern "C" fn export($($argument: $type)?) $(-> $result)? $body
        };
    };
}
