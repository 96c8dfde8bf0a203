//! The finished bundle on disk: names that carry a hash of the content, ready-made compressed twins, one manifest.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::backward_references::BrotliEncoderMode;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the server reads to find the files; every path is relative to the bundle's folder.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The ES module that wasm-bindgen wrote; none where the page is to do without.
    pub js: Option<String>,
    /// The compiled page, likewise.
    pub wasm: Option<String>,
    /// The style sheet.
    pub css: String,
    /// What comes later, by name: the files that each chunk needs.
    pub chunks: BTreeMap<String, Vec<String>>,
    /// Other files by the name they have in the sources.
    pub assets: BTreeMap<String, String>,
}

impl Manifest {
    /// Reads the manifest of a bundle.
    pub fn read(site: &Path) -> Result<Self> {
        let path = site.join("manifest.json");
        let text = fs::read(&path).with_context(|| {
            format!(
                "no web bundle: {} is missing; run `tools/xtask web`",
                path.display()
            )
        })?;
        serde_json::from_slice(&text).with_context(|| format!("{} is malformed", path.display()))
    }

    /// What every first visit loads.
    pub fn first(&self) -> impl Iterator<Item = &String> {
        let program = [&self.js, &self.wasm].into_iter().flatten();
        program.chain([&self.css]).chain(self.assets.values())
    }

    /// All files it names.
    pub fn files(&self) -> impl Iterator<Item = &String> {
        self.first().chain(self.chunks.values().flatten())
    }
}

/// How hard to compress.
#[derive(Clone, Copy)]
pub enum Effort {
    /// For a developer who waits.
    Quick,
    /// For everybody else.
    Best,
}

/// Writes a bundle; files of an earlier one disappear at the end, after the manifest has moved on.
pub struct Writer {
    site: PathBuf,
    effort: Effort,
    written: Vec<PathBuf>,
}

impl Writer {
    /// Starts writing into the folder, which may hold an older bundle.
    pub fn new(site: PathBuf, effort: Effort) -> Result<Self> {
        fs::create_dir_all(site.join("pkg"))?;
        Ok(Self {
            site,
            effort,
            written: Vec::new(),
        })
    }

    /// Stores one file and its compressed twins; answers its path within the bundle.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<String> {
        let path = format!("pkg/{}", hashed_name(name, content));
        self.write(self.site.join(&path), content)?;
        if is_compressible(name) {
            self.write(
                self.site.join(format!("{path}.br")),
                &brotli(content, self.effort)?,
            )?;
            self.write(
                self.site.join(format!("{path}.gz")),
                &gzip(content, self.effort)?,
            )?;
        }
        Ok(path)
    }

    /// Publishes the manifest at once and removes what it no longer names.
    pub fn finish(self, manifest: &Manifest) -> Result<()> {
        let draft = self.site.join("manifest.json.new");
        fs::write(&draft, serde_json::to_vec_pretty(manifest)?)?;
        fs::rename(&draft, self.site.join("manifest.json"))?;
        for old in crate::layout::files_of(&self.site.join("pkg"))? {
            if !self.written.contains(&old) {
                fs::remove_file(old)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, path: PathBuf, content: &[u8]) -> Result<()> {
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
        self.written.push(path);
        Ok(())
    }
}

/// The first characters of the content's SHA-256: enough that two builds never share a name by chance.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = hash(content);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

fn is_compressible(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(
        extension,
        "js" | "wasm" | "bin" | "css" | "svg" | "json" | "webmanifest" | "txt" | "html" | "ico"
    )
}

fn brotli(content: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let quality = match effort {
        Effort::Quick => 1,
        Effort::Best => 11,
    };
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: content.len(),
        // Of all modes the one that makes most of modules.
        mode: BrotliEncoderMode::BROTLI_MODE_FONT,
        ..Default::default()
    };
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut output, &parameters)?;
    Ok(output)
}

fn gzip(content: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let level = match effort {
        Effort::Quick => flate2::Compression::fast(),
        Effort::Best => flate2::Compression::best(),
    };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::{Effort, Manifest, Writer, hashed_name};

    #[test]
    fn a_new_bundle_replaces_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::default();
        for content in ["a{}", "b{}"] {
            let mut writer = Writer::new(folder.path().to_path_buf(), Effort::Quick).unwrap();
            manifest.css = writer.add("bloknotik.css", content.as_bytes()).unwrap();
            writer.finish(&manifest).unwrap();
        }
        assert_eq!(Manifest::read(folder.path()).unwrap(), manifest);
        let files = crate::layout::files_of(&folder.path().join("pkg")).unwrap();
        let expected =
            ["", ".br", ".gz"].map(|twin| folder.path().join(format!("{}{twin}", manifest.css)));
        assert_eq!(files, expected);
    }

    #[test]
    fn names_follow_the_content() {
        assert_eq!(
            hashed_name("favicon.svg", b"x"),
            hashed_name("favicon.svg", b"x")
        );
        assert_ne!(
            hashed_name("favicon.svg", b"x"),
            hashed_name("favicon.svg", b"y")
        );
        assert!(hashed_name("favicon.svg", b"x").ends_with(".svg"));
    }
}
