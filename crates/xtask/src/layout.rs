//! Where things are in the repository.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The places that the tasks read from and write to.
pub struct Layout {
    root: PathBuf,
    target: PathBuf,
}

impl Layout {
    /// Finds the repository of the running task, also when its build directory is shared by several checkouts.
    pub fn find() -> Result<Self> {
        let package = std::env::var("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
        let root = Path::new(&package)
            .ancestors()
            .nth(2)
            .context("xtask is not at crates/xtask of a repository")?
            .to_path_buf();
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { root, target })
    }

    /// The top of the repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Build directory of the wasm crates alone: a native build beside it waits for no lock.
    pub fn wasm_target(&self) -> PathBuf {
        self.target.join("web")
    }

    /// The finished bundle. Not moved by `CARGO_TARGET_DIR`: the server looks for it here.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// The page's style sheets, joined in the order of their names.
    pub fn styles(&self) -> PathBuf {
        self.root.join("crates/frontend/style")
    }

    /// Files that are served as they are.
    pub fn assets(&self) -> PathBuf {
        self.root.join("crates/frontend/assets")
    }

    /// A program that npm put into one of the repository's own `node_modules`.
    pub fn npm_program(&self, name: &str) -> Option<PathBuf> {
        ["tools", "e2e"]
            .iter()
            .map(|folder| self.root.join(folder).join("node_modules/.bin").join(name))
            .find(|path| path.exists())
    }
}

/// The regular files of a folder in the order of their names; none when there is no such folder.
pub fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
