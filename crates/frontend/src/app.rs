//! The root: what is shared by all pages, and which page is at which address.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{SsrMode, path};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::account;
use crate::birthdays;
use crate::book::{BookPage, NobodyPane};
use crate::contact;
use crate::form;
use crate::group;
#[cfg(feature = "hydrate")]
use crate::lazy::LazyPane;
use crate::live::{click, effect};
use crate::messages::texts;
use crate::navigation::LIST;
use crate::notes;
use crate::session::Common;
use crate::settings;
use crate::widgets::{Blank, Erase, Icon, ToastRegion, Toasts};

/// The panes whose code comes later.
#[cfg(feature = "hydrate")]
pub const LAZY_PANES: [LazyPane; 9] = [
    contact::PANE,
    notes::PANE,
    birthdays::PANE,
    form::NEW_PANE,
    form::EDIT_PANE,
    group::PANE,
    settings::PANE,
    account::LOGIN_PAGE,
    account::REGISTER_PAGE,
];

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let t = texts();
    let common = Common::provide();
    let toasts = expect_context::<Toasts>();
    name_window(common.title.clone());
    #[cfg(feature = "hydrate")]
    crate::events::follow(common.clone());
    // The router takes over links into the page, and moves the view without the focus.
    let skip = |event: MouseEvent| {
        event.prevent_default();
        if let Some(content) = document().get_element_by_id("content") {
            let _ = content.unchecked_into::<HtmlElement>().focus();
        }
    };
    view! {
        <Router>
            <Arrivals/>
            <a class="skip" href="#content" on:click=click(skip)>{t.skip}</a>
            // Seen at the foot of the page, and reached by the keyboard before everything else.
            <ToastRegion toasts/>
            <Routes fallback=|| view! { <NotFoundPage/> }>
                <ParentRoute path=path!("") view=BookPage ssr=SsrMode::Async>
                    <Route path=path!("") view=NobodyPane ssr=SsrMode::Async/>
                    <Route path=path!("contacts/new") view=form::NEW_PANE ssr=SsrMode::Async/>
                    <Route path=path!("contacts/:id") view=contact::PANE ssr=SsrMode::Async/>
                    <Route path=path!("contacts/:id/edit") view=form::EDIT_PANE ssr=SsrMode::Async/>
                    <Route path=path!("notes") view=notes::PANE ssr=SsrMode::Async/>
                    <Route path=path!("birthdays") view=birthdays::PANE ssr=SsrMode::Async/>
                    <Route path=path!("settings") view=settings::PANE ssr=SsrMode::Async/>
                    <Route path=path!("books/new") view=group::PANE ssr=SsrMode::Async/>
                    <Route path=path!("books/:id/edit") view=group::PANE ssr=SsrMode::Async/>
                    <Route path=path!("labels/new") view=group::PANE ssr=SsrMode::Async/>
                    <Route path=path!("labels/:id/edit") view=group::PANE ssr=SsrMode::Async/>
                </ParentRoute>
                <Route path=path!("login") view=account::LOGIN_PAGE ssr=SsrMode::Async/>
                <Route path=path!("register") view=account::REGISTER_PAGE ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}

/// Leptos writes the title of a server-rendered page as it is, so it is escaped here.
#[cfg(feature = "ssr")]
fn name_window(title: ArcRwSignal<String>) {
    use leptos_meta::{Title, provide_meta_context};
    provide_meta_context();
    // Read when this request is not the current one any more, so it is not asked for its language then.
    let t = texts();
    let title = move || crate::widgets::escape(&(t.title)(&title.read()));
    // It shows nothing; making it is what tells the server.
    let _ = view! { <Title text=title/> };
}

#[cfg(not(feature = "ssr"))]
fn name_window(title: ArcRwSignal<String>) {
    effect(move || document().set_title(&(texts().title)(&title.read())));
}

/// Notices that the visitor got to another page, so that its heading takes the focus.
#[component]
fn Arrivals() -> impl IntoView {
    let path = use_location().pathname;
    let arrived = Common::get().arrived;
    let before = StoredValue::new(path.get_untracked());
    effect(move || {
        let now = path.get();
        if before.get_value() != now {
            before.set_value(now.clone());
            arrived.set(Some(now));
        }
    });
}

/// No page at this address: a true 404.
#[component]
fn NotFoundPage() -> impl IntoView {
    let t = texts();
    Common::get().set_status(404);
    let path = use_location().pathname.get_untracked();
    view! {
        <main id="content" class="alone" tabindex="-1">
            <Blank icon=Icon::Search title=t.state.not_found_title text=t.state.not_found_text path=path>
                <a class="button primary" href=LIST>{t.state.to_list}</a>
            </Blank>
        </main>
    }
    .erase()
}
