//! Texts around the photo of a contact.

/// The photo in the form.
#[expect(missing_docs, reason = "the English text beside each name says it")]
pub struct PhotoTexts {
    pub choose: &'static str,
    pub replace: &'static str,
    pub remove: &'static str,
    pub hint: &'static str,
    pub chosen: &'static str,
    pub removed: &'static str,
    pub crop_title: &'static str,
    pub stage: &'static str,
    pub zoom: &'static str,
    pub use_it: &'static str,
    pub sending: &'static str,
    pub too_large: fn(usize) -> String,
    pub offline: &'static str,
    pub not_saved: &'static str,
}
