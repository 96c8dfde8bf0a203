//! The book that a new contact goes to. One that is there already is moved from its page.

use domain::Uuid;
use leptos::prelude::*;

use super::fields::invalid;
use super::state::{FormState, typed};
use crate::book::{Shelf, groups_of};
use crate::live::{live, part};
use crate::messages::texts;
use crate::widgets::{Erase, Icon, icon};

/// The name of the input.
pub const BOOK: &str = "book_id";

/// A choice where there is more than one book; at first the one that was looked into, or the one for everything.
pub fn book(first: Option<Uuid>) -> Option<AnyView> {
    let t = texts();
    let shelf = use_context::<Shelf>()?;
    let error = FormState::get().error(BOOK.to_owned());
    let first = typed(BOOK, first.map(|id| id.to_string()).unwrap_or_default());
    // The books may come anew while something else than the first is chosen.
    let chosen = RwSignal::new(first);
    let view = part(move || {
        let books = groups_of(shelf.books);
        let asked = chosen.get_untracked();
        let is_there = books.iter().any(|book| book.id.to_string() == asked);
        let options = books.iter().map(|book| {
            let id = book.id.to_string();
            // One that is gone meanwhile is nobody's choice.
            let selected = if is_there { id == asked } else { book.default };
            let name = book.name.clone();
            view! { <option value=id selected=selected>{name}</option> }
        });
        let options = options.collect::<Vec<_>>();
        Some(
            view! {
                <fieldset class="form-section" hidden={books.len() < 2}>
                    <legend class="section-title">{icon(Icon::Book)}<span>{t.form.book}</span></legend>
                    <div class="field">
                        <select
                            name=BOOK
                            dir="auto"
                            aria-label=t.form.book
                            aria-invalid=live(move || invalid(error))
                            aria-describedby="book_id-error"
                            on:change=move |event| chosen.set(event_target_value(&event))
                        >
                            {options}
                        </select>
                        <p class="field-error" id="book_id-error">{error}</p>
                    </div>
                </fieldset>
            }
            .erase(),
        )
    });
    Some(view! { <Transition>{view}</Transition> }.erase())
}
