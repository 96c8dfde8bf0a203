use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ItemKey;

/// Another person, and what that person is to this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Relation {
    /// Which item this is: sent back, it is changed in place.
    #[serde(default, skip_serializing_if = "ItemKey::is_none")]
    pub key: ItemKey,
    /// The other's name. May be empty where `uid` tells who it is.
    pub value: String,
    /// The UID of the other's card, without `urn:uuid:` before it.
    pub uid: Option<String>,
    /// What the other is to this person.
    pub r#type: Option<RelationType>,
    /// The owner's own word for it; shown instead of the type.
    pub label: Option<String>,
}

/// A contact that a relation of another one leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Related {
    /// The UID, as the relation has it.
    pub uid: String,
    /// The contact whose card has this UID.
    pub id: Uuid,
    /// What that contact is called now.
    pub name: String,
}

/// What somebody is to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum RelationType {
    Spouse,
    Partner,
    Child,
    Parent,
    Mother,
    Father,
    Brother,
    Sister,
    Sibling,
    Friend,
    Relative,
    Assistant,
    Manager,
    Colleague,
    Emergency,
    Other,
}

impl RelationType {
    /// All of them, in the order a form offers them.
    pub const ALL: [Self; 16] = [
        Self::Spouse,
        Self::Partner,
        Self::Child,
        Self::Parent,
        Self::Mother,
        Self::Father,
        Self::Brother,
        Self::Sister,
        Self::Sibling,
        Self::Friend,
        Self::Relative,
        Self::Assistant,
        Self::Manager,
        Self::Colleague,
        Self::Emergency,
        Self::Other,
    ];
}
