//! Tests through the public API of the crate.

mod common;
mod edits;
mod files;
mod fixtures;
mod identity;
mod patches;
mod random_edits;
mod refusals;
