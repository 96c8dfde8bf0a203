//! How the page addresses the person, and where mail reaches them.

use domain::{Change, ProfilePatch, User};
use leptos::prelude::*;

use super::say;
use super::sent::{Asked, SentForm};
use crate::account::{Field, Input, Told};
use crate::api::{Answer, paths};
use crate::form::FormValues;
use crate::host::Method;
use crate::leaving::leaving;
use crate::messages::{credential_texts, texts};
use crate::session::Common;
use crate::widgets::{Erase, Toasts};

#[component]
pub fn ProfileForm(user: User) -> impl IntoView {
    let (t, c) = (texts(), credential_texts());
    let common = Common::get();
    let toasts = expect_context::<Toasts>();
    let told = RwSignal::new(Told::default());
    let dirty = StoredValue::new(false);
    let question = leaving(dirty);
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
    let inputs = view! {
        <Field input value=user.display_name told/>
        <Field input=email value=user.email.unwrap_or_default() told/>
    };
    let done = Callback::new(move |answer: Answer| {
        if let Ok(user) = answer.read::<User>() {
            common.signed_in(&user);
        }
        say(toasts, true);
    });
    let form = SentForm {
        told,
        inputs: inputs.erase(),
        button: t.form.save,
        ask,
        done,
        empties: false,
        dirty: Some(dirty),
    };
    view! { {form.show()} {question} }.erase()
}

fn ask(values: &FormValues) -> Asked {
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
    let body = serde_json::to_string(&patch).ok();
    (Method::Patch, paths::ME, body)
}
