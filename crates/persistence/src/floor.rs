//! How old a program may be that serves from a schema.

use diesel::{PgConnection, QueryDsl, RunQueryDsl};

use crate::DbError;
use crate::schema::schema_floor;

/// What a program has to know to serve from a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The version of a migration: this one at least.
    pub migration: String,
    /// The first release that has it.
    pub release: String,
}

impl std::fmt::Display for Floor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "bloknotik {} or newer (with the migration {})",
            self.release, self.migration
        )
    }
}

/// The floor of a schema that has one.
pub(crate) fn of(connection: &mut PgConnection) -> Result<Floor, DbError> {
    let (migration, release) = schema_floor::table
        .select((schema_floor::migration, schema_floor::release))
        .first(connection)?;
    Ok(Floor { migration, release })
}
