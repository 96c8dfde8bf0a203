//! A lease while something is looked up.

use super::Lease;
use super::shared::Shared;

/// Given back if nothing comes of it: the look-up may fail or find nothing, or whoever wanted to know may have gone. Other
/// servers would wait for it in vain.
pub struct Held {
    shared: Option<Shared>,
    key: String,
    lease: Option<Lease>,
}

impl Held {
    pub fn new(shared: Option<&Shared>, key: &str, lease: Lease) -> Self {
        Self {
            shared: shared.cloned(),
            key: key.to_owned(),
            lease: Some(lease),
        }
    }

    /// The lease, for what was found.
    pub fn taken(mut self) -> Lease {
        self.lease.take().unwrap_or(Lease::None)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let (Some(shared), Some(Lease::Shared(lease))) = (self.shared.take(), self.lease.take())
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let key = std::mem::take(&mut self.key);
            runtime.spawn(async move { shared.give_back(&key, &lease).await });
        }
    }
}
