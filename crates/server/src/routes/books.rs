//! `/api/v1/books`

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::policy::{Action, Standing};
use domain::{Book, BookEdit, Problem, validate};
use persistence::{Database, PgConnection, books};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::{Id, JsonBody};
use crate::once::Once;

/// The books of the account.
#[utoipa::path(get, path = "/api/v1/books", tag = "books",
    responses((status = 200, body = [Book]), (status = 401, body = Problem)))]
pub async fn list(State(db): State<Database>, caller: Caller) -> Result<Json<Vec<Book>>, ApiError> {
    let owner = caller.user.id;
    let books = db
        .run::<_, ApiError>(move |connection| Ok(books::list(connection, owner)?))
        .await?;
    Ok(Json(books))
}

/// Make a book. With an `Idempotency-Key` the request can be repeated safely.
#[utoipa::path(post, path = "/api/v1/books", tag = "books", request_body = BookEdit,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = Book), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody { value: edit, bytes }: JsonBody<BookEdit>,
) -> Result<Response, ApiError> {
    validate::book(&edit, true).map_err(ApiError::invalid)?;
    let once = Once::read(&headers, &[b"POST /api/v1/books", &bytes])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            let owner = caller.user.id;
            let find = |connection: &mut PgConnection, id| book(connection, owner, id);
            once.make(
                connection,
                &caller,
                |book| book.id,
                find,
                |connection| {
                    let name = edit.name.as_deref().unwrap_or_default().trim();
                    let color = edit.color.unwrap_or_default();
                    let id = books::create(connection, owner, name, color, false)?;
                    book(connection, owner, id)
                },
            )
        })
        .await?;
    Ok(made.answer(|book| {
        let location = [(header::LOCATION, format!("/api/v1/books/{}", book.id))];
        (StatusCode::CREATED, location, Json(book)).into_response()
    }))
}

/// One book.
#[utoipa::path(get, path = "/api/v1/books/{id}", tag = "books", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Book), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Book>, ApiError> {
    let book = db
        .run::<_, ApiError>(move |connection| {
            let (standing, _) = books::find(connection, caller.user.id, id)?;
            caller.may(Action::ReadBook(standing))?;
            book(connection, caller.user.id, id)
        })
        .await?;
    Ok(Json(book))
}

/// Rename or recolour a book.
#[utoipa::path(patch, path = "/api/v1/books/{id}", tag = "books", params(("id" = uuid::Uuid, Path)),
    request_body = BookEdit,
    responses((status = 200, body = Book), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn patch(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
    JsonBody { value: edit, .. }: JsonBody<BookEdit>,
) -> Result<Json<Book>, ApiError> {
    validate::book(&edit, false).map_err(ApiError::invalid)?;
    let book = db
        .run::<_, ApiError>(move |connection| {
            let (standing, _) = books::find(connection, caller.user.id, id)?;
            caller.may(Action::WriteBook(standing))?;
            books::change(connection, id, &edit)?;
            book(connection, caller.user.id, id)
        })
        .await?;
    Ok(Json(book))
}

/// Delete a book with all that is in it. It can be restored. The default book stays.
#[utoipa::path(delete, path = "/api/v1/books/{id}", tag = "books", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "The default book cannot be deleted", body = Problem)))]
pub async fn delete(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    db.run::<_, ApiError>(move |connection| {
        let (standing, _) = books::find(connection, caller.user.id, id)?;
        caller.may(Action::WriteBook(standing))?;
        if books::default_of(connection, caller.user.id)?.id == id {
            return Err(ApiError::conflict(
                "this is the default book, where new contacts go; it cannot be deleted",
            ));
        }
        books::set_deleted(connection, id, true)?;
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Bring a deleted book back. One that is not deleted stays as it is. With an `Idempotency-Key` the request can be repeated
/// safely: what is deleted again meanwhile stays so.
#[utoipa::path(post, path = "/api/v1/books/{id}/restore", tag = "books",
    params(("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 200, body = Book), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn restore(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let once = Once::read(&headers, &[b"POST restore book", id.as_bytes()])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            let owner = caller.user.id;
            let restore = |connection: &mut PgConnection| {
                let standing: Standing = books::standing_to_deleted(connection, owner, id)?;
                caller.may(Action::WriteBook(standing))?;
                books::set_deleted(connection, id, false)?;
                book(connection, owner, id)
            };
            let find = |connection: &mut PgConnection, id| book(connection, owner, id);
            once.make(connection, &caller, |book| book.id, find, restore)
        })
        .await?;
    Ok(made.answer(|book| Json(book).into_response()))
}

fn book(connection: &mut PgConnection, owner: Uuid, id: Uuid) -> Result<Book, ApiError> {
    let books = books::list(connection, owner)?;
    let book = books.into_iter().find(|book| book.id == id);
    book.ok_or_else(ApiError::not_found)
}
