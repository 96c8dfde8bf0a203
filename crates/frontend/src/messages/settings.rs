//! Texts of the settings.

/// The settings, and the choice of a language.
#[expect(missing_docs, reason = "the English text beside each name says it")]
pub struct SettingsTexts {
    pub heading: &'static str,
    pub profile: &'static str,
    pub page: &'static str,
    pub language: &'static str,
    pub browser_language: &'static str,
    pub sort_hint: &'static str,
    pub shortcuts: &'static str,
    pub shortcuts_hint: &'static str,
    pub shortcuts_help: &'static str,
    pub saved: &'static str,
    pub not_saved: &'static str,
    pub needs_script: &'static str,
    pub session: &'static str,
}
