//! Generated edits, and what a contact must say after them, told without looking at how edits are made.

mod cards;
mod edits;
mod lines;
mod model;

pub use cards::dense_card;
pub use edits::{hostile_edit, name_edit};
pub use lines::{is_one_of, lines_of_kept_entries, lines_of_strangers, properties_of, saving};
pub use model::Model;
