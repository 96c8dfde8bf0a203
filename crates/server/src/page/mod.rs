//! Hosting of the server-rendered page: Leptos renders it, and its API calls go straight into our own router.

mod drawing;
mod forms;
mod transport;

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::Language;
use frontend::{Gone, PageHost};
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list};
use tower_http::compression::CompressionLayer;

use self::transport::InProcess;
use crate::error::RETRY_AFTER;
use crate::http::headers::page_policy;
use crate::language;
use crate::news::Newsroom;
use crate::routes::theme;
use crate::state::AppState;

/// The routes of the page, and the page for every address that is none.
pub fn router(state: &AppState, api: Router) -> Router {
    let leptos_options = LeptosOptions::builder().output_name("bloknotik").build();
    // Rendering spawns; a second server in one process finds it set up already.
    let _ = any_spawner::Executor::init_tokio();
    let routes = routes();
    let api = drawing::api_of_this_server(api);
    let context = {
        let (api, assets, news) = (api.clone(), state.assets.clone(), state.news.clone());
        move || provide_page_context(&api, assets.clone(), &news)
    };
    forms::routes(state, api, context.clone())
        .leptos_routes_with_context(&leptos_options, routes, context.clone(), frontend::shell)
        .fallback(leptos_axum::render_app_async_with_context(
            context,
            frontend::shell,
        ))
        .layer(axum::middleware::from_fn(drawing::draw))
        .layer(axum::middleware::map_response(settle_redirect))
        .layer(axum::middleware::from_fn_with_state(
            state.clone(),
            language::choose,
        ))
        .layer(CompressionLayer::new())
        .with_state(leptos_options)
}

/// The routes of the page. They are listed once in a process: while Leptos does it, no resource loads anywhere in the
/// process, and a page that another server of the process is rendering would wait for ever.
fn routes() -> Vec<AxumRouteListing> {
    static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    ROUTES
        .get_or_init(|| generate_route_list(frontend::App))
        .clone()
}

fn provide_page_context(api: &Router, assets: Arc<frontend::Assets>, news: &Newsroom) {
    let response = expect_context::<ResponseOptions>();
    if let Some(nonce) = leptos::nonce::use_nonce()
        && let Ok(policy) = HeaderValue::from_str(&page_policy(&nonce))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    let parts = use_context::<http::request::Parts>();
    let language = parts
        .as_ref()
        .and_then(|parts| parts.extensions.get::<Language>().copied());
    provide_context(language.unwrap_or_default());
    let theme = parts
        .as_ref()
        .and_then(|parts| theme::of_browser(&parts.headers));
    provide_context(theme);
    if let Some(gone) = parts.as_ref().and_then(|parts| forms::gone(&parts.uri)) {
        provide_context(Gone(gone));
    }
    let visitor = parts.map(|parts| parts.headers).unwrap_or_default();
    provide_context(PageHost {
        transport: Arc::new(InProcess::of(api.clone(), &visitor)),
        set_status: Arc::new(move |status| {
            if let Ok(status) = StatusCode::from_u16(status) {
                response.set_status(status);
                if status == StatusCode::SERVICE_UNAVAILABLE {
                    // Programs that read pages learn here, too, that it is worth coming back.
                    let seconds = HeaderValue::from_static(RETRY_AFTER);
                    response.insert_header(header::RETRY_AFTER, seconds);
                }
            }
        }),
        // Before anything is asked for: what changes from now on is heard of.
        mark: news.mark(),
        assets,
    });
}

/// A page that sends the visitor elsewhere says so only to those who ask for HTML by name; curl and link
/// checkers deserve a real redirection, too.
async fn settle_redirect(mut response: Response) -> Response {
    response.headers_mut().remove("serverfnredirect");
    if response.status() == StatusCode::OK && response.headers().contains_key(header::LOCATION) {
        *response.status_mut() = StatusCode::FOUND;
    }
    if !response.status().is_redirection() {
        response.headers_mut().remove(header::LOCATION);
    } else {
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    response
}
