//! The form itself.

use std::time::Duration;

use domain::{Contact, ContactFields};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::inputs::inputs;
use super::outcome::{StaleChoices, outcome};
use super::photo::{Portrait, photo_field};
use super::place;
use super::save::{Target, save};
use super::state::{FormState, Outcome, typed};
use super::values::FormValues;
use crate::book::CurrentFilter;
use crate::leaving::leaving;
use crate::live::{click, live, spawn};
use crate::messages::texts;
use crate::navigation::contact as contact_path;
use crate::session::Common;
use crate::widgets::{Erase, Heading, Icon, icon};

/// What a form is about.
pub struct About {
    /// The heading.
    pub title: String,
    /// The address of the form.
    pub path: String,
    /// Where "cancel" leads.
    pub back: String,
    /// What stands for the contact.
    pub portrait: Portrait,
}

/// A form for a contact. Without a script the browser sends it as it is, and the server does the rest.
#[component]
pub fn ContactForm(
    /// What it begins with.
    fields: ContactFields,
    /// What saving does.
    target: Target,
    /// What it is about.
    about: About,
    /// Shows another version of the contact in place of this form.
    #[prop(optional)]
    reload: Option<Callback<Contact>>,
) -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let state = FormState::new(&fields);
    provide_context(state);
    let filter = expect_context::<CurrentFilter>();
    let navigate = use_navigate();
    let form = NodeRef::<html::Form>::new();
    let version = version(&target, state);
    let place = match &target {
        Target::New { book, .. } => place::book(*book),
        Target::Existing { .. } => None,
    };

    let target = StoredValue::new(target);
    let send = Callback::new(move |()| {
        let Some(form) = form.get_untracked() else {
            return;
        };
        if state
            .outcome
            .with_untracked(|outcome| *outcome == Outcome::Saving)
        {
            return;
        }
        let task = save(
            common.api.clone(),
            target,
            state,
            FormValues::of_form(&form),
        );
        let (common, navigate) = (common.clone(), navigate.clone());
        let at = document().active_element();
        spawn(async move {
            let saved = task.await;
            // Whoever has left the form since is not to be taken away from where they are now.
            let is_open = state.dirty.try_get_value().is_some();
            match saved {
                Some(contact) => {
                    common.changed();
                    if is_open {
                        let address = filter.get_untracked().on(&contact_path(contact.id));
                        let options = NavigateOptions {
                            replace: true,
                            ..NavigateOptions::default()
                        };
                        navigate(&address, options);
                    }
                }
                None => {
                    if state.outcome.try_get_untracked() == Some(Outcome::WithoutPhoto) {
                        common.changed();
                    }
                    if is_open {
                        focus_again(at, state);
                    }
                }
            }
        });
    });
    let overwrite = Callback::new(move |current: Contact| {
        target.set_value(Target::Existing {
            id: current.id,
            etag: current.etag,
        });
        send.run(());
    });
    let choices = StaleChoices { overwrite, reload };
    let question = leaving(state.dirty);
    let drop_typed = move |_| state.dirty.set_value(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let is_saving = move || state.outcome.with(|outcome| *outcome == Outcome::Saving);
    let About {
        title,
        path,
        back,
        portrait,
    } = about;
    view! {
        <form
            class="contact-form"
            method="post"
            novalidate
            autocomplete="off"
            node_ref=form
            on:submit=submit
            on:input=move |_| state.dirty.set_value(true)
        >
            <div class="bar">
                <a class="back" href=back.clone() on:click=click(drop_typed)>{icon(Icon::Back)}{t.form.cancel}</a>
            </div>
            <Heading text=title path=path/>
            // Enter does what the first button does.
            <button class="hidden-button" tabindex="-1" aria-hidden="true"></button>
            {version}
            // What is typed while an answer is on its way would be in neither.
            <div class="form-inputs" inert=live(is_saving)>{photo_field(portrait)}{inputs()}{place}</div>
            <div class="form-foot">
                {outcome(state, send, choices)}
                <div class="form-actions">
                    <a class="button" href=back on:click=click(drop_typed)>{t.form.cancel}</a>
                    <button
                        type="submit"
                        class="button primary"
                        aria-disabled=live(move || is_saving().then_some("true"))
                    >
                        {live(move || if is_saving() { t.form.saving } else { t.form.save })}
                    </button>
                </div>
            </div>
            {question}
        </form>
    }
    .erase()
}

/// What says without a script which version is to be changed, or that a contact is to be made once.
fn version(target: &Target, state: FormState) -> AnyView {
    let (name, value, was) = match target {
        Target::New { .. } => ("once", once(), String::new()),
        Target::Existing { etag, .. } => ("etag", etag.clone(), was(state)),
    };
    let value = typed(name, value);
    view! {
        <input type="hidden" name=name value=value/>
        <input type="hidden" name="was" value=was/>
    }
    .erase()
}

/// What the form is filled with: what is typed over it is told from what somebody else has changed meanwhile.
#[cfg(feature = "ssr")]
fn was(state: FormState) -> String {
    let was = state.initial.with_value(serde_json::to_string);
    was.unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn was(_: FormState) -> String {
    String::new()
}

#[cfg(feature = "ssr")]
fn once() -> String {
    domain::Uuid::now_v7().to_string()
}

/// With a script there are other means.
#[cfg(not(feature = "ssr"))]
fn once() -> String {
    String::new()
}

/// Takes the focus back to where it was when the form was sent, unless a refused field gets it.
fn focus_again(at: Option<Element>, state: FormState) {
    let is_refused = state
        .outcome
        .with_untracked(|outcome| matches!(outcome, Outcome::Invalid(_)));
    if let Some(at) = at.filter(|_| !is_refused) {
        let again = move || {
            let _ = at.unchecked_into::<HtmlElement>().focus();
        };
        set_timeout(again, Duration::ZERO);
    }
}
