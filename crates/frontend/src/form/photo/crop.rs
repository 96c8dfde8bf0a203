//! The dialog in which a part of a picture is chosen.

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlImageElement;

use domain::ErrorCode;

use super::frame::Frame;
use super::hand::{Hand, wheel};
use super::lay;
use super::state::{Chosen, PhotoState, Wish};
use crate::form::state::FormState;
use crate::live::{click, effect, live, part};
use crate::messages::texts;
use crate::widgets::Erase;

/// How far an arrow key pushes the picture, in parts of the square, and how much a plus enlarges it.
const PUSH: f64 = 0.04;
const ENLARGE: f64 = 8.0;

/// The dialog; it shows itself when a picture is offered.
pub fn crop_dialog(photo: PhotoState, form: FormState) -> AnyView {
    let t = texts();
    let dialog = NodeRef::<html::Dialog>::new();
    let frame: RwSignal<Option<Frame>> = RwSignal::new(None);
    effect(move || {
        let is_offered = photo.offered.read().is_some();
        let Some(dialog) = dialog.get() else { return };
        if is_offered && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !is_offered && dialog.open() {
            dialog.close();
        }
    });
    let close = move || {
        photo.offered.set(None);
        frame.set(None);
    };
    let choose = move || {
        let chosen = photo.offered.get_untracked().zip(frame.get_untracked());
        if let Some((address, frame)) = chosen {
            photo.wish(Wish::Send(Chosen { address, frame }));
            form.dirty.set_value(true);
            close();
        }
    };
    // By the Escape key, too.
    let closed = move |_| close();
    let picture = part(move || {
        let address = photo.offered.get()?;
        Some(picture(address, photo, frame))
    });
    let change = move |run: &dyn Fn(Frame) -> Frame| {
        frame.update(|frame| *frame = frame.map(run));
    };
    let middle = (0.5, 0.5);
    let key = move |event: KeyboardEvent| {
        let push = |right, down| change(&move |frame: Frame| frame.pushed(right, down));
        let zoom = |by| change(&move |frame: Frame| frame.zoomed(frame.zoom() + by, middle));
        match event.key().as_str() {
            "ArrowLeft" => push(-PUSH, 0.0),
            "ArrowRight" => push(PUSH, 0.0),
            "ArrowUp" => push(0.0, -PUSH),
            "ArrowDown" => push(0.0, PUSH),
            "+" | "=" => zoom(ENLARGE),
            "-" => zoom(-ENLARGE),
            "Enter" => choose(),
            _ => return,
        }
        event.prevent_default();
    };
    let slide = move |event: Event| {
        // It is no input of the form.
        event.stop_propagation();
        let zoom = event_target_value(&event).parse().unwrap_or_default();
        change(&move |frame: Frame| frame.zoomed(zoom, middle));
    };
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            choose();
        }
    };
    let zoom = live(move || {
        let zoom = frame.get().map_or(0.0, Frame::zoom);
        zoom.round().to_string()
    });
    let hand = Hand::new(frame);
    view! {
        <dialog class="question crop" node_ref=dialog aria-labelledby="crop-title" on:close=closed>
            <h2 id="crop-title">{t.photo.crop_title}</h2>
            <div
                class="crop-stage"
                tabindex="0"
                role="application"
                aria-label=t.photo.stage
                on:keydown=key
                on:pointerdown=move |event| hand.down(&event)
                on:pointermove=move |event| hand.moves(&event)
                on:pointerup=move |event| hand.up(&event)
                on:pointercancel=move |event| hand.up(&event)
                on:wheel=move |event| wheel(&event, frame)
            >
                {picture}
            </div>
            <label class="crop-zoom">
                <span>{t.photo.zoom}</span>
                <input type="range" min="0" max="100" step="1" prop:value=zoom on:input=slide on:keydown=enter/>
            </label>
            <div class="form-actions">
                <button type="button" class="button" on:click=click(move |_| close())>{t.form.cancel}</button>
                <button
                    type="button"
                    class="button primary"
                    disabled=live(move || frame.read().is_none())
                    on:click=click(move |_| choose())
                >
                    {t.photo.use_it}
                </button>
            </div>
        </dialog>
    }
    .erase()
}

fn picture(address: String, photo: PhotoState, frame: RwSignal<Option<Frame>>) -> AnyView {
    let loaded = move |event: Event| {
        let image: HtmlImageElement = event_target(&event);
        frame.set(Some(Frame::of(
            image.natural_width(),
            image.natural_height(),
        )));
    };
    // The browser cannot show it, nor will the server.
    let failed = move |_| {
        photo.offered.set(None);
        let text = (texts().problem)(ErrorCode::PictureFormat);
        photo.trouble.set(text.to_owned());
    };
    let image = NodeRef::<html::Img>::new();
    lay(image, Signal::derive(move || frame.get()));
    view! { <img src=address alt="" draggable="false" node_ref=image on:load=loaded on:error=failed/> }
        .erase()
}
