//! Texts around notes.

/// Notes.
#[expect(missing_docs, reason = "the English text beside each name says it")]
pub struct NoteTexts {
    pub heading: &'static str,
    pub search: &'static str,
    pub needs_script: &'static str,
    pub new: &'static str,
    pub title: &'static str,
    pub body: &'static str,
    pub pin: &'static str,
    pub unpin: &'static str,
    pub about_deleted: &'static str,
    pub deleted: &'static str,
    pub not_deleted: &'static str,
    pub restored: &'static str,
    pub not_restored: &'static str,
    pub not_saved: &'static str,
    pub alone: &'static str,
    pub empty_title: &'static str,
    pub empty_text: &'static str,
    pub nothing_found: fn(&str) -> String,
    pub nothing_found_hint: &'static str,
    pub show_all: &'static str,
    pub more: &'static str,
}
