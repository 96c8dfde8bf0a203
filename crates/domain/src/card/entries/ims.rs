//! Messengers and social networks, in the many ways that cards have them.
//!
//! New messengers become `IMPP` with the parameter for the service, new profiles `X-SOCIALPROFILE` in 3.0, which is
//! what phones read, and `SOCIALPROFILE` in 4.0 (RFC 9554). Lines keep the property that they have.

use vcard::{Card, Property, Version};

use super::super::field::Value;
use super::Entry;
use super::fields::{purpose, resolved};
use super::types;
use crate::service::{self, handle};
use crate::{EmailType, Im};

pub(super) const MESSENGER: &str = "IMPP";
pub(super) const PROFILE: &str = "SOCIALPROFILE";
pub(super) const APPLE_PROFILE: &str = "X-SOCIALPROFILE";

/// Properties from before `IMPP`, each of one service but for Outlook's. Apple still writes some of them beside it.
const OLD: [(&str, &str); 14] = [
    ("X-AIM", "aim"),
    ("X-ICQ", "icq"),
    ("X-JABBER", "xmpp"),
    ("X-MSN", "msn"),
    ("X-YAHOO", "yahoo"),
    ("X-SKYPE", "skype"),
    ("X-SKYPE-USERNAME", "skype"),
    ("X-QQ", "qq"),
    ("X-GOOGLE-TALK", "google talk"),
    ("X-GADUGADU", "gadu-gadu"),
    ("X-GROUPWISE", "groupwise"),
    ("X-TWITTER", "x"),
    ("X-TELEGRAM", "telegram"),
    ("X-MS-IMADDRESS", ""),
];

const NAMES: [&str; 17] = {
    let mut names = [""; 17];
    (names[0], names[1], names[2]) = (MESSENGER, PROFILE, APPLE_PROFILE);
    let mut place = 0;
    while place < OLD.len() {
        names[place + 3] = OLD[place].0;
        place += 1;
    }
    names
};

/// Parameters that name the service, that of the standard first.
pub(super) const SERVICE_PARAMS: [&str; 2] = ["SERVICE-TYPE", "X-SERVICE-TYPE"];
/// Parameters that have the handle beside an address, that of the standard first.
pub(super) const USER_PARAMS: [&str; 2] = ["USERNAME", "X-USER"];
/// Words in the TYPE of an Apple profile that are not its service.
pub(super) const NO_SERVICE: [&str; 5] = ["home", "work", "other", "pref", "internet"];

/// How a property has handle and service.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// An address, and a parameter for the service.
    Messenger,
    /// An address or a text, and a parameter for the service.
    Profile,
    /// An address, and the service in TYPE.
    AppleProfile,
    /// A text; the name of the property tells the service, if any.
    Old(&'static str),
}

impl Form {
    fn of(name: &str) -> Self {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        match OLD.into_iter().find(|(old, _)| is(old)) {
            Some((_, service)) => Self::Old(service),
            None if is(PROFILE) => Self::Profile,
            None if is(APPLE_PROFILE) => Self::AppleProfile,
            None => Self::Messenger,
        }
    }

    /// Whether a word of TYPE names the service. Nextcloud's messengers have it there, too.
    fn is_service(self, word: &str) -> bool {
        match self {
            Self::AppleProfile => !NO_SERVICE.contains(&word.to_lowercase().as_str()),
            Self::Messenger | Self::Profile => service::known(word).is_some(),
            Self::Old(_) => false,
        }
    }
}

impl Entry for Im {
    const NAMES: &'static [&'static str] = &NAMES;

    purpose!(EmailType);

    fn read(property: &Property) -> Option<Self> {
        let service = service_of(property);
        let im = |value: String| Self {
            value,
            service: service.clone(),
            ..Self::default()
        };
        let written = im(text(property)).canonical();
        // The address of a profile can be followed, the name of the user cannot, so it comes second.
        let is_profile = matches!(
            Form::of(property.name()),
            Form::Profile | Form::AppleProfile
        );
        let user = param(property, USER_PARAMS).filter(|_| is_profile && written.is_empty());
        Some(user.map_or(written, |user| im(user).canonical()))
    }

    fn value(&self, name: &str, card: &Card, old: Option<&Property>) -> Value {
        let form = Form::of(name);
        // A line that gets another name tells the service in another way.
        let same = old.filter(|old| Form::of(old.name()) == form);
        let told = same.and_then(service_of);
        let says_it = |text: &str| {
            let read = handle::read(text, told.as_deref());
            same.is_some() && read == (self.value.clone(), self.service.clone())
        };
        let is_address = handle::is_address(&self.value);
        let (value, is_said) = match form {
            Form::Old(_) => return Value::text(&self.value),
            Form::Messenger => {
                let is_bare = same.is_some_and(|same| !handle::has_scheme(&text(same)));
                let address = if is_bare && says_it(&self.value) {
                    self.value.clone()
                } else {
                    handle::address(&self.value, self.service.as_deref())
                };
                (Value::uri(&address), says_it(&address))
            }
            Form::Profile => {
                let value = if is_address {
                    Value::uri(&self.value)
                } else {
                    Value::text(&self.value).param("VALUE", ["text".to_owned()])
                };
                let value = value
                    .param(USER_PARAMS[0], None)
                    .param(USER_PARAMS[1], None);
                (value, says_it(&self.value))
            }
            Form::AppleProfile => {
                let address = handle::address(&self.value, None);
                let user = (!is_address).then(|| self.value.clone());
                let value = Value::uri(&address)
                    .param(USER_PARAMS[0], None)
                    .param(USER_PARAMS[1], user);
                (value, says_it(&address))
            }
        };
        if is_said {
            value
        } else {
            with_service(value, self.service.as_deref(), form, card.version(), old)
        }
    }

    fn name(&self, card: &Card) -> &'static str {
        let service = self.service.as_deref().and_then(service::known);
        let is_social = service.is_some_and(|service| service.is_social);
        match card.version() {
            _ if !is_social => MESSENGER,
            Version::V3 => APPLE_PROFILE,
            Version::V4 => PROFILE,
        }
    }

    fn fits(&self, name: &str) -> bool {
        let service = self.service.as_deref();
        let form = Form::of(name);
        match form {
            Form::Messenger | Form::Profile => true,
            // TYPE is a list, and has other words as well.
            Form::AppleProfile => {
                service.is_none_or(|name| !name.contains(',') && form.is_service(name))
            }
            Form::Old(old) => service.unwrap_or_default() == old,
        }
    }

    /// What is on one line for new programs and on another for old ones is shown once.
    fn sameness(&self) -> Option<String> {
        let service = self.service.as_deref().unwrap_or_default();
        Some(format!("{service}\n{}", self.value))
    }

    fn tidy(self) -> Self {
        self.canonical()
    }

    fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    fn has_value_of(&self, other: &Self) -> bool {
        (&self.value, &self.service) == (&other.value, &other.service)
    }
}

pub(super) fn text(property: &Property) -> String {
    let is_text = property
        .param("VALUE")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("text"));
    match Form::of(property.name()) {
        Form::Messenger | Form::Profile | Form::AppleProfile if !is_text => {
            resolved(property.raw_value())
        }
        _ => property.text(),
    }
}

/// The service as the line tells it; where it does not, the scheme of the value may.
pub(super) fn service_of(property: &Property) -> Option<String> {
    let form = Form::of(property.name());
    let named = match form {
        Form::Old(service) => Some(service.to_owned()).filter(|service| !service.is_empty()),
        _ => param(property, SERVICE_PARAMS),
    };
    named.or_else(|| {
        types::as_written(property)
            .into_iter()
            .find(|word| form.is_service(word))
    })
}

/// Names the service in the way of this form, and in no other.
fn with_service(
    value: Value,
    service: Option<&str>,
    form: Form,
    version: Version,
    old: Option<&Property>,
) -> Value {
    let service = service.map(|name| service::written(name).to_owned());
    let is_in_type = form == Form::AppleProfile;
    let [standard, apple] = SERVICE_PARAMS;
    let is_standard = match old {
        Some(old) if old.param(apple).is_some() => false,
        Some(old) if old.param(standard).is_some() => true,
        _ => version == Version::V4,
    };
    let in_param = service.clone().filter(|_| !is_in_type);
    let value = value
        .param(standard, in_param.clone().filter(|_| is_standard))
        .param(apple, in_param.filter(|_| !is_standard));

    let words = old.map(types::as_written).unwrap_or_default();
    let is_old_service = |word: &String| {
        let was = old.is_some_and(|old| Form::of(old.name()).is_service(word));
        was || form.is_service(word)
    };
    let others = words.iter().filter(|word| !is_old_service(word)).cloned();
    let in_type: Vec<String> = service
        .filter(|_| is_in_type)
        .into_iter()
        .chain(others)
        .collect();
    if in_type == words {
        value
    } else {
        value.param("TYPE", in_type)
    }
}

pub(super) fn param(property: &Property, names: [&str; 2]) -> Option<String> {
    names
        .into_iter()
        .filter_map(|name| property.param(name))
        .find(|value| !value.trim().is_empty())
}
