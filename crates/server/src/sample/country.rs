//! Names, places and habits of the countries that the sample is from.

mod latin;
mod others;

use std::sync::LazyLock;

pub(super) struct Country {
    pub(super) name: &'static str,
    /// How many of the contacts, compared with the others.
    pub(super) weight: u64,
    pub(super) given: &'static [&'static str],
    pub(super) family: &'static [&'static str],
    /// For e-mail addresses.
    pub(super) given_latin: &'static [&'static str],
    pub(super) family_latin: &'static [&'static str],
    /// Patterns of telephone numbers: `#` is any digit.
    pub(super) phones: &'static [&'static str],
    pub(super) cities: &'static [&'static str],
    pub(super) streets: &'static [&'static str],
    pub(super) companies: &'static [&'static str],
    pub(super) titles: &'static [&'static str],
    pub(super) notes: &'static [&'static str],
}

/// All of them.
pub(super) static COUNTRIES: LazyLock<Vec<&'static Country>> =
    LazyLock::new(|| latin::LATIN.iter().chain(&others::OTHERS).collect());
