//! The document around the page; only the server renders it.

use domain::Language;
use domain::theme::Theme;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::app::App;
use crate::host::{Assets, PageHost};
use crate::messages::{chunk, texts};

/// The whole HTML document. Without a bundle it has no script and works all the same.
pub fn shell() -> impl IntoView {
    let host = expect_context::<PageHost>();
    let Assets {
        js,
        wasm,
        css,
        icon,
        chunks,
    } = (*host.assets).clone();
    let t = texts();
    let language = use_context::<Language>().unwrap_or_default();
    let theme = use_context::<Option<Theme>>().flatten().map(Theme::as_str);
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    let words = chunks.get(chunk(language)).cloned().unwrap_or_default();
    let words = words.into_iter().map(|file| {
        view! { <link rel=LATER href=file r#as="fetch" crossorigin="anonymous"/> }
    });
    let words = words.collect::<Vec<_>>();
    // What is shown again in answer to a form is the server's alone: a script would know nothing of what was typed.
    let loads = js.clone().zip(wasm.clone()).filter(|_| !is_answer());
    let start = loads.map(|(js, wasm)| {
        let nonce = nonce.clone();
        view! {
            <script nonce=nonce.clone()>{NOTE_ADDRESS}</script>
            <link rel=LATER href=wasm.clone() r#as="fetch" crossorigin="anonymous"/>
            {words}
            <script type="module" nonce=nonce inner_html=loader(&js, &wasm)></script>
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang=t.lang dir=t.dir data-theme=theme data-mark=host.mark.clone()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="referrer" content="same-origin"/>
                <meta name="format-detection" content="telephone=no"/>
                {css.map(|css| view! { <link rel="stylesheet" href=css/> })}
                {icon.map(|icon| view! { <link rel="icon" type="image/svg+xml" href=icon/> })}
                {start}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Who goes back or on before the page is alive changes the address and not what is shown: the page has to notice.
const NOTE_ADDRESS: &str = "document.documentElement.dataset.at=location.pathname+location.search";

/// Whether this is what a form without a script gets.
#[cfg(feature = "ssr")]
fn is_answer() -> bool {
    use crate::book::{Gone, Refused};
    use_context::<crate::form::Posted>().is_some()
        || use_context::<Gone>().is_some()
        || use_context::<Refused>().is_some()
}

#[cfg(not(feature = "ssr"))]
fn is_answer() -> bool {
    false
}

/// How links begin as that become `preload` when the script is fetched.
pub const LATER: &str = "later";

/// What the script needs is fetched once the page is seen, which it is without it: until then nothing takes the network or the
/// processor away from that. Where nobody looks there is nothing to wait for. The addresses go in as JSON, which is safe in a
/// script but for `<`.
fn loader(js: &str, wasm: &str) -> String {
    let quote = |text: &str| {
        serde_json::Value::from(text)
            .to_string()
            .replace('<', "\\u003c")
    };
    format!(
        "const start=()=>{{import({}).then(m=>m.default({{module_or_path:{}}}));\
         for(const l of document.querySelectorAll('link[rel={LATER}]'))l.rel='preload'}};\
         document.hidden?start():requestAnimationFrame(()=>setTimeout(start))",
        quote(js),
        quote(wasm)
    )
}

#[cfg(test)]
mod tests {
    use super::loader;

    #[test]
    fn addresses_cannot_break_out_of_the_script() {
        let script = loader("/pkg/a.js", "/pkg/</script>.wasm");
        assert!(script.contains(r#"import("/pkg/a.js")"#), "{script}");
        assert!(script.contains(r#"{module_or_path:"/pkg/\u003c/script>.wasm"}"#));
    }
}
