//! The web bundle: hashed files that never change, so that browsers keep them for good.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use frontend::Assets;
use serde::Deserialize;

use crate::error::ApiError;
use crate::http::conditional;
use crate::state::AppState;

/// The files of the bundle, in memory: they are few, small, and the same for everybody.
#[derive(Default)]
pub struct Site {
    files: HashMap<String, File>,
    manifest: Manifest,
}

struct File {
    content_type: &'static str,
    etag: HeaderValue,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    is_hashed: bool,
}

/// `manifest.json`, as xtask writes it.
#[derive(Default, Deserialize)]
struct Manifest {
    js: Option<String>,
    wasm: Option<String>,
    css: Option<String>,
    #[serde(default)]
    chunks: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    assets: HashMap<String, String>,
}

impl Site {
    /// Reads the bundle. Without one the page still renders, it just does not come alive: said once in the log.
    pub fn open(dir: Option<&Path>) -> Self {
        let Some(dir) = dir
            .map(Path::to_path_buf)
            .or_else(find)
            .filter(|dir| dir.join("pkg").is_dir())
        else {
            tracing::warn!(
                "no web bundle found: pages come without style and script (SITE_DIR says where it is, `tools/xtask web` makes it)"
            );
            return Self::default();
        };
        let manifest = std::fs::read(dir.join("manifest.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_else(|| unhashed(&dir));
        let mut site = Self {
            files: HashMap::new(),
            manifest,
        };
        site.load(&dir.join("pkg"));
        if !site.is_there() {
            tracing::warn!("the web bundle holds no script: pages do without one");
        }
        site
    }

    /// Whether pages come alive by it.
    pub fn is_there(&self) -> bool {
        self.manifest.wasm.is_some() && !self.files.is_empty()
    }

    /// Where the page finds the files.
    pub fn assets(&self) -> Assets {
        let url = |file: &String| format!("/{}", file.trim_start_matches('/'));
        Assets {
            js: self.manifest.js.as_ref().map(url),
            wasm: self.manifest.wasm.as_ref().map(url),
            css: self.manifest.css.as_ref().map(url),
            chunks: self
                .manifest
                .chunks
                .iter()
                .map(|(chunk, files)| (chunk.clone(), files.iter().map(url).collect()))
                .collect(),
            icon: self.manifest.assets.get("favicon.svg").map(url),
        }
    }

    fn load(&mut self, dir: &Path) {
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        for path in entries
            .map(|entry| entry.path())
            .filter(|path| path.is_file())
        {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default()
                .to_owned();
            let Some(content_type) = content_type(&name) else {
                continue;
            };
            let Ok(plain) = std::fs::read(&path) else {
                continue;
            };
            let compressed = |ending: &str| {
                std::fs::read(dir.join(format!("{name}.{ending}")))
                    .ok()
                    .map(Bytes::from)
            };
            let file = File {
                content_type,
                etag: etag(&plain),
                plain: plain.into(),
                brotli: compressed("br"),
                gzip: compressed("gz"),
                // `name.HASH.ending`: only such a file may be kept for good.
                is_hashed: name.split('.').count() >= 3,
            };
            self.files.insert(name, file);
        }
    }
}

fn etag(bytes: &[u8]) -> HeaderValue {
    let hash = crate::security::fingerprint(&[bytes]);
    let hex = crate::security::hex(&hash[..12]);
    HeaderValue::from_str(&format!("\"{hex}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

/// Beside the executable (image, release), or where the workspace builds it.
pub(crate) fn find() -> Option<PathBuf> {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(|dir| dir.join("site")));
    let leptos = std::env::var_os("LEPTOS_SITE_ROOT").map(PathBuf::from);
    [leptos, beside, Some(PathBuf::from("target/site"))]
        .into_iter()
        .flatten()
        .find(|dir| dir.join("pkg").is_dir())
}

/// What cargo-leptos builds in its watch mode has no manifest and no hashes.
fn unhashed(dir: &Path) -> Manifest {
    let file = |name: &str| {
        dir.join("pkg")
            .join(name)
            .is_file()
            .then(|| format!("pkg/{name}"))
    };
    Manifest {
        js: file("bloknotik.js"),
        wasm: file("bloknotik_bg.wasm").or_else(|| file("bloknotik.wasm")),
        css: file("bloknotik.css"),
        chunks: BTreeMap::new(),
        assets: HashMap::new(),
    }
}

fn content_type(name: &str) -> Option<&'static str> {
    let ending = name.rsplit('.').next()?;
    Some(match ending {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "bin" => "application/octet-stream",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

/// `GET /pkg/FILE`
pub async fn serve(
    State(app): State<AppState>,
    UrlPath(name): UrlPath<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let site: &Arc<Site> = &app.site;
    let file = site.files.get(&name).ok_or_else(ApiError::not_found)?;
    let caching = if file.is_hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let (encoding, bytes) = match (&file.brotli, &file.gzip) {
        (Some(brotli), _) if accepts(&headers, "br") => (Some("br"), brotli),
        (_, Some(gzip)) if accepts(&headers, "gzip") => (Some("gzip"), gzip),
        _ => (None, &file.plain),
    };
    // One ETag names one representation.
    let etag = match encoding {
        Some(encoding) => HeaderValue::from_str(&format!(
            "\"{}-{encoding}\"",
            file.etag.to_str().unwrap_or_default().trim_matches('"')
        ))
        .unwrap_or_else(|_| file.etag.clone()),
        None => file.etag.clone(),
    };
    let is_fresh = conditional::if_none_match(&headers, etag.to_str().unwrap_or_default());
    let mut response = if is_fresh {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(bytes.clone()))
    };
    let out = response.headers_mut();
    out.insert(header::ETAG, etag);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !is_fresh {
        out.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(file.content_type),
        );
        if let Some(encoding) = encoding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
    }
    Ok(response)
}

/// Whether the client takes this encoding: named, and not with a weight of zero.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .any(|item| {
            let mut parts = item.split(';').map(str::trim);
            let is_named = parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
            let weight = parts
                .find_map(|part| part.strip_prefix("q="))
                .and_then(|q| q.parse::<f32>().ok());
            is_named && weight.is_none_or(|weight| weight > 0.0)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_taken_only_when_named_with_weight() {
        let with =
            |value: &str| HeaderMap::from_iter([(header::ACCEPT_ENCODING, value.parse().unwrap())]);
        assert!(accepts(&with("gzip, deflate, br"), "br"));
        assert!(accepts(&with("br;q=0.5"), "br"));
        assert!(!accepts(&with("br;q=0, gzip"), "br"));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
