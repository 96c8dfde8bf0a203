//! Another password.

use domain::session::PasswordChange;
use leptos::prelude::*;

use super::sent::{Asked, SentForm};
use super::tell;
use crate::account::{Field, Input, Told};
use crate::api::paths;
use crate::form::FormValues;
use crate::host::Method;
use crate::messages::{credential_texts, texts};
use crate::widgets::{Erase, Toasts};

#[component]
pub fn PasswordForm(
    /// Counts how often it has ended sessions.
    ended: RwSignal<u32>,
) -> impl IntoView {
    let (t, c) = (texts(), credential_texts());
    let toasts = expect_context::<Toasts>();
    let told = RwSignal::new(Told::default());
    let input = |name, label, hint, autocomplete| Input {
        name,
        label,
        hint,
        kind: "password",
        autocomplete,
        optional: false,
    };
    let current = input(
        "current_password",
        c.current_password,
        None,
        "current-password",
    );
    let hint = Some(t.account.password_hint);
    let new = input("new_password", c.new_password, hint, "new-password");
    let inputs = view! {
        <Field input=current value=String::new() told/>
        <Field input=new value=String::new() told/>
    };
    let done = Callback::new(move |_| {
        tell(toasts, c.password_changed.to_owned());
        // Elsewhere nobody is signed in any more.
        ended.update(|ended| *ended += 1);
    });
    let form = SentForm {
        told,
        inputs: inputs.erase(),
        button: c.change_password,
        ask,
        done,
        empties: true,
        dirty: None,
    };
    form.show()
}

fn ask(values: &FormValues) -> Asked {
    let change = PasswordChange {
        current_password: values.text("current_password"),
        new_password: values.text("new_password"),
    };
    let body = serde_json::to_string(&change).ok();
    (Method::Post, paths::PASSWORD, body)
}
