//! `/api/v1/operations`

use axum::Json;
use axum::extract::State;
use domain::{BulkAction, Operation, OperationState, Problem};
use persistence::{Database, operations};

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Id;

/// How an operation on many contacts stands.
#[utoipa::path(get, path = "/api/v1/operations/{id}", tag = "contacts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Operation), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Operation>, ApiError> {
    let operation = db
        .read::<_, ApiError>(move |connection| {
            Ok(operations::find(connection, caller.user.id, id)?)
        })
        .await?;
    operation.map(Json).ok_or_else(ApiError::not_found)
}

/// Stop an operation on the way. What it has changed stays changed. One that has ended stays as it is.
#[utoipa::path(delete, path = "/api/v1/operations/{id}", tag = "contacts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Operation), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "A label is being renamed or deleted; that is not left half done", body = Problem)))]
pub async fn stop(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Operation>, ApiError> {
    let operation = db
        .run::<_, ApiError>(move |connection| {
            let user = caller.user.id;
            let found = operations::find(connection, user, id)?;
            if found.is_some_and(|one| {
                matches!(one.action, BulkAction::Relabel { .. })
                    && one.state == OperationState::Running
            }) {
                return Err(ApiError::conflict(
                    "a label is being renamed or deleted on everybody who has it; that is not left half done",
                ));
            }
            Ok(operations::stop(connection, user, id)?)
        })
        .await?;
    operation.map(Json).ok_or_else(ApiError::not_found)
}
