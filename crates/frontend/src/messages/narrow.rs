//! Texts around what the list is narrowed to.

use domain::Sort;
use domain::search::Has;

/// Sorting, filters, and lists in which they leave nothing.
#[expect(missing_docs, reason = "the English text beside each name says it")]
pub struct NarrowTexts {
    pub title: &'static str,
    pub sort_by: &'static str,
    pub sort: fn(Sort) -> &'static str,
    pub only: &'static str,
    pub apply: &'static str,
    pub chips: &'static str,
    pub has: fn(Has) -> &'static str,
    pub unlabelled: &'static str,
    pub starred: &'static str,
    pub some_book: &'static str,
    pub some_label: &'static str,
    pub remove: fn(&str) -> String,
    pub drop: fn(&str) -> String,
    pub empty_title: &'static str,
    pub empty_text: &'static str,
    pub empty_book_title: &'static str,
    pub empty_book_text: &'static str,
    pub empty_label_title: &'static str,
    pub empty_label_text: &'static str,
    pub empty_starred_title: &'static str,
    pub empty_starred_text: &'static str,
}
