//! The web bundle: compiled page, style sheet and static files, hashed and compressed into `target/site`.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};

use crate::layout::{self, Layout};
use crate::site::{self, Effort, Manifest, Writer};
use crate::{css, optimize, pack, split, wasm};

/// What the bundle is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// Built quickly, large.
    Dev,
    /// What users get, but less compressed: for tests, which do not wait for it.
    Quick,
    /// What users get.
    Release,
}

/// Builds the bundle, or says that nothing has changed.
pub fn build(layout: &Layout, mode: Mode) -> Result<()> {
    wasm::check_versions(layout)?;
    // Cargo knows best what has changed in the sources; everything after it depends on what it made.
    let compiled = wasm::compile(layout, mode)?;
    let optimizer = match mode {
        Mode::Release => optimize::Optimizer::find(layout),
        Mode::Quick | Mode::Dev => None,
    };
    let css = style_sheet(layout)?;
    let assets = static_files(layout)?;

    let stamp = stamp(mode, optimizer.as_ref(), &compiled, &css, &assets);
    let stamp_path = layout.site().join(".stamp");
    if fs::read_to_string(&stamp_path).is_ok_and(|old| old == stamp) && is_complete(layout) {
        println!("web bundle: nothing has changed");
        return Ok(());
    }
    // Until the new bundle is whole, an interrupted run must not look like a finished one.
    let _ = fs::remove_file(&stamp_path);

    let mut pieces = split::split(layout, &compiled)?;
    let mut bundle = wasm::bind(&pieces.main)?;
    match (&optimizer, mode) {
        (Some(optimizer), _) => {
            // The largest first: the others are done meanwhile.
            let all = [&mut bundle.wasm].into_iter();
            optimizer.run(all.chain(pieces.modules.values_mut()))?;
        }
        (None, Mode::Release) => {
            println!("web bundle: no wasm-opt (npm ci --prefix tools), so the page is larger")
        }
        (None, Mode::Quick | Mode::Dev) => {}
    }
    let effort = if mode == Mode::Release {
        Effort::Best
    } else {
        Effort::Quick
    };
    let mut writer = Writer::new(layout.site(), effort)?;
    let pack = pack::take(&mut pieces);
    let packed = writer.add("shared.bin", &pack.content)?;
    pieces.loaders = pack.teach(&pieces.loaders, file_name(&packed))?;
    let mut modules = BTreeMap::new();
    for (name, content) in &pieces.modules {
        modules.insert(name, writer.add(&format!("{name}.wasm"), content)?);
    }
    let beside = |(name, path): (&&String, &String)| ((*name).clone(), file_name(path).to_owned());
    let js = split::join(&bundle.js, &pieces, &modules.iter().map(beside).collect())?;
    let paths = |names: &Vec<String>| {
        let shared = names.iter().any(|name| pack.holds(name));
        let own = names.iter().filter_map(|name| modules.get(name).cloned());
        shared
            .then(|| packed.clone())
            .into_iter()
            .chain(own)
            .collect()
    };
    let mut manifest = Manifest {
        js: Some(writer.add("bloknotik.js", js.as_bytes())?),
        wasm: Some(writer.add("bloknotik.wasm", &bundle.wasm)?),
        css: writer.add("bloknotik.css", css.as_bytes())?,
        chunks: pieces
            .chunks
            .iter()
            .map(|(chunk, names)| (chunk.clone(), paths(names)))
            .collect(),
        ..Manifest::default()
    };
    add_files(&mut manifest, &mut writer, &assets)?;
    writer.finish(&manifest)?;
    fs::write(stamp_path, stamp)?;
    println!("web bundle: {}", layout.site().display());
    Ok(())
}

/// What the page needs that does without a script, where that cannot be built.
pub fn plain(layout: &Layout) -> Result<()> {
    let _ = fs::remove_file(layout.site().join(".stamp"));
    let mut writer = Writer::new(layout.site(), Effort::Quick)?;
    let mut manifest = Manifest {
        css: writer.add("bloknotik.css", style_sheet(layout)?.as_bytes())?,
        ..Manifest::default()
    };
    add_files(&mut manifest, &mut writer, &static_files(layout)?)?;
    writer.finish(&manifest)?;
    println!("web bundle, without a script: {}", layout.site().display());
    Ok(())
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn add_files(
    manifest: &mut Manifest,
    writer: &mut Writer,
    files: &[(String, Vec<u8>)],
) -> Result<()> {
    for (name, content) in files {
        let path = writer.add(name, content)?;
        manifest.assets.insert(name.clone(), path);
    }
    Ok(())
}

fn style_sheet(layout: &Layout) -> Result<String> {
    let mut source = String::new();
    for path in layout::files_of(&layout.styles())? {
        if path.extension().is_some_and(|extension| extension == "css") {
            source += &fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            source.push('\n');
        }
    }
    Ok(css::minify(&source))
}

fn static_files(layout: &Layout) -> Result<Vec<(String, Vec<u8>)>> {
    layout::files_of(&layout.assets())?
        .into_iter()
        .map(|path| {
            let name = path
                .file_name()
                .context("a file without a name")?
                .to_string_lossy()
                .into_owned();
            Ok((name, fs::read(&path)?))
        })
        .collect()
}

/// Says from what the bundle was made. The version is to be raised when this program begins to write it differently.
fn stamp(
    mode: Mode,
    optimizer: Option<&optimize::Optimizer>,
    compiled: &[u8],
    css: &str,
    assets: &[(String, Vec<u8>)],
) -> String {
    const VERSION: u32 = 5;
    let mut stamp = format!(
        "{VERSION} {mode:?} {} {}",
        site::hash(compiled),
        site::hash(css.as_bytes())
    );
    stamp += if optimizer.is_some() {
        " optimized"
    } else {
        " plain"
    };
    for (name, content) in assets {
        stamp += &format!(" {name}:{}", site::hash(content));
    }
    stamp
}

fn is_complete(layout: &Layout) -> bool {
    Manifest::read(&layout.site()).is_ok_and(|manifest| {
        manifest
            .files()
            .all(|file| layout.site().join(file).exists())
    })
}
