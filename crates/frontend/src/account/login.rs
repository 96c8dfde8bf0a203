//! Sign in.

use domain::Login;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::field::{Field, FormError, Input};
use super::told::Told;
use super::{Languages, enter, wanted};
use crate::form::FormValues;
use crate::live::{live, part, spawn};
use crate::messages::texts;
use crate::navigation::{LIST, LOGIN, REGISTER, encode, parameter};
use crate::session::{Common, Session};
use crate::widgets::{Erase, Heading, Icon, icon};

/// The page at `/login`.
#[component]
pub fn LoginPage() -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let search = use_location().search.get_untracked();
    let told = RwSignal::new(Told::in_address(&search));
    let busy = RwSignal::new(false);
    let next = wanted();
    let enter = enter(next.clone());
    let api = common.api.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let values = FormValues::of(&event);
        let login = Login {
            username: values.text("username"),
            password: values.text("password"),
        };
        let (api, enter) = (api.clone(), enter.clone());
        busy.set(true);
        spawn(async move {
            match api.login(&login).await {
                Ok(signed) => enter(signed.user),
                Err(error) => {
                    told.set(Told::by(&error));
                    crate::form::focus_first_error();
                }
            }
            busy.try_set(false);
        });
    };
    let register = {
        let next = next.clone();
        part(move || match common.session()?.ok()? {
            Session::Out(registration) if registration.open || registration.first => {
                let href = match next.as_str() {
                    LIST => REGISTER.to_owned(),
                    next => format!("{REGISTER}?next={}", encode(next)),
                };
                let link = view! { <a href=href>{t.account.register}</a> };
                Some(view! { <p class="aside">{t.account.no_account}" "{link}</p> }.erase())
            }
            _ => None,
        })
    };
    let username = parameter(&search, "username").unwrap_or_default();
    view! {
        <main id="content" class="alone" tabindex="-1">
            <form class="card" method="post" action="/api/v1/users/login" on:submit=submit>
                <p class="brand"><span class="brand-mark" aria-hidden="true">{icon(Icon::Book)}</span>{t.product}</p>
                <Heading text=t.account.sign_in.to_owned() path=LOGIN.to_owned()/>
                <p class="lead">{t.account.sign_in_lead}</p>
                <FormError told/>
                <input type="hidden" name="next" value=next/>
                <Field
                    input=Input {
                        name: "username",
                        label: t.account.username,
                        hint: None,
                        kind: "text",
                        autocomplete: "username",
                        optional: false,
                    }
                    value=username
                    told
                />
                <Field
                    input=Input {
                        name: "password",
                        label: t.account.password,
                        hint: None,
                        kind: "password",
                        autocomplete: "current-password",
                        optional: false,
                    }
                    value=String::new()
                    told
                />
                <button class="button primary wide" aria-disabled=live(move || busy.get().then_some("true"))>
                    {live(move || if busy.get() { t.account.signing_in } else { t.account.sign_in })}
                </button>
                <Suspense>{register}</Suspense>
            </form>
            <Languages/>
        </main>
    }
    .erase()
}
