//! Where to look: everything, favourites, books, labels. And who is signed in.
//!
//! On a narrow screen it is a drawer, which the browser itself opens and closes; on a wide one it is always there.

use domain::User;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::CurrentFilter;
use super::shelf::{Shelf, dot, groups_of};
use crate::live::{click, live, part};
use crate::messages::texts;
use crate::navigation::{
    BIRTHDAYS, LIST, NEW, NEW_BOOK, NEW_LABEL, NOTES, Part, SETTINGS, edit_book, edit_label,
};
use crate::palette::PALETTE;
use crate::person;
use crate::session::{Common, Session};
use crate::widgets::{Avatar, Erase, Icon, icon};

#[component]
pub fn Sidebar(
    /// What the list is narrowed to.
    filter: CurrentFilter,
    /// The books and labels.
    shelf: Shelf,
) -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let (alive, summoned) = (common.alive, common.summoned);
    let books = part(move || {
        let books = groups_of(shelf.books).into_iter().map(|book| Place {
            scope: Some(Part::Book(book.id)),
            mark: dot(book.color),
            edit: Some((edit_book(book.id), (t.group.edit)(&book.name))),
            name: book.name,
            size: Some(size(book.contacts)),
        });
        Some(
            books
                .map(|book| book.show(filter))
                .collect::<Vec<_>>()
                .erase(),
        )
    });
    let labels = part(move || {
        let labels = groups_of(shelf.labels).into_iter().map(|label| Place {
            scope: Some(Part::Label(label.id)),
            mark: dot(label.color),
            edit: Some((edit_label(label.id), (t.group.edit)(&label.name))),
            name: label.name,
            size: None,
        });
        Some(
            labels
                .map(|label| label.show(filter))
                .collect::<Vec<_>>()
                .erase(),
        )
    });
    let account = part(move || match common.session()?.ok()? {
        Session::In(user) => Some(view! { <Account user/> }.erase()),
        Session::Out(_) => None,
    });
    let place = |nth: usize, scope, mark, name: &str| {
        let number = part(move || shelf.sizes()[nth].filter(|count| *count > 0).map(size));
        let place = Place {
            scope,
            mark: icon(mark),
            name: name.to_owned(),
            size: Some(view! { <Transition>{number}</Transition> }.erase()),
            edit: None,
        };
        place.show(filter)
    };
    let path = use_location().pathname;
    let page = move |there: &'static str, mark, name: &'static str| {
        let is_here = Memo::new(move |_| path.with(|path| path == there));
        let current = live(move || is_here.get().then_some("page"));
        view! {
            <li class="place">
                <a class="place-link" href=there aria-current=current>
                    {icon(mark)}
                    <span class="place-name">{name}</span>
                </a>
            </li>
        }
        .erase()
    };
    view! {
        <header class="sidebar">
            <button
                type="button"
                class="icon-button menu-open"
                popovertarget="menu"
                aria-label=t.list.menu
                title=t.list.menu
            >
                {icon(Icon::Menu)}
            </button>
            <a class="brand" href=LIST>
                <span class="brand-mark" aria-hidden="true">{icon(Icon::Book)}</span>
                {t.product}
            </a>
            <button
                type="button"
                class="icon-button palette-open"
                aria-haspopup="dialog"
                aria-label=t.list.palette
                title=t.list.palette
                disabled=live(move || !alive.get())
                on:click=click(move |_| summoned.set(PALETTE))
            >
                {icon(Icon::Bolt)}
            </button>
            <nav id="menu" class="menu" popover="auto" aria-label=t.list.navigation on:click=click(close_after)>
                <div class="menu-head">
                    <p class="menu-title">{t.list.menu}</p>
                    <button
                        type="button"
                        class="icon-button"
                        popovertarget="menu"
                        popovertargetaction="hide"
                        aria-label=t.list.close_menu
                    >
                        {icon(Icon::Close)}
                    </button>
                </div>
                <a class="button primary new-contact" href=live(move || filter.read().on(NEW))>
                    {icon(Icon::Plus)}
                    {t.list.new_contact}
                </a>
                <ul class="places">
                    {place(0, None, Icon::People, t.list.all)}
                    {place(1, Some(Part::Starred), Icon::Star, t.narrow.starred)}
                    {page(NOTES, Icon::Note, t.notes.heading)}
                    {page(BIRTHDAYS, Icon::Cake, t.birthdays.heading)}
                </ul>
                {title(t.list.books, NEW_BOOK, t.group.new_book, filter)}
                <ul class="places">
                    <Transition>{books}</Transition>
                </ul>
                {title(t.list.labels, NEW_LABEL, t.group.new_label, filter)}
                <ul class="places labels">
                    <Transition>{labels}</Transition>
                </ul>
            </nav>
            <Transition>{account}</Transition>
        </header>
    }
    .erase()
}

/// Whoever has chosen a place wants to see it, and not the drawer any more.
fn close_after(event: MouseEvent) {
    let clicked = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let is_link = clicked.is_some_and(|clicked| clicked.closest("a").is_ok_and(|a| a.is_some()));
    if is_link && let Some(menu) = document().get_element_by_id("menu") {
        // An old browser has no drawer, and nothing to close.
        let _ = menu.unchecked_into::<HtmlElement>().hide_popover();
    }
}

/// What stands above the books or the labels, and the way to a new one.
fn title(
    text: &'static str,
    new: &'static str,
    label: &'static str,
    filter: CurrentFilter,
) -> AnyView {
    view! {
        <div class="sidebar-title">
            <h2>{text}</h2>
            <a class="icon-button" href=live(move || filter.read().on(new)) aria-label=label title=label>
                {icon(Icon::Plus)}
            </a>
        </div>
    }
    .erase()
}

/// How many there are somewhere.
fn size(contacts: i64) -> AnyView {
    let t = texts();
    let said = (t.list.book_size)(contacts);
    view! { <span class="place-size" aria-label=said>{(t.number)(contacts)}</span> }.erase()
}

/// Somewhere to look.
struct Place {
    /// What the list is narrowed to there.
    scope: Option<Part>,
    /// What stands before the name.
    mark: AnyView,
    /// What it is called.
    name: String,
    /// How much is there.
    size: Option<AnyView>,
    /// Where it is changed, and what that is called.
    edit: Option<(String, String)>,
}

impl Place {
    fn show(self, filter: CurrentFilter) -> AnyView {
        let scope = self.scope;
        let href = live(move || filter.read().within(scope).on(LIST));
        let path = use_location().pathname;
        // Beside these pages the list goes on showing contacts, but that is not where the visitor is.
        let current = live(move || {
            let is_page = path.with(|path| [NOTES, BIRTHDAYS, SETTINGS].contains(&path.as_str()));
            let is_here = filter.read().is_within(scope) && !is_page;
            is_here.then_some("true")
        });
        let edit = self.edit.map(|(path, label)| {
            let href = live(move || filter.read().on(&path));
            view! {
                <a class="icon-button place-edit" href=href aria-label=label.clone() title=label>
                    {icon(Icon::Edit)}
                </a>
            }
            .erase()
        });
        view! {
            <li class="place">
                <a class="place-link" href=href aria-current=current>
                    {self.mark}
                    <span class="place-name" dir="auto">{self.name}</span>
                    {self.size}
                </a>
                {edit}
            </li>
        }
        .erase()
    }
}

/// Signing out is a plain form post, also with JavaScript: the page goes away with all that it remembers.
#[component]
fn Account(user: User) -> impl IntoView {
    let t = texts();
    let name = if user.display_name.is_empty() {
        user.username.clone()
    } else {
        user.display_name
    };
    let initials = person::initials(&domain::Name::default(), &name);
    let path = use_location().pathname;
    let current = live(move || path.with(|path| path == SETTINGS).then_some("page"));
    view! {
        <div class="account">
            <a class="account-link" href=SETTINGS title=t.settings.heading aria-current=current>
                <Avatar initials tone=person::tone(user.id) photo=None/>
                <span class="hidden">{t.account.signed_in_as}" "</span>
                <bdi class="account-name">{name}</bdi>
                <span class="hidden">" · "{t.settings.heading}</span>
            </a>
            <form method="post" action="/api/v1/users/logout">
                <button class="icon-button" aria-label=t.account.sign_out title=t.account.sign_out>
                    {icon(Icon::SignOut)}
                </button>
            </form>
        </div>
    }
    .erase()
}
