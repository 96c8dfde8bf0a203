//! The photo in English.

use super::super::PhotoTexts;

pub const PHOTO: PhotoTexts = PhotoTexts {
    choose: "Choose a photo",
    replace: "Choose another",
    remove: "Remove photo",
    hint: "You can also drop a picture here or paste it.",
    chosen: "This will be the photo when you save.",
    removed: "The photo goes when you save.",
    crop_title: "Which part?",
    stage: "The picture. Arrow keys move it, plus and minus enlarge it.",
    zoom: "Zoom",
    use_it: "Use this part",
    sending: "Sending the photo",
    too_large: |megabytes| format!("This file is too large: {megabytes} MB are the most."),
    offline: "The server cannot be reached, so the photo is not saved yet.",
    not_saved: "The contact is saved, but its photo is not. What you chose is still here.",
};
