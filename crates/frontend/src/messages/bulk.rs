//! Texts about many contacts at once.
//!
//! Nobody needs them before something is selected, so they are no part of [`super::Messages`], which every visit loads: the
//! chunk that needs them has them in all languages. What they share with other texts is called by [`texts`] only, or it
//! would become a chunk of its own.

use super::{english, persian, portuguese, russian, texts};

/// Many contacts at once. Where a text takes two things, the first is a number and the second says that many contacts.
#[expect(missing_docs, reason = "the English text beside each name says it")]
pub struct BulkTexts {
    pub bar: &'static str,
    pub selected: fn(i64, &str) -> String,
    pub none: &'static str,
    pub selecting: &'static str,
    pub all: fn(&str) -> String,
    pub all_matching: &'static str,
    pub clear: &'static str,
    pub remove_label: &'static str,
    pub export: &'static str,
    pub no_labels: &'static str,
    pub no_books: &'static str,
    pub all_starred: &'static str,
    pub wait: &'static str,
    pub range_too_long: fn(&str) -> String,
    pub range_failed: &'static str,
    pub add_label_to: fn(&str) -> String,
    pub remove_label_from: fn(&str) -> String,
    pub move_them: fn(&str) -> String,
    pub export_them: fn(&str) -> String,
    pub delete_them: fn(&str) -> String,
    pub delete_all: fn(&str) -> String,
    pub delete_text: &'static str,
    pub delete_label: fn(&str) -> String,
    pub label: &'static str,
    pub new_label: fn(&str) -> String,
    pub vcard3: &'static str,
    pub vcard3_note: &'static str,
    pub vcard4: &'static str,
    pub vcard4_note: &'static str,
    pub csv: &'static str,
    pub csv_note: &'static str,
    pub json: &'static str,
    pub json_note: &'static str,
    pub exporting: &'static str,
    pub export_failed: &'static str,
    pub doing: fn(&Deed) -> String,
    pub progress: fn(&str, &str) -> String,
    pub lost: &'static str,
    pub stop: &'static str,
    pub stopping: &'static str,
    pub done: fn(&Deed, i64, &str) -> String,
    pub same: fn(&Deed, i64, &str) -> String,
    pub stopped: fn(&str, &str) -> String,
    pub gone: fn(i64, &str) -> String,
    pub full: fn(i64, &str) -> String,
    pub no_book: fn(i64, &str) -> String,
    pub place_gone: &'static str,
    pub unknown: &'static str,
}

/// What is done to many contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// They get the label of this name.
    Label(String),
    /// They lose it.
    Unlabel(String),
    /// They have it under this new name.
    Rename(String),
    /// They go to the book of this name.
    Move(String),
    /// They become favourites.
    Star,
    /// They are favourites no longer.
    Unstar,
    /// They are deleted.
    Delete,
}

/// The texts in the language of the page.
pub fn bulk_texts() -> &'static BulkTexts {
    bulk_texts_in(texts().lang)
}

/// The texts in the language of this tag.
pub fn bulk_texts_in(lang: &str) -> &'static BulkTexts {
    match lang {
        "ru" => &russian::BULK,
        "fa" => &persian::BULK,
        "pt-BR" => &portuguese::BULK,
        _ => &english::BULK,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::Language;

    use super::*;
    use crate::messages::texts_in;

    const DEEDS: fn() -> [Deed; 7] = || {
        let name = || "X".to_owned();
        [
            Deed::Label(name()),
            Deed::Unlabel(name()),
            Deed::Rename(name()),
            Deed::Move(name()),
            Deed::Star,
            Deed::Unstar,
            Deed::Delete,
        ]
    };

    #[test]
    fn every_language_says_what_was_done_to_how_many() {
        for language in Language::ALL {
            let t = texts_in(language);
            let b = bulk_texts_in(t.lang);
            assert_eq!(
                std::ptr::eq(b, &raw const english::BULK),
                language == Language::English,
                "{}",
                t.lang
            );
            for n in [1, 2, 5, 21, 1_000] {
                let contacts = (t.list.count)(n, false);
                for deed in DEEDS() {
                    let said = (b.done)(&deed, n, &contacts);
                    assert!(said.contains(&contacts), "{said}");
                    assert!(!said.contains("{}"), "{said}");
                    let is_named = (b.doing)(&deed).contains('X');
                    let has_name = !matches!(deed, Deed::Star | Deed::Unstar | Deed::Delete);
                    assert_eq!(is_named, has_name, "{deed:?}");
                    assert_eq!(said.contains('X'), has_name, "{said}");
                    let same = (b.same)(&deed, n, &contacts);
                    assert!(same.contains(&contacts), "{same}");
                }
                for text in [b.gone, b.full, b.no_book] {
                    assert!(text(n, &contacts).contains(&contacts));
                }
                assert!((b.delete_them)(&contacts).contains(&contacts));
            }
        }
        let said = |n| (english::BULK.gone)(n, &(texts_in(Language::English).list.count)(n, false));
        assert_eq!(said(1), "1 contact is not there any more.");
        assert_eq!(said(2), "2 contacts are not there any more.");
    }
}
