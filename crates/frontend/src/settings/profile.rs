//! How the page addresses the person, and where mail reaches them.

use domain::{Change, ProfilePatch, User};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{save, say};
use crate::account::{Field, FormError, Input, Told};
use crate::form::{FormValues, focus_first_error};
use crate::leaving::leaving;
use crate::live::{hold_focus, live, spawn};
use crate::messages::{credential_texts, texts};
use crate::session::Common;
use crate::widgets::{Erase, Toasts};

#[component]
pub fn ProfileForm(user: User) -> impl IntoView {
    let (t, c) = (texts(), credential_texts());
    let common = Common::get();
    let alive = common.alive;
    let toasts = expect_context::<Toasts>();
    let told = RwSignal::new(Told::default());
    let busy = RwSignal::new(false);
    let dirty = StoredValue::new(false);
    let question = leaving(dirty);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let focus_back = hold_focus();
        busy.set(true);
        let values = FormValues::of(&event);
        let email = values.text("email").trim().to_owned();
        let patch = ProfilePatch {
            display_name: Some(values.text("display_name")),
            email: if email.is_empty() {
                Change::Clear
            } else {
                Change::Set(email)
            },
            ..ProfilePatch::default()
        };
        let common = common.clone();
        spawn(async move {
            let saved = save(common, patch).await;
            busy.try_set(false);
            focus_back();
            match saved {
                Ok(_) => {
                    dirty.try_set_value(false);
                    told.try_set(Told::default());
                    say(toasts, true);
                }
                Err(error) => {
                    told.try_set(Told::by(&error));
                    focus_first_error();
                }
            }
        });
    };
    let input = Input {
        name: "display_name",
        label: t.account.display_name,
        hint: Some(t.account.display_name_hint),
        kind: "text",
        autocomplete: "name",
        optional: true,
    };
    let email = Input {
        name: "email",
        label: t.contact.emails,
        hint: Some(c.email_hint),
        kind: "email",
        autocomplete: "email",
        optional: true,
    };
    view! {
        <form class="settings-name" method="post" novalidate on:submit=submit on:input=move |_| dirty.set_value(true)>
            <FormError told/>
            // What were typed now would not be sent any more.
            <div class="form-inputs settings-choices" inert=live(move || busy.get())>
                <Field input value=user.display_name told/>
                <Field input=email value=user.email.unwrap_or_default() told/>
            </div>
            <button
                class="button"
                disabled=live(move || !alive.get())
                aria-disabled=live(move || busy.get().then_some("true"))
            >
                {t.form.save}
            </button>
            {question}
        </form>
    }
    .erase()
}
