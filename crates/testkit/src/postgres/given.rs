//! A server that was given to us, that is not ours to stop, and on which nothing may remain.
//!
//! Processes of several machines may use it at once, so process numbers say nothing. Every process keeps a connection
//! under a name of its own; its databases carry the same name, and are leftovers as soon as the connection is gone.

use std::sync::OnceLock;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use uuid::Uuid;

use super::PREFIX;

/// Held while a template is made or removed, so that nobody copies one that is about to go.
pub(crate) const TEMPLATES_LOCK: &str = "SELECT pg_advisory_lock(20261121)";

/// What is nobody's: databases whose process has no connection left, templates if no other process is there.
const LEFTOVERS: &str = r"
    SELECT d.datname::text FROM pg_database AS d
    WHERE d.datname LIKE 'bloknotik\_test\_%' AND NOT EXISTS (
        SELECT FROM pg_stat_activity AS a
        WHERE CASE WHEN split_part(d.datname, '_', 3) = 'template'
            THEN a.application_name LIKE 'bloknotik\_test\_%' AND a.application_name <> $1
            ELSE a.application_name = PREFIX || split_part(d.datname, '_', 3) END)";

/// The beginning of the names of this process's databases.
pub(crate) fn own_prefix() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let id = Uuid::now_v7().simple().to_string();
        format!("{PREFIX}{}", &id[id.len() - 12..])
    })
}

/// Says that this process is there, for as long as it lives, and removes what others left.
pub(super) fn enter(url: &str) {
    let connection =
        PgConnection::establish(url).unwrap_or_else(|error| panic!("TEST_DATABASE_URL: {error}"));
    assert!(stay(connection), "TEST_DATABASE_URL: the server went away");
    remove_leftovers(url);
}

/// Keeps a connection under this process's name until the process ends; false if it is lost already.
///
/// On a server of our own, too: a run that was given that server must not take our databases for leftovers.
pub(super) fn stay(mut connection: PgConnection) -> bool {
    let named = connection.batch_execute(&format!("SET application_name = '{}'", own_prefix()));
    // Forgotten, not dropped: the operating system closes it when the process ends, in whatever way.
    std::mem::forget(connection);
    named.is_ok()
}

/// Removes what belongs to nobody.
pub(crate) fn remove_leftovers(url: &str) {
    #[derive(QueryableByName)]
    struct Leftover {
        #[diesel(sql_type = Text)]
        datname: String,
    }
    let Ok(mut connection) = PgConnection::establish(url) else {
        return;
    };
    let _ = connection.batch_execute(TEMPLATES_LOCK);
    let leftovers = sql_query(LEFTOVERS.replace("PREFIX", &format!("'{PREFIX}'")))
        .bind::<Text, _>(own_prefix())
        .load::<Leftover>(&mut connection)
        .unwrap_or_default();
    for Leftover { datname } in leftovers {
        // Another process may be quicker.
        let _ =
            connection.batch_execute(&format!("DROP DATABASE IF EXISTS {datname} WITH (FORCE)"));
    }
}
