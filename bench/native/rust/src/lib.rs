//! Serves a workload as a native program: the protocol of `bench/native/README.md`.

use std::hint::black_box;
use std::io::{BufRead, Write, stdin, stdout};
use std::process::ExitCode;
use std::time::Instant;

/// Reads the input whose file the first argument names, then answers the commands on standard input.
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     vial_bench_native::serve(|input| input.to_vec())
/// }
/// ```
#[must_use]
pub fn serve(run: impl Fn(&[u8]) -> Vec<u8>) -> ExitCode {
    match answer_all(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn answer_all(run: impl Fn(&[u8]) -> Vec<u8>) -> Result<(), String> {
    let path = std::env::args_os()
        .nth(1)
        .ok_or("usage: <program> <input file>")?;
    let input = std::fs::read(&path).map_err(|error| format!("the input: {error}"))?;
    for line in stdin().lock().lines() {
        let line = line.map_err(|error| format!("a command: {error}"))?;
        answer(&line, &input, &run)?;
    }
    Ok(())
}

fn answer(line: &str, input: &[u8], run: impl Fn(&[u8]) -> Vec<u8>) -> Result<(), String> {
    let mut out = stdout().lock();
    let unknown = || format!("not a command: {line}");
    let written = if line == "output" {
        let output = run(input);
        writeln!(out, "bytes {}", output.len()).and_then(|()| out.write_all(&output))
    } else {
        let times = line.strip_prefix("run ").ok_or_else(unknown)?;
        let times: u64 = times.parse().map_err(|_| unknown())?;
        let start = Instant::now();
        for _ in 0..times {
            black_box(run(black_box(input)));
        }
        writeln!(out, "ns {}", start.elapsed().as_nanos())
    };
    written
        .and_then(|()| out.flush())
        .map_err(|error| format!("the answer: {error}"))
}
