//! Where one is signed in, and how to sign out there.

use domain::session::Session;
use leptos::prelude::*;

use super::tell;
use crate::api::paths;
use crate::asked::{Asked, asked};
use crate::host::Method;
use crate::live::{click, focus, live, part, spawn};
use crate::messages::{credential_texts, texts};
use crate::session::Common;
use crate::widgets::{Erase, ErrorView, Loading, Toasts};

/// What stands above the sessions.
pub const HEADING: &str = "settings-sessions";

#[component]
pub fn Sessions(
    /// Counts how often some have been ended otherwise.
    ended: RwSignal<u32>,
) -> impl IntoView {
    let path = Signal::derive(move || (paths::SESSIONS.to_owned(), ended.get()));
    let sessions = asked(Common::get().api, path);
    let retry = Callback::new(move |()| sessions.refetch());
    let list = part(move || {
        Some(match sessions.get()?.read::<Vec<Session>>() {
            Ok(found) => listed(found, sessions),
            Err(error) => view! { <ErrorView error retry/> }.erase(),
        })
    });
    view! { <Transition fallback=|| view! { <Loading/> }>{list}</Transition> }.erase()
}

fn listed(found: Vec<Session>, asked: Asked) -> AnyView {
    let (t, c) = (texts(), credential_texts());
    let is_alone = found.len() == 1;
    let rows = found.into_iter().map(|session| {
        let client = program(&session.client);
        let since = (c.signed_in_on)(&(t.day)(session.created_at.date()));
        let seen = (c.seen_on)(&(t.day)(session.seen_at.date()));
        let way = match session.current {
            true => view! { <span class="chip">{c.this_one}</span> }.erase(),
            false => {
                let label = (c.end_session)(&format!("{client}, {since}"));
                let run = end(paths::session(session.id), asked, c.session_ended, HEADING);
                view! {
                    <button type="button" class="button" aria-label=label on:click=run>
                        {t.account.sign_out}
                    </button>
                }
                .erase()
            }
        };
        view! {
            <li class="credential">
                <div class="credential-text">
                    <p><bdi>{client}</bdi></p>
                    <p class="field-hint">{since}", "{seen}</p>
                </div>
                {way}
            </li>
        }
        .erase()
    });
    let rows = rows.collect::<Vec<_>>();
    let all = (!is_alone).then(everywhere);
    view! {
        <p class="settings-who">{c.sessions_hint}</p>
        <ul class="credentials">{rows}</ul>
        {all}
    }
    .erase()
}

/// Signs out here, too, so the page goes away.
fn everywhere() -> AnyView {
    let c = credential_texts();
    let common = Common::get();
    let alive = common.alive;
    let toasts = expect_context::<Toasts>();
    let run = click(move |_| {
        let common = common.clone();
        spawn(async move {
            let answer = common
                .api
                .write(Method::Delete, paths::SESSIONS.to_owned(), None);
            match answer.await.check() {
                Ok(()) => _ = window().location().assign(crate::navigation::LOGIN),
                Err(_) => tell(toasts, c.failed.to_owned()),
            }
        });
    });
    view! {
        <button type="button" class="button danger" disabled=live(move || !alive.get()) on:click=run>
            {c.end_all}
        </button>
    }
    .erase()
}

/// Ends what is at a path, says so, and shows what is left.
pub fn end(
    path: String,
    asked: Asked,
    done: &'static str,
    heading: &'static str,
) -> Box<dyn FnMut(leptos::ev::MouseEvent) + Send> {
    let api = Common::get().api;
    let toasts = expect_context::<Toasts>();
    click(move |_| {
        let answer = api.write(Method::Delete, path.clone(), None);
        spawn(async move {
            let result = answer.await.check();
            let text = match &result {
                Err(error) if !error.is_missing() => credential_texts().failed,
                _ => done,
            };
            tell(toasts, text.to_owned());
            // What had the focus goes with its row.
            focus(format!("#{heading}"));
            asked.refetch();
        });
    })
}

/// What people call the program that names itself so: `Firefox · Linux`. What is not known is called as it calls itself.
fn program(client: &str) -> String {
    // Who comes first says best what it is: most of them claim to be some of the others as well.
    let browsers = [
        ("Firefox/", "Firefox"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("FxiOS/", "Firefox"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |known: &[(&str, &'static str)]| {
        let found = known.iter().find(|(mark, _)| client.contains(mark));
        found.map(|(_, name)| *name)
    };
    let names: Vec<&str> = [find(&browsers), find(&systems)]
        .into_iter()
        .flatten()
        .collect();
    match names.as_slice() {
        [] if client.is_empty() => "?".to_owned(),
        [] => client.to_owned(),
        names => names.join(" · "),
    }
}

#[cfg(test)]
mod tests {
    use super::program;

    #[test]
    fn browsers_are_called_what_people_call_them() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36";
        assert_eq!(program(chrome), "Chrome · Linux");
        assert_eq!(program(&format!("{chrome} Edg/141.0")), "Edge · Linux");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1";
        assert_eq!(program(phone), "Safari · iPhone");
        assert_eq!(program("curl/8.5.0"), "curl/8.5.0");
        assert_eq!(program(""), "?");
    }
}
