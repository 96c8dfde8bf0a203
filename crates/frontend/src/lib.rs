//! The page, rendered on the server and brought to life in the browser.
//!
//! Invariant: this crate knows the HTTP API and nothing behind it. It reaches the API through one
//! [`Transport`], which the server answers in the same process and the browser by fetch. It knows neither
//! Axum nor Diesel and compiles for wasm32.
//!
//! Invariant: no component holds a literal text; every word comes from [`messages`].

mod account;
pub mod api;
mod app;
mod asked;
mod birthdays;
mod book;
mod contact;
mod document;
mod events;
mod form;
mod group;
pub mod host;
mod lazy;
mod leaving;
mod live;
pub mod messages;
pub mod navigation;
mod notes;
#[cfg(feature = "hydrate")]
mod pace;
mod palette;
mod person;
mod session;
mod settings;
mod widgets;

pub use api::{Answer, Api, ApiError, Registration};
pub use app::App;
#[cfg(feature = "ssr")]
pub use book::{Gone, Refused};
pub use document::shell;
#[cfg(feature = "ssr")]
pub use form::{Pairs, Posted, Received, receive};
pub use host::{
    ApiRequest, ApiResponse, Assets, Method, PageHost, SendFuture, Transport, TransportError,
};
#[cfg(feature = "ssr")]
pub use messages::why;

/// Brings the server-rendered page to life. Called once, by the browser's bundle.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    pace::begin();
    hydrate_when_whole(std::time::Duration::from_secs(1));
}

/// A page of which a chunk does not come stays as the server rendered it, readable, until one does.
#[cfg(feature = "hydrate")]
fn hydrate_when_whole(pause: std::time::Duration) {
    live::spawn(async move {
        if messages::arrived().await && lazy::arrived().await {
            if has_gone_on() {
                let _ = leptos::prelude::window().location().reload();
                return;
            }
            pace::in_two_turns(hydrate_now, alive);
        } else {
            leptos::prelude::set_timeout(move || hydrate_when_whole(pause * 2), pause);
        }
    });
}

/// Whether the address is another one than that of the page which the server has rendered ([`document`] notes it).
#[cfg(feature = "hydrate")]
fn has_gone_on() -> bool {
    let root = leptos::prelude::document().document_element();
    let Some(was) = root.and_then(|root| root.get_attribute("data-at")) else {
        return false;
    };
    let location = leptos::prelude::window().location();
    let is = [location.pathname(), location.search()].map(Result::unwrap_or_default);
    was != is.concat()
}

#[cfg(feature = "hydrate")]
fn hydrate_now() {
    use leptos::prelude::*;

    let host = PageHost {
        transport: std::sync::Arc::new(api::browser::Fetch),
        set_status: std::sync::Arc::new(|_| {}),
        mark: None,
        assets: std::sync::Arc::new(Assets::default()),
    };
    leptos::mount::hydrate_body(move || {
        provide_context(host);
        view! { <App/> }
    });
}

#[cfg(feature = "hydrate")]
fn alive() {
    lazy::fetch_later();
    if let Some(root) = leptos::prelude::document().document_element() {
        // The tests in a real browser wait for this, and nothing else depends on it.
        let _ = root.set_attribute("data-hydrated", "true");
    }
}
