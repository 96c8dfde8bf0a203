//! HTTP itself: reading requests, and what is done to all of them.

pub mod accept;
pub mod address;
pub mod choice;
pub mod conditional;
pub mod extract;
pub mod headers;
pub mod origin;
pub mod request_log;
