use axum::extract::State;
use axum::http::StatusCode;
use domain::Problem;
use domain::policy::Action;
use persistence::{Database, contacts, favourites};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Id;

/// Make a contact one of one's favourites. It is nobody else's business, and no change of the contact.
#[utoipa::path(put, path = "/api/v1/contacts/{id}/star", tag = "contacts", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn put_star(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    set(&db, caller, id, true).await
}

/// Make a contact no favourite any more.
#[utoipa::path(delete, path = "/api/v1/contacts/{id}/star", tag = "contacts", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn delete_star(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    set(&db, caller, id, false).await
}

async fn set(
    db: &Database,
    caller: Caller,
    id: Uuid,
    starred: bool,
) -> Result<StatusCode, ApiError> {
    db.run::<_, ApiError>(move |connection| {
        let user = caller.user.id;
        // Locked, so that it does not go to another book meanwhile.
        let (standing, locked) =
            contacts::lock(connection, user, id)?.ok_or_else(ApiError::not_found)?;
        caller.may(Action::ReadBook(standing))?;
        if locked.contact.deleted_at.is_some() {
            return Err(ApiError::not_found());
        }
        favourites::set(connection, user, (locked.contact.book_id, id), starred)?;
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
