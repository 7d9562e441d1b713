//! Behaves as every Vial plugin must, in Rust.

mod messages;
mod platform;
mod summarise;

use platform::{config, host, http, log, var_get, var_remove, var_set};
use std::cell::Cell;
use std::hint::black_box;
use summarise::summarise;
use vial_pdk::Error;

fn echo(input: Vec<u8>) -> Vec<u8> {
    input
}

fn empty(_: &[u8]) {}

fn fail(text: String) -> Result<(), Error> {
    Err(Error::new(text))
}

fn panics(_: &[u8]) {
    panic!("as asked")
}

fn text(input: &str) -> String {
    input.chars().count().to_string()
}

fn recurse(depth: &str) -> Result<String, Error> {
    let depth = depth.parse().map_err(|_| "input: expected a number")?;
    Ok(descend(depth, black_box(Step(descend))).to_string())
}

/// A function that calls what it is given. No compiler makes a loop of a call it cannot see through.
#[derive(Clone, Copy)]
struct Step(fn(u32, Step) -> u32);

fn descend(depth: u32, next: Step) -> u32 {
    if depth == 0 {
        0
    } else {
        next.0(depth - 1, next) + 1
    }
}

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

fn count(_: &[u8]) -> String {
    COUNT.set(COUNT.get() + 1);
    COUNT.get().to_string()
}

vial_pdk::exports!(
    echo,
    empty,
    fail,
    panic => panics,
    text,
    config,
    var_set,
    var_get,
    var_remove,
    "log" => log,
    http,
    host,
    summarise,
    recurse,
    count,
);
