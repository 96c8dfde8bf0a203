//! One method per operation of the API.

use std::future::Future;
use std::pin::Pin;

use domain::{Contact, ContactEdit, Login, NoteEdit, Register, SignedIn, Uuid};
use serde::Serialize;

use super::{Answer, Api, ApiError, paths};
use crate::host::{ApiRequest, Method};

/// What comes later. Boxed, because every caller would have a copy of the way there in its own future.
pub type Soon<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl Api {
    /// Makes an account and signs in with it.
    pub async fn register(&self, register: &Register) -> Result<SignedIn, ApiError> {
        self.post("/api/v1/users/register", json(register))
            .await
            .read()
    }

    /// Signs in.
    pub async fn login(&self, login: &Login) -> Result<SignedIn, ApiError> {
        self.post("/api/v1/users/login", json(login)).await.read()
    }

    /// Makes a contact. Repeated with the same key it makes no second one.
    pub fn create(&self, edit: &ContactEdit, key: &str) -> Soon<Result<Contact, ApiError>> {
        self.contact(ApiRequest {
            body: json(edit),
            idempotency_key: Some(key.to_owned()),
            ..request(Method::Post, "/api/v1/contacts".to_owned())
        })
    }

    /// Changes a contact, provided that it is still the version that `etag` names.
    pub fn patch(
        &self,
        id: Uuid,
        edit: &ContactEdit,
        etag: &str,
    ) -> Soon<Result<Contact, ApiError>> {
        self.contact(ApiRequest {
            body: json(edit),
            if_match: Some(etag.to_owned()),
            ..request(Method::Patch, paths::contact(id))
        })
    }

    /// Takes the photo of a contact away, provided that it is still the version that `etag` names.
    pub fn delete_photo(&self, id: Uuid, etag: &str) -> Soon<Result<Contact, ApiError>> {
        self.contact(ApiRequest {
            if_match: Some(etag.to_owned()),
            ..request(Method::Delete, paths::photo(id))
        })
    }

    /// Makes a contact a favourite, or not any more. That is no change of the contact, so any version will do.
    pub async fn star(&self, id: Uuid, starred: bool) -> Result<(), ApiError> {
        let method = if starred { Method::Put } else { Method::Delete };
        self.send(request(method, paths::star(id))).await.check()
    }

    /// Deletes a contact, provided that it is still the version that `etag` names.
    pub async fn delete(&self, id: Uuid, etag: &str) -> Result<(), ApiError> {
        let request = ApiRequest {
            if_match: Some(etag.to_owned()),
            ..request(Method::Delete, paths::contact(id))
        };
        self.send(request).await.check()
    }

    /// Writes a note. Repeated with the same key it makes no second one.
    pub async fn create_note(&self, edit: &NoteEdit, key: String) -> Result<(), ApiError> {
        let request = ApiRequest {
            body: json(edit),
            idempotency_key: Some(key),
            ..request(Method::Post, "/api/v1/notes".to_owned())
        };
        self.send(request).await.check()
    }

    /// Changes a note, provided that it is still the version that `etag` names.
    pub async fn patch_note(&self, id: Uuid, edit: &NoteEdit, etag: &str) -> Result<(), ApiError> {
        let request = ApiRequest {
            body: json(edit),
            if_match: Some(etag.to_owned()),
            ..request(Method::Patch, paths::note(id))
        };
        self.send(request).await.check()
    }

    /// Deletes a note, provided that it is still the version that `etag` names.
    pub async fn delete_note(&self, id: Uuid, etag: &str) -> Result<(), ApiError> {
        let request = ApiRequest {
            if_match: Some(etag.to_owned()),
            ..request(Method::Delete, paths::note(id))
        };
        self.send(request).await.check()
    }

    /// Reads from a path.
    pub fn ask(&self, path: String) -> Soon<Answer> {
        self.send(request(Method::Get, path))
    }

    /// Writes to a path, and gives back what came of it.
    pub fn write(&self, method: Method, path: String, body: Option<String>) -> Soon<Answer> {
        self.send(ApiRequest {
            body,
            ..request(method, path)
        })
    }

    fn post(&self, path: &str, body: Option<String>) -> Soon<Answer> {
        self.send(ApiRequest {
            body,
            ..request(Method::Post, path.to_owned())
        })
    }

    fn contact(&self, request: ApiRequest) -> Soon<Result<Contact, ApiError>> {
        let answer = self.send(request);
        Box::pin(async move { answer.await.contact() })
    }

    fn send(&self, request: ApiRequest) -> Soon<Answer> {
        let path = request.path.clone();
        let response = self.transport.send(request);
        Box::pin(async move {
            match response.await {
                Ok(response) => Answer {
                    path,
                    status: response.status,
                    body: response.body,
                },
                Err(_) => Answer {
                    path,
                    ..Answer::default()
                },
            }
        })
    }
}

fn request(method: Method, path: String) -> ApiRequest {
    ApiRequest {
        method,
        path,
        body: None,
        if_match: None,
        idempotency_key: None,
    }
}

fn json<T: Serialize>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}
