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
