//! What the database says about itself, for whoever looks for what is wrong.

use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::sql_types;
use time::OffsetDateTime;

/// How a database is.
#[derive(Clone, Debug, QueryableByName)]
pub struct Diagnosis {
    /// `170006` for 17.6.
    #[diesel(sql_type = sql_types::Integer)]
    pub version: i32,
    /// What it calls itself.
    #[diesel(sql_type = sql_types::Text)]
    pub version_text: String,
    /// Its clock.
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub now: OffsetDateTime,
    /// Whether nothing can be written to it.
    #[diesel(sql_type = sql_types::Bool)]
    pub is_read_only: bool,
    /// `UTF8`, one hopes.
    #[diesel(sql_type = sql_types::Text)]
    pub encoding: String,
    /// In which language it speaks: `C`, `en_US.UTF-8`.
    #[diesel(sql_type = sql_types::Text)]
    pub messages: String,
    /// How many connections ordinary users may have together.
    #[diesel(sql_type = sql_types::Integer)]
    pub connections: i32,
    /// How many are in use.
    #[diesel(sql_type = sql_types::Integer)]
    pub used: i32,
    /// How much the database takes.
    #[diesel(sql_type = sql_types::BigInt)]
    pub bytes: i64,
    /// Whether the extension `pg_trgm` is in the database.
    #[diesel(sql_type = sql_types::Bool)]
    pub has_trigrams: bool,
    /// Whether it could be.
    #[diesel(sql_type = sql_types::Bool)]
    pub offers_trigrams: bool,
    /// Whether this user may put it there.
    #[diesel(sql_type = sql_types::Bool)]
    pub may_create: bool,
}

/// Asks it.
pub fn diagnose(connection: &mut PgConnection) -> QueryResult<Diagnosis> {
    diesel::sql_query(
        "SELECT current_setting('server_version_num')::int AS version, \
         current_setting('server_version') AS version_text, clock_timestamp() AS now, \
         pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool AS is_read_only, \
         current_setting('server_encoding') AS encoding, current_setting('lc_messages') AS messages, \
         current_setting('max_connections')::int \
         - current_setting('superuser_reserved_connections')::int AS connections, \
         (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used, \
         pg_database_size(current_database()) AS bytes, \
         EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') AS has_trigrams, \
         EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') AS offers_trigrams, \
         has_database_privilege(current_database(), 'CREATE') AS may_create",
    )
    .get_result(connection)
}
