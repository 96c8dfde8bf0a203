//! The book: sidebar, list, and beside it whatever the address names.

pub mod bulk;
mod geometry;
#[cfg(feature = "ssr")]
mod gone;
mod list;
mod listing;
mod narrow;
mod nobody;
mod pages;
mod place;
mod rail;
mod roll;
mod row;
mod rows;
mod search;
mod selection;
mod shelf;
mod sidebar;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;

use crate::live::{click, live};
use crate::messages::texts;
use crate::navigation::{Filter, LIST};
use crate::palette::palette;
use crate::session::{Common, Session, here};
use crate::widgets::{Blank, Erase, Icon};
#[cfg(feature = "ssr")]
pub use gone::{Gone, Refused};
use list::ListPane;
pub use listing::{Listing, Marks, Row};
pub use row::{content as row_content, marked};
pub use shelf::{Shelf, dot, groups_of};
use sidebar::Sidebar;

/// What the list is narrowed to now; in context inside the book.
pub type CurrentFilter = Memo<Filter>;

/// What looks at a click on a link first; in context inside the book. An open form puts itself there.
#[derive(Clone, Copy)]
pub struct BeforeLeaving {
    /// The look of the form.
    pub look: StoredValue<Option<Callback<MouseEvent>>>,
    /// What is to be done in place of following a link, once the form may be left.
    pub then: StoredValue<Option<Callback<()>>>,
}

impl BeforeLeaving {
    /// A listener for what the links of the book stand in. The router hears of a click at the window, after this.
    fn listener() -> Box<dyn FnMut(MouseEvent) + Send> {
        let before: Self = expect_context();
        click(move |event| {
            if let Some(look) = before.look.get_value() {
                // The form may be gone by now.
                look.try_run(event);
            }
        })
    }
}

/// The layout of all pages of somebody who is signed in.
#[component]
pub fn BookPage() -> impl IntoView {
    let location = use_location();
    let filter: CurrentFilter =
        Memo::new(move |_| location.search.with(|search| Filter::read(search)));
    provide_context(filter);
    let shelf = Shelf::provide();
    provide_context(BeforeLeaving {
        look: StoredValue::new(None),
        then: StoredValue::new(None),
    });
    let on_list = Memo::new(move |_| location.pathname.with(|path| path == LIST));
    view! {
        <div class="book" class:on-list=on_list on:click=BeforeLeaving::listener()>
            <Entrance/>
            <Sidebar filter shelf/>
            <main id="content" class="panes" tabindex="-1">
                <ListPane filter shelf on_list/>
                <div class="pane">
                    <Outlet/>
                </div>
            </main>
            {palette()}
        </div>
    }
    .into_any()
}

/// Sends a visitor without a session to where one is to be had.
#[component]
fn Entrance() -> impl IntoView {
    let common = Common::get();
    let location = use_location();
    // What somebody has typed is not taken out of their hands because their session has ended.
    let is_kept = is_kept();
    let check = live(move || {
        if is_kept {
            return ().into_any();
        }
        let Some(Ok(Session::Out(registration))) = common.session() else {
            return ().into_any();
        };
        let next = here(
            &location.pathname.read_untracked(),
            &location.search.read_untracked(),
        );
        let path = Session::entrance(registration, &next);
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        view! { <Redirect path=path options=options/> }.into_any()
    });
    view! { <Suspense>{check}</Suspense> }.erase()
}

#[cfg(feature = "ssr")]
fn is_kept() -> bool {
    use_context::<crate::form::Posted>().is_some()
}

#[cfg(not(feature = "ssr"))]
fn is_kept() -> bool {
    false
}

/// The contact's pane while nobody is chosen: seen on wide screens only.
#[component]
pub fn NobodyPane() -> impl IntoView {
    let t = texts();
    view! {
        <div class="nobody">
            <Blank icon=Icon::Card title=t.contact.pick_title text=t.contact.pick_text/>
        </div>
    }
    .erase()
}
