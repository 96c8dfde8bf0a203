//! Tests through the public API of the crate.

mod common;
mod edits;
mod fixtures;
mod identity;
mod random_edits;
mod refusals;
