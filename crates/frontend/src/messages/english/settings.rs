//! The settings in English.

use super::super::SettingsTexts;

pub const SETTINGS: SettingsTexts = SettingsTexts {
    heading: "Settings",
    profile: "About you",
    page: "How the page behaves",
    language: "Language",
    browser_language: "The browser’s language",
    sort_hint: "Where a list is not sorted otherwise.",
    shortcuts: "Keyboard shortcuts",
    shortcuts_hint: "Single keys, as long as you are not typing.",
    shortcuts_help: "Show all shortcuts",
    saved: "Saved.",
    not_saved: "This could not be saved. Try again.",
    needs_script: "Changing the settings needs JavaScript. Signing out works without it.",
    session: "This browser",
};
