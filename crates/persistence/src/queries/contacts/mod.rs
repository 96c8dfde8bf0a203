//! Contacts: reading them, and the ways to change one.

mod list;
mod outline;
mod places;
mod projection;
mod query;
mod read;
mod write;

pub use list::{Cursor, Found, Key, Listing, Order, Start, analyze, count, list, matching};
pub use outline::{Marks, letters, marks, place_of};
pub use places::{FEW, Top, Tops, Unkept, plans};
pub use projection::{Outdated, are_outdated, reproject};
pub use read::{Locked, find, find_card, lock, lock_many, lock_owned, related, with_cards};
pub use write::{create, create_many, delete, edit, move_to, restore};
