//! Make an account; on a new server the first one, with a welcome.

use domain::Register;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::field::{Field, FormError, Input};
use super::told::Told;
use super::{Languages, enter, wanted};
use crate::api::Registration;
use crate::form::FormValues;
use crate::live::{live, part, spawn};
use crate::messages::texts;
use crate::navigation::{LOGIN, REGISTER, login_then, parameter};
use crate::session::{Common, Session};
use crate::widgets::{Erase, ErrorView, Heading, Icon, icon};

/// The page at `/register`.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let who = common.who;
    let told = RwSignal::new(Told::in_address(&use_location().search.get_untracked()));
    let retry = Callback::new(move |()| who.refetch());
    let body = part(move || {
        Some(match common.session()? {
            Ok(Session::In(_)) => view! { <RegisterForm first=false told/> }.erase(),
            Ok(Session::Out(Registration {
                open: false,
                first: false,
            })) => view! { <Closed/> }.erase(),
            Ok(Session::Out(registration)) => {
                view! { <RegisterForm first=registration.first told/> }.erase()
            }
            Err(error) => view! { <ErrorView error retry path=REGISTER.to_owned()/> }.erase(),
        })
    });
    view! {
        <main id="content" class="alone" tabindex="-1">
            <div class="card">
                <p class="brand">
                    <span class="brand-mark" aria-hidden="true">{icon(Icon::Book)}</span>
                    {t.product}
                </p>
                <Transition>{body}</Transition>
            </div>
            <Languages/>
        </main>
    }
    .erase()
}

#[component]
fn Closed() -> impl IntoView {
    let t = texts();
    view! {
        <Heading text=t.account.closed_title.to_owned() path=REGISTER.to_owned()/>
        <p class="lead">{t.account.closed_text}</p>
        <a class="button primary wide" href=LOGIN>{t.account.sign_in}</a>
    }
    .erase()
}

#[component]
fn RegisterForm(first: bool, told: RwSignal<Told>) -> impl IntoView {
    let t = texts();
    let search = use_location().search.get_untracked();
    let typed = |name: &str| parameter(&search, name).unwrap_or_default();
    let busy = RwSignal::new(false);
    let next = wanted();
    let enter = enter(next.clone());
    let api = Common::get().api;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let values = FormValues::of(&event);
        let display_name = values.text("display_name");
        let register = Register {
            username: values.text("username"),
            password: values.text("password"),
            display_name: (!display_name.is_empty()).then_some(display_name),
            email: None,
        };
        let (api, enter) = (api.clone(), enter.clone());
        busy.set(true);
        spawn(async move {
            match api.register(&register).await {
                Ok(signed) => enter(signed.user),
                Err(error) => {
                    told.set(Told::by(&error));
                    crate::form::focus_first_error();
                }
            }
            busy.try_set(false);
        });
    };
    let (title, lead) = if first {
        (t.account.welcome, t.account.welcome_lead)
    } else {
        (t.account.register, t.account.register_lead)
    };
    let inputs = [
        (
            Input {
                name: "username",
                label: t.account.username,
                hint: Some(t.account.username_hint),
                kind: "text",
                autocomplete: "username",
                optional: false,
            },
            typed("username"),
        ),
        (
            Input {
                name: "password",
                label: t.account.password,
                hint: Some(t.account.password_hint),
                kind: "password",
                autocomplete: "new-password",
                optional: false,
            },
            String::new(),
        ),
        (
            Input {
                name: "display_name",
                label: t.account.display_name,
                hint: Some(t.account.display_name_hint),
                kind: "text",
                autocomplete: "name",
                optional: true,
            },
            typed("display_name"),
        ),
    ];
    let fields = inputs
        .map(|(input, value)| view! { <Field input value told/> })
        .into_iter()
        .collect::<Vec<_>>();
    let sign_in = (!first).then(|| {
        let href = login_then(&next);
        view! { <p class="aside">{t.account.have_account}" "<a href=href>{t.account.sign_in}</a></p> }
    });
    view! {
        <form method="post" action="/api/v1/users/register" on:submit=submit>
            <Heading text=title.to_owned() path=REGISTER.to_owned()/>
            <p class="lead">{lead}</p>
            <FormError told/>
            <input type="hidden" name="next" value=next.clone()/>
            {fields}
            <button class="button primary wide" aria-disabled=live(move || busy.get().then_some("true"))>
                {live(move || if busy.get() { t.account.registering } else { t.account.register })}
            </button>
            {sign_in}
        </form>
    }
    .erase()
}
