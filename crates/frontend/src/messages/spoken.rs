//! Which language is spoken: on the server that of the request, in the browser that of the document.
//!
//! In the browser each language is a chunk of its own, and a visitor loads one. So nothing but the functions marked
//! here may name a language's texts: what the main module reaches stays in the main module.

#[cfg(feature = "hydrate")]
pub use browser::{arrived, texts};
#[cfg(not(feature = "hydrate"))]
pub use server::texts;
#[cfg(any(feature = "ssr", not(feature = "hydrate")))]
pub use server::texts_in;

use domain::Language;
use wasm_split_helpers::wasm_split;

use super::{Messages, english, persian, portuguese, russian};
use crate::lazy::Lazy;

/// The name of the chunk with the texts. xtask counts what begins with `lang_` as a part of the first load.
pub fn chunk(language: Language) -> &'static str {
    match language {
        Language::English => "lang_en",
        Language::Russian => "lang_ru",
        Language::Persian => "lang_fa",
        Language::Portuguese => "lang_pt",
    }
}

#[wasm_split(lang_en, fallible)]
fn in_english() -> Lazy<&'static Messages> {
    Ok(&english::ENGLISH)
}

#[wasm_split(lang_ru, fallible)]
fn in_russian() -> Lazy<&'static Messages> {
    Ok(&russian::RUSSIAN)
}

#[wasm_split(lang_fa, fallible)]
fn in_persian() -> Lazy<&'static Messages> {
    Ok(&persian::PERSIAN)
}

#[wasm_split(lang_pt, fallible)]
fn in_portuguese() -> Lazy<&'static Messages> {
    Ok(&portuguese::PORTUGUESE)
}

// Checks of the whole workspace compile both halves at once.
#[cfg(any(feature = "ssr", not(feature = "hydrate")))]
mod server {
    use domain::Language;

    use super::super::{Messages, english, persian, portuguese, russian};

    /// The texts for the visitor whose page is being rendered. Without a request (the list of routes) nobody reads
    /// them.
    #[cfg(not(feature = "hydrate"))]
    pub fn texts() -> &'static Messages {
        texts_in(leptos::prelude::use_context::<Language>().unwrap_or_default())
    }

    /// The texts in a language.
    pub fn texts_in(language: Language) -> &'static Messages {
        match language {
            Language::English => &english::ENGLISH,
            Language::Russian => &russian::RUSSIAN,
            Language::Persian => &persian::PERSIAN,
            Language::Portuguese => &portuguese::PORTUGUESE,
        }
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::sync::OnceLock;

    use domain::Language;
    use leptos::prelude::document;

    use super::Messages;

    static TEXTS: OnceLock<&'static Messages> = OnceLock::new();

    /// The texts for the visitor.
    ///
    /// # Panics
    /// Before the texts have [`arrived`], which is waited for before anything else.
    #[expect(clippy::expect_used, reason = "a page without a word is no page")]
    #[inline(never)]
    pub fn texts() -> &'static Messages {
        TEXTS.get().expect("the texts were not waited for")
    }

    /// Loads the texts in the language of the document; whether they came.
    pub async fn arrived() -> bool {
        if TEXTS.get().is_some() {
            return true;
        }
        super::super::shared::keep();
        let root = document().document_element();
        let tag = root.and_then(|root| root.get_attribute("lang"));
        let language = tag.as_deref().and_then(Language::from_tag);
        let texts = match language.unwrap_or_default() {
            Language::English => super::in_english().await,
            Language::Russian => super::in_russian().await,
            Language::Persian => super::in_persian().await,
            Language::Portuguese => super::in_portuguese().await,
        };
        texts.is_ok_and(|texts| TEXTS.set(texts).is_ok())
    }
}
