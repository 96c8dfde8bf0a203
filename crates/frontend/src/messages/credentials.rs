//! Texts of the settings about who gets in: password, sessions, keys; and about how the page looks. They are said in the
//! settings alone, and so come with their chunk and not with the language's.

use super::{english, persian, portuguese, russian, texts};

/// The texts.
#[expect(missing_docs, reason = "the English text beside each name says it")]
pub struct CredentialTexts {
    pub email_hint: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub current_password: &'static str,
    pub new_password: &'static str,
    pub change_password: &'static str,
    pub password_changed: &'static str,
    pub sessions: &'static str,
    pub sessions_hint: &'static str,
    pub this_one: &'static str,
    pub signed_in_on: fn(&str) -> String,
    pub seen_on: fn(&str) -> String,
    pub never_seen: &'static str,
    pub end_session: fn(&str) -> String,
    pub session_ended: &'static str,
    pub end_all: &'static str,
    pub keys: &'static str,
    pub keys_hint: &'static str,
    pub no_keys: &'static str,
    pub key_name: &'static str,
    pub key_name_hint: &'static str,
    pub key_ends: &'static str,
    pub key_never_ends: &'static str,
    pub key_days: fn(u16) -> String,
    pub key_ends_on: fn(&str) -> String,
    pub make_key: &'static str,
    pub new_key: fn(&str) -> String,
    pub new_key_hint: &'static str,
    pub revoke_key: fn(&str) -> String,
    pub revoke: &'static str,
    pub key_revoked: &'static str,
    pub failed: &'static str,
}

/// The texts in the language of the page.
pub fn credential_texts() -> &'static CredentialTexts {
    match texts().lang {
        "ru" => &russian::CREDENTIALS,
        "fa" => &persian::CREDENTIALS,
        "pt-BR" => &portuguese::CREDENTIALS,
        _ => &english::CREDENTIALS,
    }
}
