//! Moving a picture by hand: dragged with one finger or the mouse, enlarged with two fingers or the wheel.

use leptos::ev::{PointerEvent, WheelEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::frame::Frame;

/// How far the wheel has to turn to enlarge by a hundredth of all.
const WHEEL: f64 = 12.0;

/// The fingers that are on the picture, each with the place where it was last.
#[derive(Clone, Copy)]
pub struct Hand {
    frame: RwSignal<Option<Frame>>,
    fingers: StoredValue<Vec<(i32, f64, f64)>>,
}

impl Hand {
    /// A hand that moves what is in this frame.
    pub fn new(frame: RwSignal<Option<Frame>>) -> Self {
        Self {
            frame,
            fingers: StoredValue::new(Vec::new()),
        }
    }

    /// A finger comes.
    pub fn down(self, event: &PointerEvent) {
        if let Some((stage, _)) = stage(event) {
            let _ = stage.set_pointer_capture(event.pointer_id());
            let (x, y) = at(event);
            self.fingers
                .update_value(|fingers| fingers.push((event.pointer_id(), x, y)));
        }
    }

    /// A finger goes.
    pub fn up(self, event: &PointerEvent) {
        self.fingers
            .update_value(|fingers| fingers.retain(|(id, ..)| *id != event.pointer_id()));
    }

    /// A finger moves. With a second one on the picture the distance between the two counts.
    pub fn moves(self, event: &PointerEvent) {
        let Some((_, side)) = stage(event) else {
            return;
        };
        let (x, y) = at(event);
        let fingers = self.fingers.get_value();
        let Some((_, was_x, was_y)) = fingers.iter().find(|(id, ..)| *id == event.pointer_id())
        else {
            return;
        };
        let other = fingers.iter().find(|(id, ..)| *id != event.pointer_id());
        let share = 1.0 / (fingers.len().clamp(1, 2) as f64 * side);
        let (right, down) = ((x - was_x) * share, (y - was_y) * share);
        self.frame.update(|frame| {
            let Some(frame) = frame else { return };
            *frame = frame.pushed(right, down);
            if let Some((_, other_x, other_y)) = other {
                let distance = |x: f64, y: f64| (x - other_x).hypot(y - other_y).max(1.0);
                let by = distance(x, y) / distance(*was_x, *was_y);
                *frame = frame.zoomed(frame.zoom_by(by), (0.5, 0.5));
            }
        });
        self.fingers.update_value(|fingers| {
            for finger in fingers
                .iter_mut()
                .filter(|(id, ..)| *id == event.pointer_id())
            {
                *finger = (finger.0, x, y);
            }
        });
    }
}

/// The wheel turns above the picture: the point under the pointer stays.
pub fn wheel(event: &WheelEvent, frame: RwSignal<Option<Frame>>) {
    event.prevent_default();
    let Some((stage, side)) = stage(event) else {
        return;
    };
    let place = stage.get_bounding_client_rect();
    let at = (
        (f64::from(event.client_x()) - place.left()) / side,
        (f64::from(event.client_y()) - place.top()) / side,
    );
    frame.update(|frame| {
        if let Some(frame) = frame {
            *frame = frame.zoomed(frame.zoom() - event.delta_y() / WHEEL, at);
        }
    });
}

/// What is touched, and its side.
fn stage(event: &Event) -> Option<(Element, f64)> {
    let stage = event.target()?.dyn_into::<Element>().ok()?;
    let stage = stage.closest(".crop-stage").ok()??;
    let side = f64::from(stage.client_width());
    (side > 0.0).then_some((stage, side))
}

fn at(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}
