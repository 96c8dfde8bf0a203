//! The files of the web bundle: compressed, kept for good, and nothing else.

use axum::http::StatusCode;
use testkit::TestApp;

fn with_bundle() -> (TestApp, testkit::TempDir) {
    let dir = testkit::TempDir::new();
    let pkg = dir.path().join("pkg");
    std::fs::create_dir(&pkg).unwrap();
    for (name, content) in [
        ("bloknotik.0123abcd.js", "plain"),
        ("bloknotik.0123abcd.js.br", "brotli"),
        ("bloknotik.0123abcd.js.gz", "gzip"),
        ("bloknotik.4567cdef.wasm", "wasm"),
        ("secret.txt", "no"),
    ] {
        std::fs::write(pkg.join(name), content).unwrap();
    }
    let manifest = r#"{"js":"pkg/bloknotik.0123abcd.js","wasm":"pkg/bloknotik.4567cdef.wasm","css":null,"assets":{}}"#;
    std::fs::write(dir.path().join("manifest.json"), manifest).unwrap();
    let site = dir.path().to_owned();
    (TestApp::with(|options| options.site_dir = Some(site)), dir)
}

#[tokio::test]
async fn a_file_comes_in_the_encoding_that_the_browser_takes() {
    let (app, _dir) = with_bundle();
    for (accept, encoding, text) in [
        ("gzip, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("identity", "", "plain"),
        ("br;q=0", "", "plain"),
    ] {
        let answer = app
            .visitor()
            .with("accept-encoding", accept)
            .get("/pkg/bloknotik.0123abcd.js")
            .await;
        assert_eq!(
            (answer.header("content-encoding"), answer.text.as_str()),
            (encoding, text),
            "{accept}"
        );
        assert_eq!(
            answer.header("content-type"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    let wasm = app
        .visitor()
        .with("accept-encoding", "br")
        .get("/pkg/bloknotik.4567cdef.wasm")
        .await;
    assert_eq!(
        (wasm.header("content-type"), wasm.text.as_str()),
        ("application/wasm", "wasm")
    );
}

#[tokio::test]
async fn a_browser_that_has_the_file_is_told_so() {
    let (app, _dir) = with_bundle();
    let client = app.visitor().with("accept-encoding", "br");
    let first = client.get("/pkg/bloknotik.0123abcd.js").await;
    let again = client
        .clone()
        .with("if-none-match", first.header("etag"))
        .get("/pkg/bloknotik.0123abcd.js")
        .await;
    assert_eq!(
        (again.status, again.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    // Another encoding is another file.
    let plain = app
        .visitor()
        .with("if-none-match", first.header("etag"))
        .get("/pkg/bloknotik.0123abcd.js")
        .await;
    assert_eq!(plain.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_no_file_of_the_bundle_is_not_there() {
    let (app, _dir) = with_bundle();
    for path in [
        "/pkg/nothing.js",
        "/pkg/secret.txt",
        "/pkg/../manifest.json",
        "/pkg/%2e%2e/manifest.json",
        "/pkg/bloknotik.0123abcd.js.br",
    ] {
        assert_eq!(
            app.visitor().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_page_names_the_files_that_there_are() {
    let (app, _dir) = with_bundle();
    let page = app.visitor().get("/register").await;
    assert!(
        page.text.contains("/pkg/bloknotik.0123abcd.js")
            && page.text.contains("/pkg/bloknotik.4567cdef.wasm")
    );
}
