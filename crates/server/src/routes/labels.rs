//! `/api/v1/labels`

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{
    BulkAction, FieldRule, Label, LabelEdit, Operation, OperationState, Problem, validate,
};
use persistence::labels::LABEL_TAKEN;
use persistence::{Database, DbError, PgConnection, books, contacts, labels, operations};
use serde::Serialize;
use uuid::Uuid;

use crate::access::Caller;
use crate::bulk::{self, Worker};
use crate::error::ApiError;
use crate::http::extract::{Id, JsonBody};
use crate::once::Once;
use crate::routes::contacts::keepable;

/// So many cards are written before the request is answered; more are written behind the answer.
const AT_ONCE: usize = 200;

/// The labels of the account.
#[utoipa::path(get, path = "/api/v1/labels", tag = "labels",
    responses((status = 200, body = [Label]), (status = 401, body = Problem)))]
pub async fn list(
    State(db): State<Database>,
    caller: Caller,
) -> Result<Json<Vec<Label>>, ApiError> {
    let owner = caller.user.id;
    let labels = db
        .read::<_, ApiError>(move |connection| Ok(labels::list(connection, owner)?))
        .await?;
    Ok(Json(labels))
}

/// Make a label. Labels that come with a contact are made by themselves. With an `Idempotency-Key` the request can be
/// repeated safely.
#[utoipa::path(post, path = "/api/v1/labels", tag = "labels", request_body = LabelEdit,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = Label), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody { value: edit, bytes }: JsonBody<LabelEdit>,
) -> Result<Response, ApiError> {
    validate::label(&edit, true).map_err(ApiError::invalid)?;
    let once = Once::read(&headers, &[b"POST /api/v1/labels", &bytes])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            let owner = caller.user.id;
            let find = |connection: &mut PgConnection, id| {
                labels::find(connection, owner, id)?.ok_or_else(ApiError::not_found)
            };
            once.make(
                connection,
                &caller,
                |label| label.id,
                find,
                |connection| {
                    let name = edit.name.as_deref().unwrap_or_default().trim();
                    let color = edit.color.unwrap_or_default();
                    labels::create(connection, owner, name, color).map_err(taken)
                },
            )
        })
        .await?;
    Ok(made.answer(|label| {
        let location = [(header::LOCATION, format!("/api/v1/labels/{}", label.id))];
        (StatusCode::CREATED, location, Json(label)).into_response()
    }))
}

/// A label that has a new name already, and what still writes it on the contacts that have the label.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Renaming {
    /// The label as it is from now on.
    #[serde(flatten)]
    label: Label,
    /// What goes on.
    operation: Operation,
}

/// Rename or recolour a label.
///
/// A new name is written on every contact that has it, deleted ones too, as one operation. If those are very many, the
/// label has its new name when the answer comes, and the contacts follow (202): `GET /api/v1/operations/{id}` says how far
/// it has got.
#[utoipa::path(patch, path = "/api/v1/labels/{id}", tag = "labels", params(("id" = uuid::Uuid, Path)),
    request_body = LabelEdit,
    responses((status = 200, body = Label),
        (status = 202, description = "Renamed; the contacts follow", body = Renaming),
        (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn patch(
    State(db): State<Database>,
    State(worker): State<Worker>,
    caller: Caller,
    Id(id): Id,
    JsonBody { value: edit, .. }: JsonBody<LabelEdit>,
) -> Result<Response, ApiError> {
    validate::label(&edit, false).map_err(ApiError::invalid)?;
    let owner = caller.user.id;
    let (label, begun) = db
        .run::<_, ApiError>(move |connection| {
            let before = lock(connection, owner, id)?;
            labels::change(connection, owner, id, &edit).map_err(taken)?;
            let after = labels::find(connection, owner, id)?.ok_or_else(ApiError::not_found)?;
            let begun = if before.name == after.name {
                None
            } else {
                relabel(connection, &caller, &before, Some(&after.name))?
            };
            Ok((after, begun))
        })
        .await?;
    let Some(begun) = begun else {
        return Ok(Json(label).into_response());
    };
    let operation = worker.begun(owner, begun).await?;
    let location = [(header::LOCATION, location(&operation))];
    Ok(match operation.state {
        OperationState::Running => {
            let renaming = Renaming { label, operation };
            (StatusCode::ACCEPTED, location, Json(renaming)).into_response()
        }
        _ => (location, Json(label)).into_response(),
    })
}

/// Delete a label.
///
/// The contacts that have it lose it, and stay. If those are very many, the label is gone when the answer comes, and the
/// contacts follow (202).
#[utoipa::path(delete, path = "/api/v1/labels/{id}", tag = "labels", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 202, description = "Gone; the contacts follow", body = Operation),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn delete(
    State(db): State<Database>,
    State(worker): State<Worker>,
    caller: Caller,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let owner = caller.user.id;
    let begun = db
        .run::<_, ApiError>(move |connection| {
            let label = lock(connection, owner, id)?;
            // First of all: a card that comes with this label now makes it anew once this is over.
            labels::delete(connection, owner, id)?;
            relabel(connection, &caller, &label, None)
        })
        .await?;
    let Some(begun) = begun else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let operation = worker.begun(owner, begun).await?;
    let location = [(header::LOCATION, location(&operation))];
    Ok(match operation.state {
        OperationState::Running => {
            (StatusCode::ACCEPTED, location, Json(operation)).into_response()
        }
        _ => (StatusCode::NO_CONTENT, location).into_response(),
    })
}

fn location(operation: &Operation) -> String {
    format!("/api/v1/operations/{}", operation.id)
}

fn lock(connection: &mut PgConnection, owner: Uuid, id: Uuid) -> Result<Label, ApiError> {
    labels::lock(connection, owner, id)?.ok_or_else(ApiError::not_found)
}

fn taken(error: persistence::QueryError) -> ApiError {
    let error = DbError::from(error);
    match error.violated_constraint() {
        Some(LABEL_TAKEN) => ApiError::invalid_field("name", FieldRule::Taken),
        _ => error.into(),
    }
}

/// Writes a label's new name, or none, into the cards of all that have it: one operation, and a recorded change of each.
/// Of very many it only begins the operation, and answers it.
fn relabel(
    connection: &mut PgConnection,
    caller: &Caller,
    label: &Label,
    new: Option<&str>,
) -> Result<Option<Operation>, ApiError> {
    let owner = caller.user.id;
    let mut members = Vec::new();
    // Also in books that are deleted: the old name must not come back with them.
    for book in books::owned(connection, owner)? {
        members.extend(labels::members(connection, book, &label.name)?);
    }
    members.sort_unstable();
    let author = caller.author();
    if members.len() > AT_ONCE {
        let action = BulkAction::Relabel {
            label: label.name.clone(),
            label_id: label.id,
        };
        let begun = operations::begin(connection, &author, &action, &members)?;
        return Ok(Some(begun));
    }
    for (standing, locked) in contacts::lock_owned(connection, owner, &members)? {
        caller.may(Action::WriteBook(standing))?;
        if let Some(card) = bulk::relabelled(&locked, &label.name, new)? {
            keepable(&card)?;
            contacts::edit(connection, &locked, &card, &author)?;
        }
    }
    Ok(None)
}
