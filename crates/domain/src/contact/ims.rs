use serde::{Deserialize, Serialize};

use super::{EmailType, ItemKey};
use crate::service::handle;

/// Where a person is found on a messenger or a social network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Im {
    /// Which item this is: sent back, it is changed in place.
    #[serde(default, skip_serializing_if = "ItemKey::is_none")]
    pub key: ItemKey,
    /// The handle as people say it, or the address of a profile.
    pub value: String,
    /// The messenger or network: a well-known one in lower case (`telegram`, `mastodon`), any other as written.
    #[serde(default)]
    pub service: Option<String>,
    /// Home, work or other.
    #[serde(default)]
    pub r#type: Option<EmailType>,
    /// The owner's own word for it; shown instead of the type.
    #[serde(default)]
    pub label: Option<String>,
    /// The one to try first.
    #[serde(default)]
    pub pref: bool,
}

impl Im {
    /// The same in the words of contacts: `skype:ann` is the handle `ann` on `skype`, and `Twitter` is `x`.
    #[must_use]
    pub fn canonical(self) -> Self {
        let (value, service) = handle::read(&self.value, self.service.as_deref());
        Self {
            value,
            service,
            ..self
        }
    }
}
