//! Small pieces of the page in one file.
//!
//! Where the page is cut, each set of chunks that shares some code gets a module of its own: a hundred of them, most of some
//! hundred bytes. Each would cost a visitor a request of its own; together they compress better, too.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result};

use crate::split::{LANGUAGE, Pieces};

/// What is as large as this is worth a request.
const LARGE: usize = 16 * 1024;

/// The modules that travel together.
#[derive(Default)]
pub struct Pack {
    /// All of them, one after the other.
    pub content: Vec<u8>,
    /// Where each of them is.
    places: BTreeMap<String, Range<usize>>,
}

/// Takes the small modules out. What a language needs stays by itself: the page does not come to life without it, and so long
/// nobody is to wait for the rest.
pub fn take(pieces: &mut Pieces) -> Pack {
    let languages = |(chunk, _): &(&String, &Vec<String>)| chunk.starts_with(LANGUAGE);
    let kept: Vec<&String> = (pieces.chunks.iter().filter(languages))
        .flat_map(|(_, names)| names)
        .collect();
    let mut pack = Pack::default();
    pieces.modules.retain(|name, content| {
        let stays = content.len() >= LARGE || kept.contains(&name);
        if !stays {
            let start = pack.content.len();
            pack.content.extend_from_slice(content);
            pack.places.insert(name.clone(), start..pack.content.len());
        }
        stays
    });
    pack
}

impl Pack {
    /// Whether it holds the module.
    pub fn holds(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Lets the loaders take what is in the pack from there; `file` is its name.
    pub fn teach(&self, loaders: &str, file: &str) -> Result<String> {
        let mut taught = String::from(loaders);
        for (name, place) in &self.places {
            let fetch = format!("() => {{\n    const src = fetch(new URL(\"./{name}.wasm\"");
            let start = taught
                .find(&fetch)
                .with_context(|| format!("nothing loads {name}"))?;
            let length = taught[start..]
                .find("\n}\n")
                .with_context(|| format!("{name} is not loaded as it used to be"))?;
            let Range { start: from, end } = place;
            let part = format!("() => part({from}, {})", end - from);
            taught.replace_range(start..start + length + "\n}".len(), &part);
        }
        Ok(PART.replace("FILE", file) + &taught)
    }
}

/// Like the other loaders it asks again after a request that failed.
const PART: &str = "\
let packed;
const part = (from, length) => {
    const bytes = packed ??= fetch(new URL(\"./FILE\", import.meta.url)).then((answer) => {
        if (!answer.ok) throw new Error(`FILE: ${answer.status}`);
        return answer.arrayBuffer();
    });
    bytes.catch(() => { if (packed === bytes) packed = undefined; });
    return async (imports) => WebAssembly.instantiate(new Uint8Array(await bytes, from, length), imports).catch((error) => {
        // Something else than what was asked for.
        if (packed === bytes) packed = undefined;
        throw error;
    });
};
";

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        let module = |length| vec![7; length];
        let modules = [
            ("chunk_1", module(10)),
            ("chunk_2", module(20)),
            ("chunk_3", module(30)),
            ("split_form", module(LARGE)),
        ];
        let chunks = [
            ("form", vec!["chunk_1", "chunk_3", "split_form"]),
            ("lang_en", vec!["chunk_2"]),
        ];
        Pieces {
            main: Vec::new(),
            modules: modules.map(|(name, of)| (name.into(), of)).into(),
            chunks: chunks
                .map(|(name, of)| (name.into(), of.into_iter().map(String::from).collect()))
                .into(),
            loaders: String::new(),
        }
    }

    #[test]
    fn only_what_is_small_and_no_languages_is_packed() {
        let mut pieces = pieces();
        let pack = take(&mut pieces);
        assert_eq!(pack.content.len(), 40);
        assert!(pack.holds("chunk_1") && pack.holds("chunk_3"));
        let rest: Vec<_> = pieces.modules.keys().collect();
        assert_eq!(rest, ["chunk_2", "split_form"]);
    }

    #[test]
    fn the_loaders_take_it_from_the_pack() {
        let pack = take(&mut pieces());
        let fetch = |name| {
            format!(
                "const a = makeLoad(() => {{\n    const src = fetch(new URL(\"./{name}.wasm\", import.meta.url));\n    \
                 src.catch(() => {{}});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n, []);\n"
            )
        };
        let loaders = fetch("chunk_1") + &fetch("chunk_2") + &fetch("chunk_3");
        let taught = pack.teach(&loaders, "shared.0123.bin").unwrap();
        assert!(
            taught.contains("fetch(new URL(\"./shared.0123.bin\""),
            "{taught}"
        );
        assert!(
            taught.contains("makeLoad(() => part(0, 10)\n, []);\n"),
            "{taught}"
        );
        assert!(
            taught.ends_with("makeLoad(() => part(10, 30)\n, []);\n"),
            "{taught}"
        );
        assert!(taught.contains("./chunk_2.wasm") && !taught.contains("chunk_1"));
        assert!(pack.teach("", "shared.bin").is_err());
    }
}
