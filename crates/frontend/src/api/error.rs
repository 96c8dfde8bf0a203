//! What can go wrong between the page and the API.

use domain::{ErrorCode, Problem};

/// Why there is no answer to work with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The API said no, and why.
    Problem(Box<Problem>),
    /// No answer came: the network or the server is away.
    Offline,
    /// Something answered, but not our API.
    Unreadable,
}

impl ApiError {
    /// The stable code, where the API gave one.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Offline | Self::Unreadable => None,
        }
    }

    /// The HTTP status that a page showing this error has.
    pub fn status(&self) -> u16 {
        match self {
            Self::Problem(problem) => problem.status,
            Self::Offline => 503,
            Self::Unreadable => 502,
        }
    }

    /// Nobody is signed in (any more).
    pub fn wants_sign_in(&self) -> bool {
        self.code() == Some(ErrorCode::SignInRequired)
    }

    /// There is no such thing, or its id is not even an id.
    pub fn is_missing(&self) -> bool {
        matches!(
            self.code(),
            Some(ErrorCode::NotFound | ErrorCode::MalformedParameter)
        )
    }
}
