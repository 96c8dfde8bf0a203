//! An answer as text, until somebody reads it.
//!
//! What a page shows travels from the server to the browser exactly as the API wrote it, and is read once on
//! each side: the server does not write it again, and the browser needs no code to do so.

use domain::{Color, Contact, ContactSummary, ErrorCode, Page, Problem, Uuid};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{ApiError, wire};

/// What came back for a path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was asked for.
    pub path: String,
    /// The HTTP status; 0 when nothing came back.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// A book or a label, as far as the page tells them apart: one of the two reads both.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Group {
    /// Stable id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it is told apart by.
    pub color: Color,
    /// Whether it is the book that new contacts go to when no other is named.
    #[serde(default)]
    pub default: bool,
    /// How many contacts the book holds; nobody counts those of a label.
    #[serde(default)]
    pub contacts: i64,
}

impl Answer {
    /// Reads the body as what it is expected to be.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        self.check()?;
        serde_json::from_str(&self.body).map_err(|_| ApiError::Unreadable)
    }

    /// Reads a contact.
    pub fn contact(&self) -> Result<Contact, ApiError> {
        match self.check() {
            Ok(()) => wire::contact(&self.body).ok_or(ApiError::Unreadable),
            Err(ApiError::Problem(mut problem)) => {
                if problem.code == ErrorCode::Stale {
                    problem.current = wire::current(&self.body);
                }
                Err(ApiError::Problem(problem))
            }
            Err(error) => Err(error),
        }
    }

    /// Reads one page of a list.
    pub fn page(&self) -> Result<Page<ContactSummary>, ApiError> {
        self.read()
    }

    /// Reads the books, or the labels.
    pub fn groups(&self) -> Result<Vec<Group>, ApiError> {
        self.read()
    }

    /// Reads how many there are.
    pub fn count(&self) -> Result<i64, ApiError> {
        #[derive(Deserialize)]
        struct Count {
            count: i64,
        }
        self.read().map(|Count { count }| count)
    }

    /// Whether it is an answer to work with, or else why not.
    pub fn check(&self) -> Result<(), ApiError> {
        match self.status {
            200..300 => Ok(()),
            0 => Err(ApiError::Offline),
            status => Err(match wire::problem(&self.body) {
                Some(problem) => ApiError::Problem(Box::new(problem)),
                None if status == 404 => not_found(),
                None => ApiError::Unreadable,
            }),
        }
    }
}

fn not_found() -> ApiError {
    ApiError::Problem(Box::new(Problem {
        status: 404,
        code: ErrorCode::NotFound,
        title: String::new(),
        detail: None,
        errors: Default::default(),
        request_id: None,
        current: None,
    }))
}
