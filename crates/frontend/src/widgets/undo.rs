//! The way back from a deletion, offered in a message until it was gone.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Toast, Toasts};
use crate::api::Api;
use crate::host::Method;
use crate::live::spawn;

/// How something deleted comes back.
#[derive(Clone)]
pub struct WayBack {
    /// What is posted to.
    pub path: String,
    /// What is said when it is there again.
    pub restored: String,
    /// What is said when that failed. It is offered again then.
    pub not_restored: String,
    /// Shows what is there now. Whoever deleted may be elsewhere by then, so nothing of their page is counted on.
    pub then: Arc<dyn Fn() + Send + Sync>,
}

impl WayBack {
    /// What "Undo" does.
    pub fn callback(self, api: Api, toasts: Toasts) -> Callback<()> {
        Callback::new(move |()| {
            let (way, api) = (self.clone(), api.clone());
            spawn(async move {
                let path = way.path.clone();
                let restored = api.write(Method::Post, path, None).await.check();
                (way.then)();
                let text = if restored.is_ok() {
                    &way.restored
                } else {
                    &way.not_restored
                };
                let can_retry = restored.is_err_and(|error| !error.is_missing());
                toasts.say(Toast {
                    text: text.clone(),
                    undo: can_retry.then(|| way.callback(api, toasts)),
                });
            });
        })
    }
}
