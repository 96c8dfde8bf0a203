//! What one person does to many contacts: chosen once, then done in small transactions.

use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::{sql_query, sql_types};
use domain::{BulkAction, Failures, Operation, OperationState};
use serde::de::DeserializeOwned;
use time::OffsetDateTime;
use uuid::Uuid;

use super::revisions::Author;
use crate::schema::operations;

#[derive(Queryable, Selectable)]
#[diesel(table_name = operations, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    action: serde_json::Value,
    total: i64,
    done: i64,
    changed: i64,
    failed: i64,
    state: String,
    created_at: OffsetDateTime,
    failures: serde_json::Value,
}

impl Row {
    fn read(self) -> QueryResult<Operation> {
        Ok(Operation {
            id: self.id,
            action: read(self.action)?,
            total: self.total,
            done: self.done,
            changed: self.changed,
            failed: self.failed,
            state: match self.state.as_str() {
                "done" => OperationState::Done,
                "stopped" => OperationState::Stopped,
                _ => OperationState::Running,
            },
            created_at: self.created_at,
            failures: read(self.failures)?,
        })
    }
}

fn read<T: DeserializeOwned>(stored: serde_json::Value) -> QueryResult<T> {
    serde_json::from_value(stored)
        .map_err(|error| diesel::result::Error::DeserializationError(Box::new(error)))
}

fn unwritable(error: serde_json::Error) -> diesel::result::Error {
    diesel::result::Error::SerializationError(Box::new(error))
}

/// Some of the contacts of an operation that goes on; nobody else works on it until the transaction ends.
pub struct Batch {
    /// Whose operation it is, and how its changes are signed.
    pub author: Author,
    /// What to do.
    pub action: BulkAction,
    /// To which contacts.
    pub contacts: Vec<Uuid>,
    /// How many were done before them.
    pub done: i64,
    /// What could not be done before.
    failures: Failures,
}

/// Begins an operation on these contacts.
pub fn begin(
    connection: &mut PgConnection,
    author: &Author,
    action: &BulkAction,
    contacts: &[Uuid],
) -> QueryResult<Operation> {
    let action = serde_json::to_value(action).map_err(unwritable)?;
    diesel::insert_into(operations::table)
        .values((
            operations::user_id.eq(author.user),
            operations::id.eq(author.operation),
            operations::action.eq(action),
            operations::client.eq(&author.client),
            operations::contacts.eq(contacts),
            operations::total.eq(contacts.len() as i64),
        ))
        .returning(Row::as_returning())
        .get_result(connection)?
        .read()
}

/// An operation of an account.
pub fn find(connection: &mut PgConnection, user: Uuid, id: Uuid) -> QueryResult<Option<Operation>> {
    operations::table
        .find((user, id))
        .select(Row::as_select())
        .first(connection)
        .optional()?
        .map(Row::read)
        .transpose()
}

/// Takes the next contacts of an operation; nothing if it does not go on, or if somebody else is at work on it.
pub fn take(
    connection: &mut PgConnection,
    user: Uuid,
    id: Uuid,
    limit: i64,
) -> QueryResult<Option<Batch>> {
    #[derive(QueryableByName)]
    struct Taken {
        #[diesel(sql_type = sql_types::Jsonb)]
        action: serde_json::Value,
        #[diesel(sql_type = sql_types::Text)]
        client: String,
        #[diesel(sql_type = sql_types::Array<sql_types::Uuid>)]
        contacts: Vec<Uuid>,
        #[diesel(sql_type = sql_types::BigInt)]
        done: i64,
        #[diesel(sql_type = sql_types::Jsonb)]
        failures: serde_json::Value,
    }
    let taken: Option<Taken> = sql_query(
        "SELECT action, client, contacts[done + 1 : done + $3] AS contacts, done, failures FROM operations \
         WHERE user_id = $1 AND id = $2 AND state = 'running' FOR UPDATE SKIP LOCKED",
    )
    .bind::<sql_types::Uuid, _>(user)
    .bind::<sql_types::Uuid, _>(id)
    .bind::<sql_types::BigInt, _>(limit)
    .get_result(connection)
    .optional()?;
    let Some(taken) = taken else {
        return Ok(None);
    };
    Ok(Some(Batch {
        author: Author {
            user,
            client: taken.client,
            operation: id,
        },
        action: read(taken.action)?,
        contacts: taken.contacts,
        done: taken.done,
        failures: read(taken.failures)?,
    }))
}

/// Writes down how far the operation has got; it ends with its last contact.
pub fn advance(
    connection: &mut PgConnection,
    batch: &Batch,
    changed: i64,
    failures: Failures,
) -> QueryResult<Operation> {
    write_down(connection, batch, changed, failures, failures.count())
}

/// Writes down that all of the batch failed, for a reason that is none of those that are known.
pub fn pass_over(connection: &mut PgConnection, batch: &Batch) -> QueryResult<Operation> {
    let all = batch.contacts.len() as i64;
    write_down(connection, batch, 0, Failures::default(), all)
}

fn write_down(
    connection: &mut PgConnection,
    batch: &Batch,
    changed: i64,
    failures: Failures,
    failed: i64,
) -> QueryResult<Operation> {
    let all = serde_json::to_value(batch.failures.and(failures)).map_err(unwritable)?;
    let this = (batch.author.user, batch.author.operation);
    let row: Row = diesel::update(operations::table.find(this))
        .set((
            operations::done.eq(operations::done + batch.contacts.len() as i64),
            operations::changed.eq(operations::changed + changed),
            operations::failed.eq(operations::failed + failed),
            operations::failures.eq(all),
            operations::updated_at.eq(diesel::dsl::now),
        ))
        .returning(Row::as_returning())
        .get_result(connection)?;
    if row.done < row.total {
        return row.read();
    }
    end(connection, this, OperationState::Done)
}

/// Stops an operation where it is. One that has ended stays as it is.
pub fn stop(connection: &mut PgConnection, user: Uuid, id: Uuid) -> QueryResult<Option<Operation>> {
    let running: Option<Uuid> = operations::table
        .find((user, id))
        .filter(operations::state.eq("running"))
        .select(operations::id)
        .for_update()
        .first(connection)
        .optional()?;
    match running {
        Some(_) => end(connection, (user, id), OperationState::Stopped).map(Some),
        None => find(connection, user, id),
    }
}

fn end(
    connection: &mut PgConnection,
    this: (Uuid, Uuid),
    state: OperationState,
) -> QueryResult<Operation> {
    let state = match state {
        OperationState::Stopped => "stopped",
        _ => "done",
    };
    diesel::update(operations::table.find(this))
        .set((
            operations::state.eq(state),
            operations::contacts.eq(Vec::<Uuid>::new()),
            operations::updated_at.eq(diesel::dsl::now),
        ))
        .returning(Row::as_returning())
        .get_result(connection)?
        .read()
}

/// Operations that go on, but that nobody has worked on for so many seconds: their server is gone.
pub fn abandoned(connection: &mut PgConnection, seconds: f64) -> QueryResult<Vec<(Uuid, Uuid)>> {
    let idle = diesel::dsl::sql::<sql_types::Bool>("updated_at < now() - make_interval(secs => ")
        .bind::<sql_types::Double, _>(seconds)
        .sql(")");
    operations::table
        .filter(operations::state.eq("running"))
        .filter(idle)
        .select((operations::user_id, operations::id))
        .load(connection)
}
