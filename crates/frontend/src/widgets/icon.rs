//! Line icons, drawn here so that nothing is fetched for them.

use super::Erase;
use leptos::prelude::*;

/// The icons of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Back,
    Bolt,
    Book,
    Camera,
    Card,
    Chat,
    Close,
    Copy,
    Done,
    Link,
    More,
    Print,
    Qr,
    Cloud,
    Day,
    Edit,
    Field,
    Keyboard,
    Label,
    Mail,
    Note,
    People,
    Person,
    Phone,
    Pin,
    Plus,
    Cake,
    Menu,
    Search,
    SignOut,
    Sliders,
    Sort,
    Star,
    Trash,
    Web,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Back => "M15 5l-7 7 7 7",
            Self::Bolt => "M13.5 3L5 13.5h6L10.5 21 19 10.5h-6z",
            Self::Book => {
                "M6 3h12a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6zM9 3v18M3.5 7.5h4M3.5 12h4M3.5 16.5h4"
            }
            Self::Camera => {
                "M4.5 7.5h3l1.5-2.5h6l1.5 2.5h3A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V9a1.5 1.5 0 0 1 1.5-1.5zM15.5 13a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z"
            }
            Self::Card => {
                "M3 6.5A1.5 1.5 0 0 1 4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5zM6 15.5c.4-1.6 1.5-2.3 3-2.3s2.6.7 3 2.3M10.7 9.5a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM15 9.5h3M15 13h3"
            }
            Self::Chat => {
                "M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-7.5L7 20.5v-4H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5zM8 9h8M8 12.5h5"
            }
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Copy => {
                "M9 8.5h9a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5H9A1.5 1.5 0 0 1 7.5 19v-9A1.5 1.5 0 0 1 9 8.5zM4.5 15V5A1.5 1.5 0 0 1 6 3.5h9"
            }
            Self::Done => "M5 12.5l4.5 4.5L19 7.5",
            Self::Link => {
                "M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.3-1.3"
            }
            Self::More => "M5.5 12h.01M12 12h.01M18.5 12h.01",
            Self::Print => {
                "M7 8V3.5h10V8M7 16.5H5A1.5 1.5 0 0 1 3.5 15v-5.5A1.5 1.5 0 0 1 5 8h14a1.5 1.5 0 0 1 1.5 1.5V15a1.5 1.5 0 0 1-1.5 1.5h-2M7 14h10v6.5H7z"
            }
            Self::Qr => {
                "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5zM20 14v.01M14 20v.01"
            }
            Self::Cloud => {
                "M4 4l16 16M8.5 8.6A5 5 0 0 0 6 18h10.5M10.5 7.2A5.5 5.5 0 0 1 17.4 12a3.3 3.3 0 0 1 2.4 5.2"
            }
            Self::Day => {
                "M5 5.5h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-12a1 1 0 0 1 1-1zM8 3v4M16 3v4M4 10h16"
            }
            Self::Edit => "M4 20h4L19.5 8.5a2.1 2.1 0 0 0-3-3L5 17zM14.5 7.5l3 3",
            Self::Field => "M4 7h16M4 12h10M4 17h7M18 14v6M15 17h6",
            Self::Keyboard => {
                "M4 6h16a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 20 18H4a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 4 6zM6.5 10h.01M10 10h.01M14 10h.01M17.5 10h.01M6.5 14h.01M9.5 14h5M17.5 14h.01"
            }
            Self::Label => {
                "M4 5.5v6.2a1.5 1.5 0 0 0 .4 1l7.4 7.4a1.5 1.5 0 0 0 2.1 0l6.2-6.2a1.5 1.5 0 0 0 0-2.1l-7.4-7.4a1.5 1.5 0 0 0-1-.4H5.5A1.5 1.5 0 0 0 4 5.5zM8 8.2h.01"
            }
            Self::Mail => {
                "M4.5 5.5h15A1.5 1.5 0 0 1 21 7v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17V7a1.5 1.5 0 0 1 1.5-1.5zM3.5 7.5l8.5 6 8.5-6"
            }
            Self::Menu => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Note => "M5 4.5h14v10l-4.5 5H5zM14.5 19.5v-5H19M8.5 9h7M8.5 12.5h4",
            Self::People => {
                "M3 19c.5-3.3 2.7-5 6-5s5.5 1.7 6 5M12.2 8a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0zM16 5.2a3.2 3.2 0 0 1 0 5.6M17.5 14.3c2 .6 3.2 2.2 3.5 4.7"
            }
            Self::Person => {
                "M5 20c.6-4 3.2-6 7-6s6.4 2 7 6M15.8 8a3.8 3.8 0 1 1-7.6 0 3.8 3.8 0 0 1 7.6 0z"
            }
            Self::Phone => {
                "M6.5 3.5h2.7l1.6 4.3-2.2 1.7a12 12 0 0 0 5.9 5.9l1.7-2.2 4.3 1.6v2.7a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z"
            }
            Self::Pin => {
                "M12 21.5c4.5-4.4 7-8 7-11.3a7 7 0 1 0-14 0c0 3.3 2.5 6.9 7 11.3zM14.5 10a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Cake => {
                "M4 20.5h16M5.5 20.5v-8a1 1 0 0 1 1-1h11a1 1 0 0 1 1 1v8M5.5 16c1.6 0 1.6 1.2 3.25 1.2S10.4 16 12 16s1.6 1.2 3.25 1.2S16.9 16 18.5 16M12 11.5v-3M12 3.5c1.2 1.3 1.5 2 1.5 2.6a1.5 1.5 0 0 1-3 0c0-.6.3-1.3 1.5-2.6z"
            }
            Self::Search => {
                "M20 20l-4.5-4.5M17.5 10.75a6.75 6.75 0 1 1-13.5 0 6.75 6.75 0 0 1 13.5 0z"
            }
            Self::SignOut => {
                "M14 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h8M10.5 12H20M16.5 8.5L20 12l-3.5 3.5"
            }
            Self::Sliders => {
                "M4 7.5h9M18 7.5h2M4 16.5h2M11 16.5h9M18 7.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM11 16.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z"
            }
            Self::Sort => "M7 5v14M3.5 15.5L7 19l3.5-3.5M13.5 6.5H21M13.5 12h5M13.5 17.5H16",
            Self::Star => {
                "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z"
            }
            Self::Trash => {
                "M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l.8 13a1 1 0 0 0 1 1h7.4a1 1 0 0 0 1-1l.8-13M10 10.5v6M14 10.5v6"
            }
            Self::Web => {
                "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM3.5 9.5h17M3.5 14.5h17M12 3c2.5 2.6 3.7 5.6 3.7 9s-1.2 6.4-3.7 9c-2.5-2.6-3.7-5.6-3.7-9s1.2-6.4 3.7-9z"
            }
        }
    }
}

impl Icon {
    /// Points along the line, and so the other way where lines begin at the right.
    fn class(self) -> &'static str {
        match self {
            Self::Back | Self::SignOut | Self::Field => "icon along",
            _ => "icon",
        }
    }
}

/// An icon; decoration only, so it needs a text beside it or a label on what holds it.
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class=icon.class() viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
    .erase()
}
