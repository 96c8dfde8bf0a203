//! From the `frontend-wasm` crate to a small module that a browser can load.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::layout::Layout;
use crate::web::Mode;

/// The features that browsers have. Not `--all-features`: they refuse what comes out of it.
const OPTIMIZER_FLAGS: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The oldest wasm-opt that knows all of [`OPTIMIZER_FLAGS`].
const OPTIMIZER_SINCE: u32 = 121;

/// What wasm-bindgen makes of a compiled module.
pub struct Bundle {
    /// The ES module that loads and serves the wasm.
    pub js: String,
    /// The module itself.
    pub wasm: Vec<u8>,
}

/// wasm-bindgen's two halves speak a private protocol: the crate in the page and the library here must be the same.
pub fn check_versions(layout: &Layout) -> Result<()> {
    let lock =
        fs::read_to_string(layout.root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let page = locked_version(&lock, "wasm-bindgen");
    let library = locked_version(&lock, "wasm-bindgen-cli-support");
    ensure!(
        page.is_none() || page == library,
        "Cargo.lock holds wasm-bindgen {} but wasm-bindgen-cli-support {}: they must be equal; run \
         `cargo update -p wasm-bindgen-cli-support --precise {}`",
        page.unwrap_or("?"),
        library.unwrap_or("(none)"),
        page.unwrap_or("?"),
    );
    Ok(())
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let entry = lock
        .split("[[package]]")
        .find(|entry| entry.contains(&format!("\nname = \"{package}\"\n")))?;
    entry
        .lines()
        .find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
}

/// Compiles the page with whichever toolchain of this machine has the target; answers the raw module.
pub fn compile(layout: &Layout, mode: Mode) -> Result<Vec<u8>> {
    let (profile, folder) = match mode {
        Mode::Dev => ("dev", "debug"),
        Mode::Release | Mode::Quick => ("wasm-release", "wasm-release"),
    };
    let status = Command::new(layout.root().join("tools/wasm-cargo"))
        .args([
            "rustc",
            "--package",
            "frontend-wasm",
            "--lib",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args(["--profile", profile, "--target-dir"])
        .arg(layout.wasm_target())
        .args(["--", crate::split::LINKER_FLAG])
        .current_dir(layout.root())
        .status()
        .context("cannot run tools/wasm-cargo")?;
    ensure!(
        status.success(),
        "the page did not compile for wasm32 (see above)"
    );
    let module = layout
        .wasm_target()
        .join("wasm32-unknown-unknown")
        .join(folder)
        .join("frontend_wasm.wasm");
    fs::read(&module).with_context(|| format!("cannot read {}", module.display()))
}

/// Writes the JavaScript side of the main module. The page passes the module's URL itself, because its name
/// carries a hash.
pub fn bind(compiled: &[u8]) -> Result<Bundle> {
    let mut output = Bindgen::new()
        .input_bytes("bloknotik", compiled.to_vec())
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // The other modules import the table and the memory.
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen could not bind the page")?;
    if let Some(package) = output
        .snippets()
        .iter()
        .find(|(_, files)| !files.is_empty())
        .map(|(package, _)| package)
    {
        bail!(
            "the dependency {package} brings JavaScript snippets of its own, which the bundle does not carry yet: \
             drop it, or teach crates/xtask/src/wasm.rs to store them"
        );
    }
    Ok(Bundle {
        js: output.js().to_owned(),
        wasm: output.wasm_mut().emit_wasm(),
    })
}

/// Binaryen's wasm-opt, where this machine has one that is new enough.
pub struct Optimizer(PathBuf);

impl Optimizer {
    /// Looks into the repository's own npm folders, then on the PATH.
    pub fn find(layout: &Layout) -> Option<Self> {
        let candidates = [
            layout.npm_program("wasm-opt"),
            Some(PathBuf::from("wasm-opt")),
        ];
        candidates.into_iter().flatten().find(is_recent).map(Self)
    }

    /// Makes the module smaller.
    pub fn run(&self, wasm: &[u8]) -> Result<Vec<u8>> {
        let folder =
            std::env::temp_dir().join(format!("bloknotik-wasm-opt-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let (input, output) = (folder.join("in.wasm"), folder.join("out.wasm"));
        fs::write(&input, wasm)?;
        let result = Command::new(&self.0)
            .args(OPTIMIZER_FLAGS)
            .arg(&input)
            .arg("-o")
            .arg(&output)
            .output();
        let optimized = fs::read(&output);
        let _ = fs::remove_dir_all(&folder);
        let result = result.with_context(|| format!("cannot run {}", self.0.display()))?;
        ensure!(
            result.status.success(),
            "{} failed: {}",
            self.0.display(),
            String::from_utf8_lossy(&result.stderr).trim()
        );
        optimized.context("wasm-opt wrote nothing")
    }
}

/// `wasm-opt version 132 (...)`; a program that does not run is as good as none.
fn is_recent(program: &PathBuf) -> bool {
    let Ok(output) = Command::new(program).arg("--version").output() else {
        return false;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace()
        .find_map(|word| word.parse::<u32>().ok())
        .is_some_and(|version| output.status.success() && version >= OPTIMIZER_SINCE)
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn reads_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.2\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.2"));
        assert_eq!(locked_version(lock, "walrus"), None);
    }
}
