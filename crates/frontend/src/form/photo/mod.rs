//! The photo in the form: chosen, dropped or pasted, cut to a square, and sent when the form is.

mod arrive;
mod crop;
mod file;
mod frame;
mod hand;
mod send;
mod state;

pub use send::save_photo;
pub use state::{PhotoState, Wish};

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlElement, HtmlInputElement};

use self::arrive::take_dropped_and_pasted;
use self::crop::crop_dialog;
use self::file::KINDS;
use self::frame::Frame;

use super::state::FormState;
use crate::live::{click, effect, focus, live, part};
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::{Avatar, Erase, Icon, icon};

/// What stands for the contact before anything is chosen.
#[derive(Clone, Default)]
pub struct Portrait {
    /// One or two letters.
    pub initials: String,
    /// Which of the colours.
    pub tone: u32,
    /// Where the photo is.
    pub photo: Option<String>,
}

/// The field.
pub fn photo_field(portrait: Portrait) -> AnyView {
    let t = texts();
    let form = FormState::get();
    let photo = form.photo;
    let alive = Common::get().alive;
    let over = RwSignal::new(false);
    take_dropped_and_pasted(photo, over);
    on_cleanup(|| file::forget_others(None));
    let chosen = move |event: Event| {
        // It is no input of the form: until a part is chosen, nothing has changed.
        event.stop_propagation();
        let input: HtmlInputElement = event_target(&event);
        photo.offer(input.files());
        // Else the same file could not be chosen once more.
        input.set_value("");
    };
    let input = NodeRef::<html::Input>::new();
    let press = move || {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let has_photo = portrait.photo.is_some();
    let shows_any = move || match *photo.wish.read() {
        Wish::Keep => has_photo,
        Wish::Remove => false,
        Wish::Send(_) => true,
    };
    let look = live(move || look(&portrait, &photo.wish.get()));
    let choose = live(move || {
        if shows_any() {
            t.photo.replace
        } else {
            t.photo.choose
        }
    });
    let status = live(move || match *photo.wish.read() {
        Wish::Keep => None,
        Wish::Remove => Some(t.photo.removed),
        Wish::Send(_) => Some(t.photo.chosen),
    });
    let progress = part(move || {
        let sent = photo.sent.get()?;
        Some(
            view! { <progress max="100" value=sent.to_string() aria-label=t.photo.sending></progress> }
                .erase(),
        )
    });
    view! {
        <div class="photo-field" class:over=live(move || over.get())>
            <div class="photo-look" on:click=click(move |_| press())>{look}</div>
            <div class="photo-side">
                <div class="photo-actions">
                    <input
                        type="file"
                        id="photo"
                        node_ref=input
                        class="hidden"
                        accept=KINDS.join(",")
                        aria-describedby="photo-hint photo-error"
                        disabled=live(move || !alive.get())
                        on:input=|event: Event| event.stop_propagation()
                        on:change=chosen
                    />
                    <label class="button" for="photo">{icon(Icon::Camera)}<span>{choose}</span></label>
                    {part(move || way_out(photo, form, has_photo))}
                </div>
                <p class="photo-status" role="status">{status}</p>
                {progress}
                <p class="field-error" id="photo-error" aria-live="assertive">{live(move || photo.trouble.get())}</p>
                <p class="field-hint" id="photo-hint">{t.photo.hint}</p>
            </div>
            {crop_dialog(photo, form)}
        </div>
    }
    .erase()
}

/// The button that takes the photo away, or takes that back.
fn way_out(photo: PhotoState, form: FormState, has_photo: bool) -> Option<AnyView> {
    let t = texts();
    let (wish, text) = match (&*photo.wish.read(), has_photo) {
        (Wish::Keep, false) => return None,
        (Wish::Keep, true) => (Wish::Remove, t.photo.remove),
        (Wish::Remove | Wish::Send(_), _) => (Wish::Keep, t.contact.undo),
    };
    let run = move |_| {
        photo.wish(wish.clone());
        form.dirty.set_value(true);
        // The button is another one now, or there is none.
        let is_left = has_photo || wish != Wish::Keep;
        let next = if is_left { ".photo-way-out" } else { "#photo" };
        focus(next.to_owned());
    };
    Some(
        view! {
            <button type="button" class="button photo-way-out" on:click=click(run)>{text}</button>
        }
        .erase(),
    )
}

fn look(portrait: &Portrait, wish: &Wish) -> AnyView {
    let Portrait {
        initials,
        tone,
        photo,
    } = portrait.clone();
    match wish {
        Wish::Keep => view! { <Avatar initials tone photo/> }.erase(),
        Wish::Remove => view! { <Avatar initials tone photo=None/> }.erase(),
        Wish::Send(chosen) => {
            let image = NodeRef::<html::Img>::new();
            let frame = chosen.frame;
            lay(image, Signal::derive(move || Some(frame)));
            view! {
                <span class="avatar" aria-hidden="true">
                    <img class="laid" src=chosen.address.clone() alt="" node_ref=image/>
                </span>
            }
            .erase()
        }
    }
}

/// Lays a picture so that the square fills what it lies in. By way of the element's own style object: a style attribute
/// is not allowed in this page.
fn lay(image: NodeRef<html::Img>, frame: Signal<Option<Frame>>) {
    effect(move || {
        if let (Some(image), Some(frame)) = (image.get(), frame.get()) {
            let style = HtmlElement::style(&image);
            for (name, value) in frame.style() {
                let _ = style.set_property(name, &value);
            }
        }
    });
}
