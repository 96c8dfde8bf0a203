//! What a person chooses about the page and the account.

mod keys;
mod page;
mod password;
mod profile;
mod sent;
mod sessions;
mod theme;

use domain::{ProfilePatch, User};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::api::{ApiError, paths};
use crate::asked::asked;
use crate::host::Method;
use crate::lazy::{Lazy, LazyPane};
use crate::live::part;
use crate::messages::{credential_texts, texts};
use crate::navigation::{LIST, SETTINGS};
use crate::session::Common;
use crate::widgets::{Erase, ErrorView, Heading, Icon, Loading, Toast, Toasts, icon};
use keys::Keys;
use page::PageChoices;
use password::PasswordForm;
use profile::ProfileForm;
use sessions::Sessions;

/// The pane at `/settings`.
pub const PANE: LazyPane = LazyPane {
    chunk: "settings",
    load: || Box::pin(load_settings()),
    view: || Box::pin(settings_pane()),
};

#[wasm_split(settings, fallible, preload(load_settings))]
fn settings_pane() -> Lazy<AnyView> {
    Ok(view! { <Settings/> }.erase())
}

#[component]
fn Settings() -> impl IntoView {
    let t = texts();
    // Asked for once: whatever is saved, what is typed must not be replaced.
    let me = asked(
        Common::get().api,
        Signal::derive(|| (paths::ME.to_owned(), 0)),
    );
    let retry = Callback::new(move |()| me.refetch());
    let forms = part(move || {
        Some(match me.get()?.read::<User>() {
            Ok(user) => view! { <Forms user/> }.erase(),
            Err(error) => view! { <ErrorView error retry/> }.erase(),
        })
    });
    view! {
        <div class="settings">
            <div class="bar settings-bar">
                <a class="back" href=LIST>{icon(Icon::Back)}{t.contact.back}</a>
            </div>
            <Heading text=t.settings.heading.to_owned() path=SETTINGS.to_owned()/>
            <noscript><p class="notice">{t.settings.needs_script}</p></noscript>
            <Transition fallback=|| view! { <Loading/> }>{forms}</Transition>
        </div>
    }
    .erase()
}

#[component]
fn Forms(user: User) -> impl IntoView {
    let (t, c) = (texts(), credential_texts());
    let username = user.username.clone();
    let ended = RwSignal::new(0);
    view! {
        <section class="settings-part" aria-labelledby="settings-profile">
            <h2 id="settings-profile">{t.settings.profile}</h2>
            <p class="settings-who">{t.account.signed_in_as}" "<bdi>{username}</bdi></p>
            <ProfileForm user=user.clone()/>
        </section>
        <section class="settings-part" aria-labelledby="settings-page">
            <h2 id="settings-page">{t.settings.page}</h2>
            <PageChoices user/>
        </section>
        <section class="settings-part" aria-labelledby="settings-password">
            <h2 id="settings-password">{t.account.password}</h2>
            <PasswordForm ended/>
        </section>
        <section class="settings-part" aria-labelledby="settings-sessions">
            <h2 id=sessions::HEADING tabindex="-1">{c.sessions}</h2>
            <Sessions ended/>
        </section>
        <section class="settings-part" aria-labelledby="settings-keys">
            <h2 id=keys::HEADING tabindex="-1">{c.keys}</h2>
            <Keys/>
        </section>
        // A plain form post, also with JavaScript: the page goes away with all that it remembers.
        <section class="settings-part" aria-labelledby="settings-session">
            <h2 id="settings-session">{t.settings.session}</h2>
            <form method="post" action="/api/v1/users/logout">
                <button class="button">{icon(Icon::SignOut)}{t.account.sign_out}</button>
            </form>
        </section>
    }
    .erase()
}

/// Saves a part of the account, and shows it everywhere.
async fn save(common: Common, patch: ProfilePatch) -> Result<User, ApiError> {
    let body = serde_json::to_string(&patch).ok();
    let answer = common.api.write(Method::Patch, paths::ME.to_owned(), body);
    let saved = answer.await.read::<User>();
    match &saved {
        Ok(user) => common.signed_in(user),
        Err(error) if error.wants_sign_in() => _ = common.sign_in(),
        Err(_) => {}
    }
    saved
}

/// Says something at the foot of the page.
fn tell(toasts: Toasts, text: String) {
    toasts.say(Toast { text, undo: None });
}

/// Says that something is saved, or that it is not.
fn say(toasts: Toasts, is_saved: bool) {
    let t = texts();
    let text = if is_saved {
        t.settings.saved
    } else {
        t.settings.not_saved
    };
    tell(toasts, text.to_owned());
}
