//! Another password.

use domain::session::PasswordChange;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::tell;
use crate::account::{Field, FormError, Input, Told};
use crate::api::paths;
use crate::form::{FormValues, focus_first_error};
use crate::host::Method;
use crate::live::{hold_focus, live, spawn};
use crate::messages::{credential_texts, texts};
use crate::session::Common;
use crate::widgets::{Erase, Toasts};

#[component]
pub fn PasswordForm(
    /// Counts how often it has ended sessions.
    ended: RwSignal<u32>,
) -> impl IntoView {
    let (t, c) = (texts(), credential_texts());
    let common = Common::get();
    let alive = common.alive;
    let toasts = expect_context::<Toasts>();
    let told = RwSignal::new(Told::default());
    let busy = RwSignal::new(false);
    let form = NodeRef::<html::Form>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let focus_back = hold_focus();
        busy.set(true);
        let values = FormValues::of(&event);
        let change = PasswordChange {
            current_password: values.text("current_password"),
            new_password: values.text("new_password"),
        };
        let common = common.clone();
        spawn(async move {
            let body = serde_json::to_string(&change).ok();
            let answer = common
                .api
                .write(Method::Post, paths::PASSWORD.to_owned(), body);
            let changed = answer.await.check();
            busy.try_set(false);
            focus_back();
            match changed {
                Ok(()) => {
                    told.try_set(Told::default());
                    if let Some(form) = form.try_get_untracked().flatten() {
                        form.reset();
                    }
                    tell(toasts, c.password_changed.to_owned());
                    // Elsewhere nobody is signed in any more.
                    ended.update(|ended| *ended += 1);
                }
                Err(error) => {
                    if error.wants_sign_in() {
                        common.sign_in();
                    }
                    told.try_set(Told::by(&error));
                    focus_first_error();
                }
            }
        });
    };
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
    view! {
        <form class="settings-name" method="post" novalidate node_ref=form on:submit=submit>
            <FormError told/>
            <div class="form-inputs settings-choices" inert=live(move || busy.get())>
                <Field input=current value=String::new() told/>
                <Field input=new value=String::new() told/>
            </div>
            <button
                class="button"
                disabled=live(move || !alive.get())
                aria-disabled=live(move || busy.get().then_some("true"))
            >
                {c.change_password}
            </button>
        </form>
    }
    .erase()
}
