//! What a form knows about the photo while it is open. Nothing is sent before the form is.

use leptos::prelude::*;

use super::file;
use super::frame::Frame;

/// What saving does about the photo.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Wish {
    /// Nothing.
    #[default]
    Keep,
    /// It takes the photo away.
    Remove,
    /// It sends a file.
    Send(Chosen),
}

/// A part of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// The address of the file, in this page.
    pub address: String,
    /// Which part.
    pub frame: Frame,
}

/// The state of the photo in a form.
#[derive(Clone, Copy)]
pub struct PhotoState {
    /// What saving does.
    pub wish: RwSignal<Wish>,
    /// The address of a file of which the visitor is choosing a part.
    pub offered: RwSignal<Option<String>>,
    /// What is wrong with the photo.
    pub trouble: RwSignal<String>,
    /// How much of the file has been sent, in percent.
    pub sent: RwSignal<Option<u8>>,
}

impl PhotoState {
    /// Nothing is wished for.
    pub fn new() -> Self {
        Self {
            wish: RwSignal::new(Wish::Keep),
            offered: RwSignal::new(None),
            trouble: RwSignal::new(String::new()),
            sent: RwSignal::new(None),
        }
    }

    /// Makes a wish, and lets go of the files that it has no use for.
    pub fn wish(self, wish: Wish) {
        let address = match &wish {
            Wish::Send(chosen) => Some(chosen.address.as_str()),
            _ => None,
        };
        file::forget_others(address);
        self.trouble.set(String::new());
        self.wish.set(wish);
    }

    /// Offers the first of some files, if it can be used; whether there was any.
    pub fn offer(self, files: Option<web_sys::FileList>) -> bool {
        let Some(kept) = files.as_ref().and_then(file::keep) else {
            return false;
        };
        match kept {
            Ok(address) => {
                self.trouble.set(String::new());
                self.offered.set(Some(address));
            }
            Err(trouble) => self.trouble.set(trouble),
        }
        true
    }
}
