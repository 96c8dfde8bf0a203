//! The handlers, by what they are about. Each extracts, asks the domain and the database once, and answers.

pub mod birthdays;
pub mod books;
pub mod calendar;
pub mod contacts;
pub mod events;
pub mod export;
pub mod health;
pub mod labels;
pub mod language;
pub mod me;
pub mod notes;
pub mod operations;
pub mod password;
pub mod photos;
pub mod sample;
pub mod sessions;
pub mod theme;
pub mod tokens;
pub mod users;
