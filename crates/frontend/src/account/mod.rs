//! Sign in and register: ordinary form posts that, with JavaScript, do without a reload.
//!
//! Whoever is signed in needs none of it, so its code comes in a chunk of its own.

mod field;
mod language;
mod login;
mod register;
mod told;

pub use field::{Field, FormError, Input};
use language::Languages;
pub use told::Told;

use domain::User;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_split_helpers::wasm_split;

use crate::lazy::{Lazy, LazyPane};
use crate::messages::texts;
use crate::navigation::{parameter, safe_next};
use crate::session::Common;
use crate::widgets::Erase;
use login::LoginPage;
use register::RegisterPage;

/// The page at `/login`.
pub const LOGIN_PAGE: LazyPane = LazyPane {
    chunk: "account",
    load: || Box::pin(load_login()),
    view: || Box::pin(login_page()),
};

/// The page at `/register`.
pub const REGISTER_PAGE: LazyPane = LazyPane {
    chunk: "account",
    load: || Box::pin(load_register()),
    view: || Box::pin(register_page()),
};

#[wasm_split(account, fallible, preload(load_login))]
fn login_page() -> Lazy<AnyView> {
    Ok(view! { <LoginPage/> }.erase())
}

#[wasm_split(account, fallible, preload(load_register))]
fn register_page() -> Lazy<AnyView> {
    Ok(view! { <RegisterPage/> }.erase())
}

/// Where to go after signing in.
fn wanted() -> String {
    safe_next(
        use_location()
            .search
            .with_untracked(|search| parameter(search, "next")),
    )
}

/// What to do once somebody is signed in: everything that was asked for as nobody is asked for anew.
fn enter(next: String) -> impl Fn(User) + Clone {
    let common = Common::get();
    let navigate = use_navigate();
    move |user| {
        if user.language.is_some_and(|own| own.tag() != texts().lang) {
            // The texts in that language are not here yet: the page is loaded as a whole.
            let _ = window().location().assign(&next);
            return;
        }
        common.signed_in(&user);
        common.changed();
        navigate(
            &next,
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    }
}
