//! The services that people are reached by: messengers and social networks.
//!
//! The table is there so that the same service is called the same, whatever program wrote it. It is not a limit:
//! a service that is not in it keeps the name it has.

pub(crate) mod handle;

/// A service that goes by a well-known name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// What contacts call it.
    pub name: &'static str,
    /// What cards call it, in the spelling that phones look for.
    written: &'static str,
    /// Whether it is rather a network of profiles than a messenger.
    pub is_social: bool,
    /// The scheme of its addresses, where a bare handle may stand behind it.
    scheme: Option<&'static str>,
    /// Other names and schemes that it goes by.
    aliases: &'static [&'static str],
}

/// The well-known services, the most used of each kind first.
pub const SERVICES: &[Service] = &[
    messenger("whatsapp", "WhatsApp"),
    messenger("telegram", "Telegram").or(&["tg"]),
    messenger("signal", "Signal").or(&["sgnl"]),
    messenger("matrix", "Matrix").at("matrix"),
    messenger("xmpp", "Jabber").at("xmpp"),
    messenger("skype", "Skype").at("skype"),
    messenger("threema", "Threema"),
    messenger("viber", "Viber"),
    messenger("wechat", "WeChat").or(&["weixin"]),
    messenger("line", "Line"),
    messenger("kakaotalk", "KakaoTalk"),
    messenger("kik", "Kik"),
    messenger("discord", "Discord"),
    messenger("slack", "Slack"),
    messenger("teams", "Teams").or(&["msteams"]),
    messenger("zoom", "Zoom").or(&["zoomus"]),
    messenger("facetime", "FaceTime"),
    messenger("sip", "SIP").at("sip").or(&["sips"]),
    messenger("irc", "IRC").or(&["ircs"]),
    messenger("google talk", "GoogleTalk").at("xmpp").or(&[
        "gtalk",
        "google",
        "googlechat",
        "hangouts",
    ]),
    messenger("qq", "QQ"),
    messenger("icq", "ICQ").at("icq"),
    messenger("aim", "AIM").at("aim"),
    messenger("msn", "MSN").at("msnim"),
    messenger("yahoo", "Yahoo").at("ymsgr"),
    messenger("gadu-gadu", "GaduGadu").or(&["gg", "gadu"]),
    messenger("groupwise", "GroupWise"),
    network("mastodon", "mastodon"),
    network("instagram", "instagram"),
    network("linkedin", "linkedin"),
    network("facebook", "facebook"),
    network("github", "github"),
    network("gitlab", "gitlab"),
    network("x", "twitter"),
    network("bluesky", "bluesky").or(&["bsky"]),
    network("vk", "vk").or(&["vkontakte"]),
    network("ok", "odnoklassniki"),
    network("tiktok", "tiktok"),
    network("youtube", "youtube"),
    network("threads", "threads"),
    network("reddit", "reddit"),
    network("pinterest", "pinterest"),
    network("snapchat", "snapchat"),
    network("xing", "xing"),
    network("flickr", "flickr"),
    network("myspace", "myspace"),
    network("weibo", "sinaweibo"),
];

const fn messenger(name: &'static str, written: &'static str) -> Service {
    Service {
        name,
        written,
        is_social: false,
        scheme: None,
        aliases: &[],
    }
}

const fn network(name: &'static str, written: &'static str) -> Service {
    Service {
        is_social: true,
        ..messenger(name, written)
    }
}

impl Service {
    const fn at(self, scheme: &'static str) -> Self {
        Self {
            scheme: Some(scheme),
            ..self
        }
    }

    const fn or(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }
}

/// The well-known service that goes by this name, in any spelling.
pub fn known(name: &str) -> Option<&'static Service> {
    let is_it = |other: &str| are_same(name, other);
    // Two services may share a scheme; its own name decides, so it is looked at first.
    let by_name = SERVICES.iter().find(|service| {
        is_it(service.name)
            || is_it(service.written)
            || service.aliases.iter().any(|alias| is_it(alias))
    });
    by_name.or_else(|| {
        SERVICES
            .iter()
            .find(|service| service.scheme.is_some_and(is_it))
    })
}

/// The name that contacts use: the well-known one, else the name as it is.
pub fn canonical(name: &str) -> String {
    known(name).map_or_else(|| name.to_owned(), |service| service.name.to_owned())
}

/// The name that cards use.
pub(crate) fn written(name: &str) -> &str {
    known(name).map_or(name, |service| service.written)
}

/// Whether two names differ in nothing that means anything: `Google Talk`, `google-talk` and `GoogleTalk` are one.
fn are_same(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_leads_to_one_name() {
        for service in SERVICES {
            for name in [service.name, service.written]
                .iter()
                .chain(service.aliases)
            {
                assert_eq!(known(name), Some(service), "{name}");
            }
        }
        for (name, canonical) in [
            ("GoogleTalk", "google talk"),
            ("Google-Talk", "google talk"),
            ("JABBER", "xmpp"),
            ("Twitter", "x"),
            ("ymsgr", "yahoo"),
            ("Dacha Net", "Dacha Net"),
            ("Сеть", "Сеть"),
        ] {
            assert_eq!(super::canonical(name), canonical);
        }
    }
}
