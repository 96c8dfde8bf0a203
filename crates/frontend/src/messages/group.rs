//! Texts around books and labels.

use domain::Color;

/// Books and labels: their forms, and what becomes of them.
#[expect(missing_docs, reason = "the English text beside each name says it")]
pub struct GroupTexts {
    pub new_book: &'static str,
    pub new_label: &'static str,
    pub edit: fn(&str) -> String,
    pub name: &'static str,
    pub color: &'static str,
    pub color_name: fn(Color) -> &'static str,
    pub needs_script: &'static str,
    pub delete_book: &'static str,
    pub delete_label: &'static str,
    pub delete_book_note: fn(i64) -> String,
    pub delete_label_note: &'static str,
    pub default_stays: &'static str,
    pub deleted: fn(&str) -> String,
    pub not_deleted: fn(&str) -> String,
    pub restored: fn(&str) -> String,
    pub not_restored: fn(&str) -> String,
    pub missing_title: &'static str,
    pub missing_text: &'static str,
}
