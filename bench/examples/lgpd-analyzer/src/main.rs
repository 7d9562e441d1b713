//! The example as a native program.

use std::process::ExitCode;

fn main() -> ExitCode {
    vial_bench_native::serve(|input| {
        let request = vial_pdk::json::from_slice(input).expect("the input is a request");
        let report = lgpd_analyzer::answer(request, |_| None).expect("the request is in order");
        vial_pdk::json::to_vec(&report).expect("a report is JSON")
    })
}
