//! What stands for a person.

use leptos::prelude::*;

use super::{Erase, Icon, icon};

/// Initials on a colour, a silhouette where there are none, and over them the photo, if there is one: until it has come
/// the initials are seen. Says nothing to screen readers: the name does.
#[component]
pub fn Avatar(
    /// One or two letters, or nothing.
    initials: String,
    /// Which of the colours.
    tone: u32,
    /// Where the photo is.
    photo: Option<String>,
) -> impl IntoView {
    let class = format!("avatar tone-{tone}");
    let inside = if initials.is_empty() {
        icon(Icon::Person).erase()
    } else {
        initials.erase()
    };
    // The style sheet says how large it is shown; the numbers only say that it is square.
    let photo = photo.map(|photo| {
        view! { <img src=photo alt="" width="96" height="96" loading="lazy" decoding="async"/> }
    });
    view! { <span class=class aria-hidden="true">{inside}{photo}</span> }.erase()
}
