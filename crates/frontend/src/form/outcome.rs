//! What became of saving, above the buttons, where it is seen from everywhere in the form.

use domain::Contact;
use leptos::prelude::*;

use super::diff::{edit, touched};
use super::draft::baseline;
use super::state::{FormState, Outcome};
use crate::live::{instead, live};
use crate::messages::texts;
use crate::widgets::Erase;

/// What the visitor can do about a contact that was changed meanwhile.
#[derive(Clone, Copy)]
pub struct StaleChoices {
    /// Saves what was typed on top of that version.
    pub overwrite: Callback<Contact>,
    /// Drops what was typed and shows that version.
    pub reload: Option<Callback<Contact>>,
}

/// The message; `retry` sends once more.
pub fn outcome(state: FormState, retry: Callback<()>, choices: StaleChoices) -> AnyView {
    let t = texts();
    let again = move || {
        view! {
            <button class="button" on:click=instead(move || retry.run(()))>
                {t.form.try_again}
            </button>
        }
    };
    let message = live(move || {
        match state.outcome.get() {
        Outcome::Open | Outcome::Saving => ().into_any(),
        Outcome::Invalid(general) => {
            let general = general.into_iter().map(|text| view! { <p>{text}</p> }).collect::<Vec<_>>();
            view! { <div class="notice bad"><p>{t.form.invalid}</p>{general}</div> }.erase()
        }
        Outcome::Offline => {
            view! { <div class="notice bad"><p>{t.form.offline}" "{t.form.nothing_lost}</p>{again()}</div> }
                .erase()
        }
        Outcome::Failed(why) => view! {
            <div class="notice bad">
                <p>{t.form.failed}" "{why}" "{t.form.nothing_lost}</p>
                {again()}
            </div>
        }
        .erase(),
        Outcome::WithoutPhoto => {
            view! { <div class="notice bad"><p>{t.photo.not_saved}</p>{again()}</div> }.erase()
        }
        Outcome::Gone => view! { <div class="notice bad"><p>{t.form.gone}</p></div> }.erase(),
        Outcome::Stale(current) => stale(state, *current, choices),
    }
    });
    view! { <div class="outcome" role="alert">{message}</div> }.erase()
}

fn stale(state: FormState, current: Contact, choices: StaleChoices) -> AnyView {
    let t = texts();
    let theirs = state
        .said
        .with_value(|said| edit(said, &baseline(&current.fields)));
    let fields = touched(&theirs, t).join(", ");
    let fields = (!fields.is_empty()).then(|| view! { <p>{(t.form.stale_fields)(&fields)}</p> });
    let (mine, version) = (current.clone(), current.etag.clone());
    let reload = choices.reload.map(|reload| {
        view! {
            <button class="button" name="reload" on:click=instead(move || reload.run(current.clone()))>
                {t.form.reload}
            </button>
        }
    });
    view! {
        <div class="notice">
            <p class="notice-title">{t.form.stale_title}</p>
            <p>{t.form.stale_text}</p>
            {fields}
            <div class="notice-actions">
                <button
                    class="button primary"
                    name="overwrite"
                    value=version
                    on:click=instead(move || choices.overwrite.run(mine.clone()))
                >
                    {t.form.overwrite}
                </button>
                {reload}
            </div>
        </div>
    }
    .erase()
}
