//! Accounts, and keys for programs.

use super::{MAX_PASSWORD, MAX_TOKEN_DAYS, MAX_USERNAME, MIN_PASSWORD, Report};
use crate::{Change, FieldErrors, FieldRule, ProfilePatch, Register};

/// Whether an account may be made of this.
pub fn register(register: &Register) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    let name = register.username.as_str();
    if name.is_empty() {
        report.add("username", FieldRule::Required);
    } else if !name
        .chars()
        .all(|c| c.is_alphanumeric() || "._-@".contains(c))
    {
        report.add("username", FieldRule::BadUsername);
    } else if name.chars().count() > MAX_USERNAME {
        report.add("username", FieldRule::TooLong { max: MAX_USERNAME });
    }
    password(&mut report, &register.password);
    report.optional("display_name", register.display_name.as_deref());
    email(&mut report, register.email.as_deref());
    report.done()
}

/// Whether this may be the new password of an account.
pub fn new_password(new: &str) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    password(&mut report, new);
    report.done()
}

/// Whether a key for a program may be made so.
pub fn access_token(wanted: &crate::NewAccessToken) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    report.name("name", Some(&wanted.name), true);
    if wanted
        .expires_in_days
        .is_some_and(|days| days == 0 || days > MAX_TOKEN_DAYS)
    {
        report.add("expires_in_days", FieldRule::BadValue);
    }
    report.done()
}

/// Whether one's own account may be changed like this.
pub fn profile(patch: &ProfilePatch) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    report.optional("display_name", patch.display_name.as_deref());
    if let Change::Set(address) = &patch.email {
        email(&mut report, Some(address));
    }
    report.done()
}

fn password(report: &mut Report, password: &str) {
    let length = password.chars().count();
    if length < MIN_PASSWORD {
        report.add("password", FieldRule::TooShort { min: MIN_PASSWORD });
    } else if length > MAX_PASSWORD {
        report.add("password", FieldRule::TooLong { max: MAX_PASSWORD });
    }
}

/// The address of an account is written to by machines, so here it must have the form of one.
fn email(report: &mut Report, address: Option<&str>) {
    let Some(address) = address.map(str::trim).filter(|address| !address.is_empty()) else {
        return;
    };
    report.line("email", address);
    let well_formed = address
        .split_once('@')
        .is_some_and(|(local, host)| !local.is_empty() && !host.is_empty() && !host.contains('@'));
    if !well_formed || address.chars().any(char::is_whitespace) {
        report.add("email", FieldRule::BadEmail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_and_passwords() {
        let account = |username: &str, password: &str| Register {
            username: username.into(),
            password: password.into(),
            ..Register::default()
        };
        assert!(register(&account("ann", "12345678")).is_ok());
        assert!(register(&account("Жанна", "пароль-пароль")).is_ok());
        for (username, password) in [
            ("", "12345678"),
            ("a b", "12345678"),
            ("ann", "1234567"),
            ("<b>", "12345678"),
        ] {
            assert!(
                register(&account(username, password)).is_err(),
                "{username} {password}"
            );
        }
    }
}
