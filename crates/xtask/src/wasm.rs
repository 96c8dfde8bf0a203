//! From the `frontend-wasm` crate to a small module that a browser can load.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::layout::Layout;
use crate::web::Mode;

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
    let mut js = output.js().to_owned();
    let module = output.wasm_mut();
    for (number, import) in module.imports.iter_mut().enumerate() {
        if let Some(shorter) = rename(&js, &import.name, &format!("i{number}")) {
            js = shorter;
            import.name = format!("i{number}");
        }
    }
    Ok(Bundle {
        js,
        wasm: module.emit_wasm(),
    })
}

/// The script with a shorter name for one function that it gives to the module. The one that wasm-bindgen makes holds a hash:
/// eight bytes that no compression makes fewer, in both files, for each of some hundred functions.
fn rename(js: &str, name: &str, short: &str) -> Option<String> {
    let (old, new) = (format!("{name}: function("), format!("{short}: function("));
    let is_once = js.matches(name).count() == 1 && js.contains(&old);
    is_once.then(|| js.replacen(&old, &new, 1))
}

#[cfg(test)]
mod tests {
    use super::{locked_version, rename};

    #[test]
    fn only_a_function_that_is_named_once_gets_another_name() {
        let js =
            "__wbg_a_01: function(x) {},\n__wbg_b_02: function() { __wbg_b_02(); },\nc: __wbg_d,\n";
        let renamed = rename(js, "__wbg_a_01", "i0").unwrap();
        assert!(renamed.starts_with("i0: function(x) {},\n"), "{renamed}");
        for name in ["__wbg_b_02", "__wbg_d", "__wbg_e"] {
            assert_eq!(rename(js, name, "i1"), None);
        }
    }

    #[test]
    fn reads_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.2\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.2"));
        assert_eq!(locked_version(lock, "walrus"), None);
    }
}
