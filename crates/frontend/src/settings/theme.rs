//! Light or dark, in this browser.

use domain::theme::{Theme, ThemeChoice};
use leptos::prelude::*;

use super::page::select;
use super::say;
use crate::api::paths;
use crate::host::Method;
use crate::live::spawn;
use crate::messages::credential_texts;
use crate::session::Common;
use crate::widgets::{Erase, Toasts};

/// The attribute of the document that holds the choice: the server writes it, too.
const THEME: &str = "data-theme";

/// The choice. It shows at once.
pub fn theme() -> AnyView {
    let c = credential_texts();
    let chosen = chosen();
    let names = [
        ("", c.theme_system),
        (Theme::Light.as_str(), c.theme_light),
        (Theme::Dark.as_str(), c.theme_dark),
    ];
    let options = names.map(|(word, name)| {
        view! { <option value=word selected=word == chosen>{name}</option> }.erase()
    });
    let (api, toasts) = (Common::get().api, expect_context::<Toasts>());
    let choose = move |word: String| {
        let choice = ThemeChoice {
            theme: Theme::from_word(&word),
        };
        if let Some(root) = document().document_element() {
            let _ = match choice.theme {
                Some(theme) => root.set_attribute(THEME, theme.as_str()),
                None => root.remove_attribute(THEME),
            };
        }
        let api = api.clone();
        spawn(async move {
            let body = serde_json::to_string(&choice).ok();
            let answer = api.write(Method::Post, paths::THEME.to_owned(), body);
            say(toasts, answer.await.check().is_ok());
        });
    };
    select("theme", c.theme, None, options.into(), choose)
}

/// What is chosen now.
#[cfg(feature = "ssr")]
fn chosen() -> String {
    let theme = use_context::<Option<Theme>>().flatten();
    theme.map(Theme::as_str).unwrap_or_default().to_owned()
}

#[cfg(not(feature = "ssr"))]
fn chosen() -> String {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute(THEME))
        .unwrap_or_default()
}
