//! The typed client of the HTTP API: the only way by which the page reads and writes anything.

mod answer;
#[cfg(feature = "hydrate")]
pub mod browser;
mod calls;
mod error;
pub mod paths;
mod wire;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use answer::{Answer, Group};
pub use error::ApiError;
pub use wire::{code, rule};

use crate::host::Transport;

/// The client. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    transport: Arc<dyn Transport>,
}

/// Whether new accounts are taken; the answer of `GET /api/v1/users/registration`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Anybody who gets here may register.
    pub open: bool,
    /// There is no account yet: whoever registers now becomes the administrator.
    pub first: bool,
}

impl Api {
    /// A client that goes by this transport.
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self { transport }
    }
}
