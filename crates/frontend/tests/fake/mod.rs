//! A server that exists only in memory, and the rendering of a page as the real one does it.

pub mod data;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use any_spawner::Executor;
use domain::Language;
use frontend::{
    ApiRequest, ApiResponse, Assets, PageHost, SendFuture, Transport, TransportError, shell,
};
use futures::stream::{StreamExt, once};
use leptos::prelude::*;
use leptos_integration_utils::build_response;
use leptos_meta::ServerMetaContext;
use leptos_router::components::provide_server_redirect;
use leptos_router::location::RequestUrl;

/// Answers by path; what is not in it cannot be reached.
#[derive(Clone, Default)]
pub struct FakeApi(HashMap<String, (u16, String)>);

impl FakeApi {
    /// Answers this path like this.
    pub fn with(mut self, path: &str, status: u16, body: &impl serde::Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap();
        self.0.insert(path.to_owned(), (status, body));
        self
    }
}

impl Transport for FakeApi {
    fn send(&self, request: ApiRequest) -> SendFuture {
        let path = request.path.split('?').next().unwrap_or_default();
        let answer = self
            .0
            .get(&request.path)
            .or_else(|| self.0.get(path))
            .cloned();
        Box::pin(async move {
            // Not at once: the page must wait for its data.
            tokio::task::yield_now().await;
            answer
                .map(|(status, body)| ApiResponse { status, body })
                .ok_or(TransportError)
        })
    }
}

/// A page as the visitor gets it.
pub struct Rendered {
    pub status: u16,
    pub redirect: Option<String>,
    pub html: String,
}

/// Renders the page at an address.
pub async fn render(api: FakeApi, address: &str) -> Rendered {
    render_in(Language::English, api, address).await
}

/// Renders the page at an address in a language.
pub async fn render_in(language: Language, api: FakeApi, address: &str) -> Rendered {
    // Done by whichever test is first.
    let _ = Executor::init_tokio();
    let status = Arc::new(Mutex::new(200));
    let redirect = Arc::new(Mutex::new(None));
    let (meta, meta_output) = ServerMetaContext::new();
    let host = PageHost {
        mark: None,
        transport: Arc::new(api),
        set_status: {
            let status = status.clone();
            Arc::new(move |new| *status.lock().unwrap() = new)
        },
        assets: Arc::new(Assets {
            css: Some("/pkg/page.css".into()),
            js: Some("/pkg/page.js".into()),
            wasm: Some("/pkg/page.wasm".into()),
            chunks: [
                ("form".into(), vec!["/pkg/form.wasm".into()]),
                ("lang_fa".into(), vec!["/pkg/fa.wasm".into()]),
            ]
            .into(),
            ..Assets::default()
        }),
    };
    let context = {
        let (address, redirect) = (format!("http://localhost{address}"), redirect.clone());
        move || {
            provide_context(RequestUrl::new(&address));
            provide_context(meta);
            provide_context(host);
            provide_context(language);
            provide_server_redirect(move |path| *redirect.lock().unwrap() = Some(path.to_owned()));
        }
    };
    let (owner, stream) = build_response(
        shell,
        context,
        |app, chunks, _| {
            Box::pin(async move {
                let html = app.to_html_stream_in_order().collect::<String>().await;
                let all = once(async move { html }).chain(chunks());
                Box::pin(all) as std::pin::Pin<Box<dyn futures::Stream<Item = String> + Send>>
            })
        },
        false,
    );
    let stream = stream.await;
    let html = meta_output
        .inject_meta_context(stream)
        .await
        .collect::<String>()
        .await;
    owner.unset_with_forced_cleanup();
    let (status, redirect) = (*status.lock().unwrap(), redirect.lock().unwrap().take());
    Rendered {
        status,
        redirect,
        html,
    }
}
