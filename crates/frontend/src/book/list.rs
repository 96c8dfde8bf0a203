//! The list of contacts: its head, and its rows or what stands in their place.

use domain::{ChangeKind, Uuid};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::CurrentFilter;
use super::bulk;
use super::listing::{Listing, from, query};
use super::narrow::{Chips, Narrow, Order};
use super::nobody::{NoPlace, NoRows};
use super::roll::Roll;
use super::rows::{Rows, follow};
use super::search::Search;
use super::selection::Selection;
use super::shelf::Shelf;
use crate::api::paths;
use crate::asked::asked;
use crate::events::heed_by;
use crate::live::{effect, live, on, part};
use crate::messages::texts;
use crate::navigation::{Filter, LIST, NEW, Part};
use crate::session::Common;
use crate::widgets::{Erase, ErrorView, Heading, Icon, Loading, icon};

#[component]
pub fn ListPane(
    /// What the list is narrowed to.
    filter: CurrentFilter,
    /// The books and labels.
    shelf: Shelf,
    /// Whether the address is that of the list itself.
    on_list: Memo<bool>,
) -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let location = use_location();
    let selected = Memo::new(move |_| location.pathname.with(|path| id_in(path)));
    let (api, changes, alive) = (common.api, common.changes, common.alive);
    // Where somebody without a script is in the list. With one it is begun there once, and scrolled after that.
    let path = move || {
        let from = location.search.with(|search| from(search));
        (paths::list(&query(&filter.read(), from, 1)), 0)
    };
    let listing = asked(api, Signal::derive(path));
    let roll = Roll::new(listing);
    let refresh = Callback::new(move |()| roll.refresh());
    heed_by(listing, &[ChangeKind::Contacts, ChangeKind::Stars], refresh);
    follow(roll);
    keep_place(roll, on_list);
    // What was changed before is in the first answer.
    let heard = StoredValue::new(changes.get_untracked());
    effect(move || {
        if changes.get() != heard.get_value() {
            heard.set_value(changes.get());
            roll.refresh();
        }
    });
    let selection = Selection::new();
    // Whatever order it comes in, it is the same that is selected.
    let shown = Memo::new(move |_| Filter {
        sort: None,
        ..filter.get()
    });
    effect(move || {
        shown.track();
        selection.clear();
    });
    let retry = Callback::new(move |()| listing.refetch());
    let count = part(move || {
        let Listing { filter, page, .. } = Listing::of(&listing.get()?).ok()?;
        let count = if filter.q.is_empty() {
            t.list.count
        } else {
            t.list.found
        };
        // What has come since the beginning of the list knows better.
        let (total, is_minimum) = match alive.get() && page.total > 0 {
            true => roll
                .pages
                .with(|pages| (i64::from(pages.total()), pages.is_minimum())),
            false => (page.total, page.total_is_minimum),
        };
        Some(count(total, is_minimum).erase())
    });
    let body = part(move || {
        let first = Listing::of(&listing.get()?);
        let has_rows = |first: &Listing| first.from > 0 || !first.page.items.is_empty();
        match &first {
            Ok(first) if has_rows(first) => {
                // Who was selected while this was on its way is not shown any more.
                if !roll.shows(&first.filter) {
                    selection.clear();
                }
                roll.begin(first);
            }
            Ok(_) => {
                selection.clear();
                roll.end();
            }
            Err(_) => roll.end(),
        }
        let view = match first {
            Ok(first) if has_rows(&first) => {
                view! { <Rows first roll selected selection/> }.erase()
            }
            Ok(first) => view! { <NoRows filter=first.filter shelf/> }.erase(),
            Err(error) if error.is_missing() => {
                view! { <NoPlace filter=filter.get_untracked()/> }.erase()
            }
            Err(error) => view! { <ErrorView error retry/> }.erase(),
        };
        Some(view)
    });
    let heading = part(move || {
        // Of what is narrowed, the place has a name.
        let place = filter
            .read()
            .parts()
            .into_iter()
            .find(|part| matches!(part, Part::Book(_) | Part::Label(_) | Part::Starred));
        let title = place.map_or_else(|| t.list.heading.to_owned(), |place| shelf.name(place).0);
        Some(if on_list.get() {
            view! { <Heading text=title path=LIST.to_owned()/> }.erase()
        } else {
            view! { <h2 class="heading" dir="auto">{title}</h2> }.erase()
        })
    });
    view! {
        <section
            class="list"
            aria-label=t.list.heading
            on:scroll=on(move |_: Event| roll.moved())
        >
            <div class="list-head">
                <div class="list-title">
                    <Transition>{heading}</Transition>
                </div>
                <Search filter/>
                <div class="list-tools">
                    <div class="list-line">
                        // One element for all answers: screen readers tell what changes in it, and not a new one.
                        <p class="count" role="status"><Transition>{count}</Transition></p>
                        <Order filter/>
                    </div>
                    <Narrow filter/>
                </div>
                {bulk::place(selection, roll)}
            </div>
            <div class="list-body">
                {gone()}
                <Chips filter shelf/>
                <Transition fallback=|| view! { <Loading/> }>{body}</Transition>
            </div>
            <a
                class="list-new"
                href=live(move || filter.read().on(NEW))
                aria-label=t.list.new_contact
                title=t.list.new_contact
            >
                {icon(Icon::Plus)}
            </a>
        </section>
    }
    .erase()
}

/// Who has just been deleted without a script.
#[cfg(feature = "ssr")]
fn gone() -> Option<AnyView> {
    super::gone::gone()
}

#[cfg(not(feature = "ssr"))]
fn gone() -> Option<AnyView> {
    None
}

/// The contact that an address is about.
fn id_in(path: &str) -> Option<Uuid> {
    path.strip_prefix("/contacts/")?
        .split('/')
        .next()?
        .parse()
        .ok()
}

/// Where the list takes turns with other panes, it is found again where it was left.
fn keep_place(roll: Roll, on_list: Memo<bool>) {
    let left = StoredValue::new(false);
    effect(move || {
        if !on_list.get() {
            left.set_value(true);
        } else if left.get_value() {
            left.set_value(false);
            let place = roll.place();
            // After the router, which begins every page at its top.
            request_animation_frame(move || request_animation_frame(move || roll.go(place)));
        }
    });
}
