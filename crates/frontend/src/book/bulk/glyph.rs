//! Icons that nothing else needs.

use leptos::prelude::*;

use crate::widgets::Erase;

pub const ADD_LABEL: &str = "M4 5.5v6.2a1.5 1.5 0 0 0 .4 1l5.6 5.6M18.5 11.2l-6.8-6.8a1.5 1.5 0 0 0-1-.4H5.5A1.5 1.5 0 0 0 4 5.5zM8 8.2h.01M17 14.5v6M14 17.5h6";
pub const REMOVE_LABEL: &str = "M4 5.5v6.2a1.5 1.5 0 0 0 .4 1l5.6 5.6M18.5 11.2l-6.8-6.8a1.5 1.5 0 0 0-1-.4H5.5A1.5 1.5 0 0 0 4 5.5zM8 8.2h.01M14 17.5h6";
pub const MOVE: &str = "M12 20.5H7a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1V9M10 3.5V12M3.5 8h4M3.5 12.5h4M3.5 17h4M12 15.5h8.5M17.5 12.5l3 3-3 3";
pub const UNSTAR: &str = "M9.7 8.4L12 3.5l2.6 5.4 5.9.8-4.3 4.1M16.4 16.4l.8 3.3-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 3.6-.5M4 4l16 16";
pub const EXPORT: &str = "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15";

/// An icon by its path; decoration only.
pub fn glyph(path: &'static str, is_along: bool) -> AnyView {
    let class = if is_along { "icon along" } else { "icon" };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=path></path>
        </svg>
    }
    .erase()
}
