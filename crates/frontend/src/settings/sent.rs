//! A form of the settings: sent as a whole, and what is wrong is said in it.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use crate::account::{FormError, Told};
use crate::api::Answer;
use crate::form::{FormValues, focus_first_error};
use crate::host::Method;
use crate::live::{hold_focus, live, on, spawn};
use crate::session::Common;
use crate::widgets::Erase;

/// What a form asks for: how, where, and with what body.
pub type Asked = (Method, &'static str, Option<String>);

/// A form.
pub struct SentForm {
    /// What is wrong with it.
    pub told: RwSignal<Told>,
    /// Its inputs.
    pub inputs: AnyView,
    /// What its button says.
    pub button: &'static str,
    /// What it asks for when it says this.
    pub ask: fn(&FormValues) -> Asked,
    /// Hears the answer, once it is a good one.
    pub done: Callback<Answer>,
    /// Whether it is empty afterwards.
    pub empties: bool,
    /// Whether something is typed that is not sent, where anybody wants to know.
    pub dirty: Option<StoredValue<bool>>,
}

impl SentForm {
    /// The form on the page.
    pub fn show(self) -> AnyView {
        let Self {
            told,
            inputs,
            button,
            ask,
            done,
            empties,
            dirty,
        } = self;
        let common = Common::get();
        let alive = common.alive;
        let busy = RwSignal::new(false);
        let form = NodeRef::<html::Form>::new();
        let submit = on(move |event: SubmitEvent| {
            event.prevent_default();
            if busy.get_untracked() {
                return;
            }
            let focus_back = hold_focus();
            busy.set(true);
            let (method, path, body) = ask(&FormValues::of(&event));
            let common = common.clone();
            spawn(async move {
                let answer = common.api.write(method, path.to_owned(), body).await;
                busy.try_set(false);
                focus_back();
                match answer.check() {
                    Ok(()) => {
                        told.try_set(Told::default());
                        if let Some(form) = form.try_get_untracked().flatten().filter(|_| empties) {
                            form.reset();
                        }
                        if let Some(dirty) = dirty {
                            dirty.try_set_value(false);
                        }
                        done.try_run(answer);
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
        });
        let typed = move |_| {
            if let Some(dirty) = dirty {
                dirty.set_value(true);
            }
        };
        view! {
            <form class="settings-name" method="post" novalidate node_ref=form on:submit=submit on:input=typed>
                <FormError told/>
                // What were typed now would not be sent any more.
                <div class="form-inputs settings-choices" inert=live(move || busy.get())>{inputs}</div>
                <button
                    class="button"
                    disabled=live(move || !alive.get())
                    aria-disabled=live(move || busy.get().then_some("true"))
                >
                    {button}
                </button>
            </form>
        }
        .erase()
    }
}
