//! Developer tasks: `tools/xtask web [--quick|--dev|--plain]` and `tools/xtask size`.
//!
//! cargo-leptos would do the first one too, but takes longer to compile than everything else together; the library
//! behind wasm-bindgen's command line does the same work in a minute.

mod css;
mod layout;
mod optimize;
mod pack;
mod site;
mod size;
mod split;
mod wasm;
mod web;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "usage: tools/xtask web [--quick|--dev|--plain] | size";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        // On one line and without a backtrace: what is wrong is never inside this program.
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let layout = layout::Layout::find()?;
    match arguments[..] {
        ["web"] => web::build(&layout, web::Mode::Release),
        ["web", "--quick"] => web::build(&layout, web::Mode::Quick),
        ["web", "--dev"] => web::build(&layout, web::Mode::Dev),
        ["web", "--plain"] => web::plain(&layout),
        ["size"] => size::report(&layout),
        _ => bail!("{USAGE}"),
    }
}
