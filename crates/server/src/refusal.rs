//! Why a database lets nobody in, by what it says.

/// What to do about it; `None` if it is only not there.
pub fn refusal(said: &str) -> Option<&'static str> {
    let known = [
        (
            "authentication failed",
            "the password or the user is not the one that the database knows (POSTGRES_PASSWORD, POSTGRES_USER, or DATABASE_URL)",
        ),
        (
            "no pg_hba.conf entry",
            "the database lets no one in from here under this name: its administrator adds a line to pg_hba.conf",
        ),
        (
            "role \"",
            "the database does not know this user (POSTGRES_USER, or DATABASE_URL)",
        ),
        (
            "database \"",
            "there is no such database on that server (POSTGRES_DB, or DATABASE_URL), or this user may not connect to it",
        ),
    ];
    known
        .into_iter()
        .find(|(words, _)| said.contains(words))
        .map(|(_, advice)| advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_let_in_is_told_why_and_who_is_early_is_not() {
        let failed = "connection to server at \"db\", port 5432 failed: FATAL:  ";
        for (said, advised) in [
            (
                "password authentication failed for user \"ann\"",
                "POSTGRES_PASSWORD",
            ),
            (
                "no pg_hba.conf entry for host \"10.0.0.7\", user \"ann\"",
                "pg_hba.conf",
            ),
            ("role \"ann\" does not exist", "POSTGRES_USER"),
            ("database \"book\" does not exist", "POSTGRES_DB"),
        ] {
            let advice = refusal(&format!("{failed}{said}")).unwrap_or_default();
            assert!(advice.contains(advised), "{said}: {advice}");
        }
        for early in ["the database system is starting up", "Connection refused"] {
            assert_eq!(refusal(&format!("{failed}{early}")), None);
        }
    }
}
