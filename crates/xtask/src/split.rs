//! Code that comes later: cuts the compiled page at its `#[wasm_split]` functions.
//!
//! What only such a function reaches goes into a module of its own, which the browser fetches when the function is
//! called. The cut is made before wasm-bindgen, which then sees the main module alone.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use crate::layout::Layout;

/// What the linker must leave in the module so that it can be cut.
pub const LINKER_FLAG: &str = "-Clink-arg=--emit-relocs";

/// How the chunks begin that hold a language's texts: the page does not come to life without one.
pub const LANGUAGE: &str = "lang_";

/// From where the main module imports its loaders. No such file is written: see [`join`].
const LINK_NAME: &str = "./split.js";
const MAIN_NAME: &str = "./main.js";

/// The page in pieces.
pub struct Pieces {
    /// What is there from the start.
    pub main: Vec<u8>,
    /// The further modules by name.
    pub modules: BTreeMap<String, Vec<u8>>,
    /// Which modules each chunk consists of; several chunks may share one.
    pub chunks: BTreeMap<String, Vec<String>>,
    /// An ES module that exports one loader a chunk.
    pub loaders: String,
}

/// Cuts the module.
pub fn split(layout: &Layout, compiled: &[u8]) -> Result<Pieces> {
    let folder = layout.wasm_target().join("split");
    // Modules of an earlier cut must not be taken for new ones.
    let _ = fs::remove_dir_all(&folder);
    let main = folder.join("main.wasm");
    let mut options = Options::new(compiled);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = LINK_NAME;
    options.main_module = MAIN_NAME;
    let made = transform(options).map_err(|error| {
        anyhow!("cannot split the page (was it linked by a wasm-ld older than 19?): {error:#}")
    })?;
    let mut modules = BTreeMap::new();
    for path in &made.split_modules {
        let name = path
            .file_stem()
            .context("a module without a name")?
            .to_string_lossy();
        modules.insert(name.into_owned(), fs::read(path)?);
    }
    let mut chunks: BTreeMap<_, _> = made.prefetch_map.into_iter().collect();
    for names in chunks.values_mut() {
        // A piece that turned out empty is named but not written.
        names.retain(|name| modules.contains_key(name));
    }
    Ok(Pieces {
        main: fs::read(&main)?,
        modules,
        chunks,
        loaders: fs::read_to_string(folder.join(LINK_NAME))?,
    })
}

/// Puts the loaders into the script that wasm-bindgen wrote for the main module: in a file of their own they would
/// cost every visit another request, and the two files could not both be named by their content, since each
/// imports the other.
pub fn join(script: &str, pieces: &Pieces, files: &BTreeMap<String, String>) -> Result<String> {
    let import = |line: &&str| line.starts_with("import * as ") && line.contains(LINK_NAME);
    // Every chunk has an import of its own, under a name of its own.
    let mut imports = script.lines().filter(import);
    let Some(line) = imports.next() else {
        ensure!(pieces.chunks.is_empty(), "nothing imports the loaders");
        return Ok(script.to_owned());
    };
    let binding = bound(line)?;
    let mut loaders = pieces.loaders.clone();
    let own_import = format!("import {{ initSync }} from \"{MAIN_NAME}\";");
    ensure!(
        loaders.contains(&own_import) && script.contains("initSync"),
        "the loaders do not import what they used to"
    );
    loaders = loaders.replace(&own_import, "");
    for (module, file) in files {
        let (old, new) = (format!("\"./{module}.wasm\""), format!("\"./{file}\""));
        ensure!(loaders.contains(&old), "nothing loads {module}");
        loaders = loaders.replace(&old, &new);
    }
    let exported: Vec<&str> = loaders
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split(' ').next())
        .collect();
    let exported = exported.join(", ");
    let body = loaders.replace("\nexport const ", "\nconst ");
    let joined = format!("const {binding} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();");
    let mut script = script.replacen(line, &joined, 1);
    for other in imports {
        let same = format!("const {} = {binding};", bound(other)?);
        script = script.replacen(other, &same, 1);
    }
    Ok(script)
}

/// What an import is called in the script.
fn bound(line: &str) -> Result<&str> {
    line.split(' ').nth(3).context("an import of no name")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        Pieces {
            main: Vec::new(),
            modules: BTreeMap::new(),
            chunks: BTreeMap::from([("form".into(), vec!["split_form".into()])]),
            loaders: "import { initSync } from \"./main.js\";\n\nlet x = 1;\n\
                      export const __wasm_split_load_form = load(\"./split_form.wasm\");\n"
                .into(),
        }
    }

    #[test]
    fn the_loaders_become_a_part_of_the_script() {
        let script = "import * as import1 from \"./split.js\"\nexport { initSync };\n";
        let files = BTreeMap::from([("split_form".into(), "split_form.0123.wasm".into())]);
        let joined = join(script, &pieces(), &files).unwrap();
        assert!(joined.starts_with("const import1 = (() => {"), "{joined}");
        assert!(
            joined.contains("\nconst __wasm_split_load_form = load(\"./split_form.0123.wasm\");")
        );
        assert!(joined.contains("return { __wasm_split_load_form };"));
        assert!(!joined.contains("import ") && joined.ends_with("export { initSync };\n"));
    }

    #[test]
    fn every_chunk_finds_its_loader() {
        let script = "import * as import1 from \"./split.js\"\nimport * as import2 from \"./split.js\"\n\
                      export { initSync };\n";
        let files = BTreeMap::from([("split_form".into(), "split_form.0123.wasm".into())]);
        let joined = join(script, &pieces(), &files).unwrap();
        assert!(joined.contains("\nconst import2 = import1;\n"), "{joined}");
        assert!(!joined.contains("import "), "{joined}");
    }

    #[test]
    fn what_it_does_not_know_it_does_not_touch() {
        assert!(join("export { initSync };", &pieces(), &BTreeMap::new()).is_err());
        let script = "import * as import1 from \"./split.js\"\n";
        assert!(join(script, &pieces(), &BTreeMap::new()).is_err());
    }
}
