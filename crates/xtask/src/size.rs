//! How much a first visit transfers, against the budget.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::layout::Layout;
use crate::site::Manifest;
use crate::split::LANGUAGE;

/// Brotli bytes of the compiled page.
const WASM_BUDGET: u64 = 250 * 1024;
/// Brotli bytes of everything else that the bundle adds to a first visit.
const REST_BUDGET: u64 = 30 * 1024;

/// Prints the table; fails above the budget.
pub fn report(layout: &Layout) -> Result<()> {
    let site = layout.site();
    let manifest = Manifest::read(&site)?;
    println!("{:<46} {:>9} {:>9} {:>9}", "file", "raw", "gzip", "brotli");
    let (mut wasm, mut rest, mut words) = (0, 0, 0);
    let is_shared = |file: &&String| file.contains("/shared.");
    if let Some(file) = manifest.files().find(is_shared) {
        let brotli = row(&site, file)?;
        println!("{:<46} {brotli:>29}", "later: what chunks share");
    }
    for file in manifest.first() {
        let brotli = row(&site, file)?;
        if manifest.wasm.as_ref() == Some(file) {
            wasm += brotli
        } else {
            rest += brotli
        }
    }
    for (chunk, files) in &manifest.chunks {
        let mut whole = 0;
        for file in files.iter().filter(|file| !is_shared(file)) {
            whole += row(&site, file)?;
        }
        let is_language = chunk.starts_with(LANGUAGE);
        if is_language {
            words = words.max(whole);
        }
        let when = if is_language { "language" } else { "later" };
        println!("{:<46} {whole:>29}", format!("{when}: {chunk}"));
    }
    // Everybody reads one language, and somebody the largest.
    wasm += words;
    println!("{:<46} {:>29}", "first load", wasm + rest);
    println!(
        "{:<46} {wasm:>9} of {WASM_BUDGET} bytes",
        "budget: wasm, brotli"
    );
    println!(
        "{:<46} {rest:>9} of {REST_BUDGET} bytes",
        "budget: everything else, brotli"
    );
    if wasm > WASM_BUDGET || rest > REST_BUDGET {
        bail!(
            "the web bundle is above its budget (a bundle made with --dev always is: build it without)"
        );
    }
    Ok(())
}

/// Prints the sizes of one file; answers the last of them.
fn row(site: &Path, file: &str) -> Result<u64> {
    let raw = length(&site.join(file))?;
    let gzip = length(&site.join(format!("{file}.gz"))).unwrap_or(raw);
    let brotli = length(&site.join(format!("{file}.br"))).unwrap_or(raw);
    println!("{file:<46} {raw:>9} {gzip:>9} {brotli:>9}");
    Ok(brotli)
}

fn length(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path)?.len())
}
