//! Sign in, register, sign out, in English.

use super::super::AccountTexts;

pub const ACCOUNT: AccountTexts = AccountTexts {
    sign_in: "Sign in",
    sign_in_lead: "Your contacts, on your own server.",
    signing_in: "Signing in…",
    sign_out: "Sign out",
    signed_in_as: "Signed in as",
    register: "Create account",
    register_lead: "One account, one contacts book of your own.",
    registering: "Creating the account…",
    welcome: "Welcome to Bloknotik",
    welcome_lead: "This is a new contacts book. Create the first account: it will be the administrator's.",
    username: "Username",
    username_hint: "Letters, digits and . _ - @",
    password: "Password",
    password_hint: "At least 8 characters. A few words in a row are good.",
    display_name: "Your name",
    display_name_hint: "Optional: how the page addresses you.",
    no_account: "New here?",
    have_account: "Already have an account?",
    closed_title: "No new accounts",
    closed_text: "This server takes no new accounts. Ask whoever runs it for one.",
};
