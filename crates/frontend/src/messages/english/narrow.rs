//! What the list is narrowed to, in English.

use domain::Sort;
use domain::search::Has;

use super::super::NarrowTexts;

pub const NARROW: NarrowTexts = NarrowTexts {
    title: "Filter",
    sort_by: "Sort by",
    sort: |sort| match sort {
        Sort::Given => "First name",
        Sort::Family => "Last name",
        Sort::Org => "Organisation",
        Sort::Updated => "Last changed",
    },
    only: "Only those with",
    apply: "Apply",
    chips: "Filters",
    has: |has| match has {
        Has::Phone => "Phone",
        Has::Email => super::super::shared::EMAIL,
        Has::Address => "Address",
        Has::Url => "Web page",
        Has::Birthday => "Birthday",
        Has::Date => "Date",
        Has::Im => "Messenger",
        Has::Relation => "Relation",
        Has::Label => "Label",
        Has::Note => "Note",
        Has::Org => "Organisation",
        Has::Photo => "Photo",
    },
    unlabelled: "Without a label",
    starred: "Favourites",
    some_book: "One book",
    some_label: "One label",
    remove: |name| format!("Remove the filter “{name}”"),
    drop: |name| format!("Leave out “{name}”"),
    empty_title: "Nobody fits all of this",
    empty_text: "Leave out a filter, and there may be somebody.",
    empty_book_title: "This book is empty",
    empty_book_text: "Who is written down now goes here.",
    empty_label_title: "Nobody has this label",
    empty_label_text: "Give it to somebody in the form of a contact.",
    empty_starred_title: "No favourites yet",
    empty_starred_text: "Give a star to those whom you reach most, and they are here.",
};
