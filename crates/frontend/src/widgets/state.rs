//! What is shown where there is nothing to show: empty, loading, missing, broken.

use leptos::prelude::*;

use super::{Erase, Heading, Icon, icon};
use crate::api::ApiError;
use crate::live::{click, effect};
use crate::messages::texts;
use crate::session::Common;

/// A quiet picture, a line, a sentence, and what to do now.
#[component]
pub fn Blank(
    /// The picture.
    icon: Icon,
    /// The line.
    #[prop(into)]
    title: String,
    /// The sentence.
    #[prop(into)]
    text: String,
    /// The address of which the line is the main heading; a lesser heading without one.
    #[prop(optional_no_strip, into)]
    path: Option<String>,
    /// What to do now.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = match path {
        Some(path) => view! { <Heading text=title path=path/> }.erase(),
        None => view! { <h2 class="blank-title" dir="auto">{title}</h2> }.erase(),
    };
    view! {
        <div class="blank">
            <span class="blank-art">{self::icon(icon)}</span>
            {heading}
            <p class="blank-text">{text}</p>
            {children.map(|children| view! { <div class="blank-actions">{children()}</div> })}
        </div>
    }
    .erase()
}

/// Shown while something loads; its style sheet keeps it invisible for the first 200 ms.
#[component]
pub fn Loading() -> impl IntoView {
    let t = texts();
    view! { <p class="loading" role="status"><span class="spinner" aria-hidden="true"></span>{t.state.loading}</p> }
        .erase()
}

/// An error in the place of what was asked for. On the server the page gets the error's status.
#[component]
pub fn ErrorView(
    /// What went wrong.
    error: ApiError,
    /// Asks once more.
    retry: Callback<()>,
    /// The address of which this is the page; in a part of a page leave it out.
    #[prop(optional_no_strip, into)]
    path: Option<String>,
) -> impl IntoView {
    let t = texts();
    let common = Common::get();
    if error.wants_sign_in() {
        let (is_writing, entrance) = (common.is_writing(), common.clone());
        effect(move || _ = entrance.sign_in());
        if !is_writing {
            return ().into_any();
        }
    }
    common.set_status(error.status());
    let (title, text, id) = match &error {
        ApiError::Offline => (t.state.offline_title, t.state.offline_text, None),
        ApiError::Unreadable => (t.state.error_title, t.state.unreadable_text, None),
        ApiError::Problem(problem) => {
            let title = if problem.status == 503 {
                t.state.busy_title
            } else {
                t.state.error_title
            };
            (
                title,
                (t.problem)(problem.code),
                problem.request_id.as_deref(),
            )
        }
    };
    let id = id.map(|id| view! { <p class="request-id">{(t.state.request_id)(id)}</p> });
    view! {
        <div class="trouble" role="alert">
            <Blank icon=Icon::Cloud title=title text=text path=path>
                <button type="button" class="button" on:click=click(move |_| retry.run(()))>
                    {t.state.retry}
                </button>
                {id}
            </Blank>
        </div>
    }
    .erase()
}
