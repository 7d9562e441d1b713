//! The workload as a native program.

use std::process::ExitCode;

fn main() -> ExitCode {
    vial_bench_native::serve(hl7_parse::run)
}
