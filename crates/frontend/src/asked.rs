//! What a page shows, asked for once on the server and kept for the browser.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use crate::api::{Answer, Api, paths};

/// Something that a page shows.
pub type Asked = Resource<Answer>;

/// Asks for a path, and again whenever the path or the count beside it changes. An empty path is nothing
/// that there could be, and answered so without asking.
pub fn asked(api: Api, path: Signal<(String, u32)>) -> Asked {
    resource(api, path, |api, path| {
        Box::pin(async move {
            if path.is_empty() {
                return Answer {
                    status: 404,
                    ..Answer::default()
                };
            }
            api.ask(path).await
        })
    })
}

/// Asks who is signed in. When nobody is, the answer says in its stead whether new accounts are taken.
pub fn asked_who(api: Api) -> Asked {
    let path = Signal::derive(|| (paths::ME.to_owned(), 0));
    resource(api, path, |api, path| {
        Box::pin(async move {
            let me = api.ask(path).await;
            if me.check().is_err_and(|error| error.wants_sign_in()) {
                api.ask(paths::REGISTRATION.to_owned()).await
            } else {
                me
            }
        })
    })
}

type Fetch = fn(Api, String) -> Pin<Box<dyn Future<Output = Answer> + Send>>;

/// The one kind of resource that there is, so that it is compiled once.
fn resource(api: Api, path: Signal<(String, u32)>, fetch: Fetch) -> Asked {
    Resource::new(
        move || path.get(),
        move |(path, _)| fetch(api.clone(), path),
    )
}
