//! The letters beside a long list: a touch, a drag or a key goes to where one begins.
//!
//! To a keyboard and a screen reader it is a slider from letter to letter: one stop of the tabulator for all of them.

use domain::{Letter, Outline};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_split_helpers::wasm_split;
use web_sys::{DomRect, Element};

use super::pages::Pages;
use super::roll::Roll;
use crate::api::Answer;
use crate::lazy::{Lazy, soon};
use crate::live::{effect, live, on, part, spawn};
use crate::messages::texts;
use crate::widgets::Erase;

/// How high a letter is, and how much of the window is not the rail's, in pixels.
const LETTER: f64 = 14.0;
const REST: f64 = 190.0;

/// Shows the rail once its code is there: the list does not wait for it.
pub fn rail(roll: Roll) -> AnyView {
    let shown = soon(
        "rail",
        Box::new(|| ()),
        || Box::pin(load_rail()),
        Box::new(move || Box::pin(show(roll))),
    );
    view! { <div class="rail-place">{shown}</div> }.erase()
}

/// Where the contact is that was asked about.
#[wasm_split(rail, fallible, preload(load_place))]
pub fn place(answer: Answer) -> Lazy<Option<u32>> {
    let outline = answer.read::<Outline>().ok();
    Ok(outline.and_then(|outline| u32::try_from(outline.place?).ok()))
}

#[wasm_split(rail, fallible, preload(load_rail))]
fn show(roll: Roll) -> Lazy<AnyView> {
    let outline = RwSignal::new(Outline::default());
    let turn = StoredValue::new(0_u32);
    effect(move || {
        roll.letters.track();
        // Only the answer to the last question counts.
        let mine = turn.get_value() + 1;
        turn.set_value(mine);
        let Some((api, path)) = roll.outline_of(None) else {
            return;
        };
        spawn(async move {
            let answer = api.ask(path).await;
            // Without letters the list is as good; they come with the next change.
            let Ok(learned) = answer.read::<Outline>() else {
                return;
            };
            if turn.try_get_value() != Some(mine) {
                return;
            }
            if roll
                .outline_of(None)
                .is_some_and(|(_, path)| path == answer.path)
            {
                if roll.pages.with_untracked(Pages::is_minimum) {
                    roll.pages.update(|pages| pages.count(learned.total));
                }
                // Only another one makes the rail anew: it may be in somebody's hand.
                if outline.try_with_untracked(|known| *known != learned) == Some(true) {
                    outline.set(learned);
                }
            }
        });
    });
    let here = Memo::new(move |_| {
        let first = i64::from(roll.first.get());
        outline.with(|outline| here(&outline.letters, first))
    });
    let room = Memo::new(move |_| {
        roll.window.track();
        let height = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64());
        ((height.unwrap_or_default() - REST) / LETTER).max(1.0) as u32
    });
    let view = part(move || {
        let outline = outline.get();
        (outline.letters.len() > 1).then(|| slider(roll, outline, here, room.get()))
    });
    Ok(view.erase())
}

fn slider(roll: Roll, outline: Outline, here: Memo<u32>, room: u32) -> AnyView {
    let t = texts();
    let letters = StoredValue::new(outline.letters);
    let count = letters.with_value(Vec::len) as u32;
    let dragging = RwSignal::new(false);
    let jump = move |letter: u32| {
        let place =
            letters.with_value(|letters| letters.get(letter as usize).map(|one| one.offset));
        if let Some(place) = place {
            roll.go(place as f64);
        }
    };
    let name = move || {
        letters.with_value(|letters| {
            letters
                .get(here.get() as usize)
                .map(|one| one.letter.clone())
        })
    };
    let said = move || match name() {
        Some(letter) if letter == "#" => Some(t.list.no_letter.to_owned()),
        letter => letter,
    };
    let press = move |event: KeyboardEvent| {
        let now = here.get_untracked();
        let wanted = match event.key().as_str() {
            "ArrowDown" | "PageDown" => (now + 1).min(count - 1),
            "ArrowUp" | "PageUp" => now.saturating_sub(1),
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        jump(wanted);
    };
    // Where the rail was when it was taken hold of: it may move with the list, and the finger stays.
    let held = StoredValue::new_local(None::<DomRect>);
    let dragged = move |event: &PointerEvent| {
        let Some((top, height)) =
            held.with_value(|held| held.as_ref().map(|rect| (rect.top(), rect.height())))
        else {
            return;
        };
        let part = (f64::from(event.client_y()) - top) / height.max(1.0);
        let letter = (part * f64::from(count)).clamp(0.0, f64::from(count - 1)) as u32;
        if letter != here.get_untracked() {
            jump(letter);
        }
    };
    let down = on(move |event: PointerEvent| {
        let rail = event
            .current_target()
            .and_then(|rail| rail.dyn_into::<Element>().ok());
        if let Some(rail) = rail {
            // Also when the finger slips off the rail.
            let _ = rail.set_pointer_capture(event.pointer_id());
            held.set_value(Some(rail.get_bounding_client_rect()));
        }
        dragging.set(true);
        dragged(&event);
    });
    let drag = on(move |event: PointerEvent| {
        if dragging.get_untracked() {
            dragged(&event);
        }
    });
    let marks = marks(count, room).into_iter().map(|mark| match mark {
        Some((letter, end)) => {
            let text = letters.with_value(|letters| letters[letter as usize].letter.clone());
            let is_here = live(move || (letter..end).contains(&here.get()));
            view! { <span class="rail-letter" class:here=is_here>{text}</span> }.erase()
        }
        None => view! { <span class="rail-dot"></span> }.erase(),
    });
    let marks: Vec<AnyView> = marks.collect();
    let bubble = part(move || {
        let letter = name()?;
        let height = here.get() * 100 / count;
        dragging.get().then(|| {
            view! { <span class="rail-bubble" aria-hidden="true" prop:style=format!("--at:{height}")>{letter}</span> }
                .erase()
        })
    });
    view! {
        <div
            class="rail"
            role="slider"
            tabindex="0"
            aria-label=t.list.rail
            aria-orientation="vertical"
            aria-valuemin="1"
            aria-valuemax=count
            aria-valuenow=live(move || here.get() + 1)
            aria-valuetext=live(said)
            on:keydown=on(press)
            on:pointerdown=down
            on:pointermove=drag
            on:pointerup=on(move |_: PointerEvent| dragging.set(false))
            on:pointercancel=on(move |_: PointerEvent| dragging.set(false))
        >
            <span class="rail-marks" aria-hidden="true">{marks}</span>
            {bubble}
        </div>
    }
    .erase()
}

/// The letter that a row stands under.
fn here(letters: &[Letter], row: i64) -> u32 {
    let begun = letters.partition_point(|letter| letter.offset <= row);
    begun.saturating_sub(1) as u32
}

/// What the rail shows where there is room for so many marks: each letter with the one after the last that it stands for,
/// or, where there is not room for all, dots between some of them.
fn marks(letters: u32, room: u32) -> Vec<Option<(u32, u32)>> {
    if letters <= room {
        return (0..letters)
            .map(|letter| Some((letter, letter + 1)))
            .collect();
    }
    let shown = room.div_ceil(2).max(1);
    let step = letters.div_ceil(shown);
    let mut marks = Vec::new();
    for letter in (0..letters).step_by(step as usize) {
        if letter > 0 {
            marks.push(None);
        }
        marks.push(Some((letter, (letter + step).min(letters))));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_under_the_last_letter_that_has_begun() {
        let letter = |letter: &str, offset| Letter {
            letter: letter.into(),
            offset,
            count: 1,
        };
        let letters = [letter("A", 0), letter("B", 10), letter("Я", 11)];
        let under = [0, 9, 10, 11, 99].map(|row| here(&letters, row));
        assert_eq!(under, [0, 0, 1, 2, 2]);
        assert_eq!(here(&[], 5), 0);
    }

    #[test]
    fn letters_give_way_to_dots_where_there_is_no_room() {
        assert_eq!(marks(3, 3), [Some((0, 1)), Some((1, 2)), Some((2, 3))]);
        for letters in 1..140 {
            for room in 1..60 {
                let marks = marks(letters, room);
                assert!(marks.len() as u32 <= room.max(1), "{letters} in {room}");
                let covered: Vec<u32> = marks
                    .into_iter()
                    .flatten()
                    .flat_map(|(from, to)| from..to)
                    .collect();
                assert_eq!(covered, (0..letters).collect::<Vec<_>>());
            }
        }
    }
}
