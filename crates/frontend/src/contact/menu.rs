//! What is done with a contact less often: behind three dots.

use domain::Contact;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::transfer::transfers;
use crate::api::paths;
use crate::live::{click, live};
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::{Erase, Icon, icon};

const MENU: &str = "contact-menu";

/// The button, and what it opens; `open_code` shows the contact as a QR code.
pub fn menu(contact: &Contact, name: &str, open_code: RwSignal<bool>) -> AnyView {
    let t = texts();
    let alive = Common::get().alive;
    let show = click(move |_| {
        close();
        open_code.set(true);
    });
    let print = click(|_| {
        close();
        let _ = window().print();
    });
    view! {
        <button
            type="button"
            class="icon-button more-open"
            popovertarget=MENU
            aria-label=t.share.more
            title=t.share.more
        >
            {icon(Icon::More)}
        </button>
        <div class="more-menu" id=MENU popover="auto">
            <button type="button" class="menu-item" data-does="qr" disabled=live(move || !alive.get()) on:click=show>{icon(Icon::Qr)}{t.share.qr}</button>
            <button type="button" class="menu-item" data-does="print" disabled=live(move || !alive.get()) on:click=print>{icon(Icon::Print)}{t.share.print}</button>
            <a class="menu-item" data-does="card" href=paths::card(contact.id) download rel="external" on:click=click(|_| close())>{icon(Icon::Card)}{t.share.card}</a>
            {transfers(contact, name)}
        </div>
    }
    .erase()
}

/// Whoever has chosen something is done with the menu.
pub fn close() {
    if let Some(menu) = document().get_element_by_id(MENU) {
        // An old browser has no such menus, and nothing to close.
        let _ = menu.unchecked_into::<HtmlElement>().hide_popover();
    }
}
