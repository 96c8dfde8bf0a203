//! Messengers and social networks: what they are called here, and where a handle leads.
//!
//! An address is made of a fixed beginning and a handle that holds nothing but letters, digits and `.`, `_`, `-`.

use super::link;
use crate::navigation::encode;

/// A well-known service.
pub struct Service {
    /// What contacts call it (`domain::service`).
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What stands before a handle in the address of a profile; empty where there are no such addresses.
    before: &'static str,
}

const fn service(name: &'static str, title: &'static str, before: &'static str) -> Service {
    Service {
        name,
        title,
        before,
    }
}

/// The services that the form offers, the most used of each kind first.
pub const SERVICES: &[Service] = &[
    service("whatsapp", "WhatsApp", "wa.me/"),
    service("telegram", "Telegram", "t.me/"),
    service("signal", "Signal", ""),
    service("matrix", "Matrix", "matrix.to/#/"),
    service("xmpp", "XMPP", ""),
    service("skype", "Skype", ""),
    service("threema", "Threema", "threema.id/"),
    service("viber", "Viber", ""),
    service("wechat", "WeChat", ""),
    service("line", "LINE", ""),
    service("kakaotalk", "KakaoTalk", ""),
    service("kik", "Kik", "kik.me/"),
    service("discord", "Discord", ""),
    service("slack", "Slack", ""),
    service("teams", "Teams", ""),
    service("zoom", "Zoom", ""),
    service("facetime", "FaceTime", ""),
    service("sip", "SIP", ""),
    service("irc", "IRC", ""),
    service("google talk", "Google Talk", ""),
    service("qq", "QQ", ""),
    service("icq", "ICQ", ""),
    service("aim", "AIM", ""),
    service("msn", "MSN", ""),
    service("yahoo", "Yahoo", ""),
    service("gadu-gadu", "Gadu-Gadu", ""),
    service("groupwise", "GroupWise", ""),
    service("mastodon", "Mastodon", ""),
    service("instagram", "Instagram", "www.instagram.com/"),
    service("linkedin", "LinkedIn", "www.linkedin.com/in/"),
    service("facebook", "Facebook", "www.facebook.com/"),
    service("github", "GitHub", "github.com/"),
    service("gitlab", "GitLab", "gitlab.com/"),
    service("x", "X", "x.com/"),
    service("bluesky", "Bluesky", "bsky.app/profile/"),
    service("vk", "VK", "vk.com/"),
    service("ok", "OK", "ok.ru/"),
    service("tiktok", "TikTok", "www.tiktok.com/@"),
    service("youtube", "YouTube", "www.youtube.com/@"),
    service("threads", "Threads", "www.threads.net/@"),
    service("reddit", "Reddit", "www.reddit.com/user/"),
    service("pinterest", "Pinterest", "www.pinterest.com/"),
    service("snapchat", "Snapchat", "www.snapchat.com/add/"),
    service("xing", "XING", "www.xing.com/profile/"),
    service("flickr", "Flickr", "www.flickr.com/people/"),
    service("myspace", "Myspace", "myspace.com/"),
    service("weibo", "Weibo", "weibo.com/n/"),
];

/// What people call the service that contacts call so; a service that is not known has its own name.
pub fn service_title(name: &str) -> &str {
    known(name).map_or(name, |service| service.title)
}

/// What contacts call the service that people call so.
pub fn service_called(title: &str) -> &str {
    let is_it = |service: &&Service| {
        service.title.eq_ignore_ascii_case(title) || service.name.eq_ignore_ascii_case(title)
    };
    SERVICES
        .iter()
        .find(is_it)
        .map_or(title, |service| service.name)
}

/// Where this handle leads. `None` when it is anything but plainly the handle of a profile.
pub fn profile(name: Option<&str>, value: &str) -> Option<String> {
    let value = value.trim();
    if value.contains("://") {
        return link::web(value);
    }
    let service = known(name?)?;
    let handle = value.strip_prefix('@').unwrap_or(value);
    let path = match service.name {
        // Only a number with its country is one everywhere.
        "whatsapp" if value.starts_with('+') => {
            link::tel(value)?.strip_prefix("tel:+").map(str::to_owned)?
        }
        "whatsapp" => return None,
        "matrix" => {
            let (user, server) = value.strip_prefix('@')?.split_once(':')?;
            format!("@{}:{}", plain(user)?, host(server)?)
        }
        "mastodon" => {
            let (user, server) = handle.split_once('@')?;
            return Some(format!("https://{}/@{}", host(server)?, plain(user)?));
        }
        _ => plain(handle)?,
    };
    (!service.before.is_empty()).then(|| format!("https://{}{path}", service.before))
}

fn known(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

/// A handle in which nothing has a meaning of its own.
fn plain(handle: &str) -> Option<String> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let is_plain =
        handle.starts_with(|c: char| c.is_alphanumeric() || c == '_') && handle.chars().all(fits);
    is_plain.then(|| encode(handle))
}

/// The name of a server.
fn host(name: &str) -> Option<&str> {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    (name.contains('.') && name.split('.').all(is_label)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_services_are_known_as_elsewhere() {
        let here = SERVICES.iter().map(|service| service.name);
        let there = domain::service::SERVICES.iter().map(|service| service.name);
        assert!(here.eq(there));
        for service in SERVICES {
            assert_eq!(service_called(service.title), service.name);
            assert_eq!(domain::service::canonical(service.title), service.name);
        }
        assert_eq!(service_title("Our own"), "Our own");
        assert_eq!(service_called("Our own"), "Our own");
        assert_eq!(service_called("telegram"), "telegram");
    }

    #[test]
    fn a_handle_leads_to_its_profile() {
        for (service, value, expected) in [
            ("telegram", "@ann_lee", "https://t.me/ann_lee"),
            ("whatsapp", "+49 (0) 171 5", "https://wa.me/491715"),
            ("github", "ann-lee", "https://github.com/ann-lee"),
            ("tiktok", "ann.lee", "https://www.tiktok.com/@ann.lee"),
            ("linkedin", "zoë", "https://www.linkedin.com/in/zo%C3%AB"),
            (
                "matrix",
                "@ann:example.org",
                "https://matrix.to/#/@ann:example.org",
            ),
            (
                "mastodon",
                "@ann@social.example",
                "https://social.example/@ann",
            ),
            (
                "Our own",
                "https://example.org/ann",
                "https://example.org/ann",
            ),
        ] {
            assert_eq!(profile(Some(service), value).as_deref(), Some(expected));
        }
    }

    #[test]
    fn nothing_else_leads_anywhere() {
        for (service, value) in [
            ("telegram", "javascript:alert(1)"),
            ("telegram", "javascript://x"),
            ("telegram", "../evil"),
            ("telegram", ".."),
            ("telegram", "a/b"),
            ("telegram", "a?b"),
            ("telegram", ""),
            ("whatsapp", "0171 5"),
            ("whatsapp", "ann"),
            ("matrix", "@ann:evil/x"),
            ("mastodon", "ann@evil"),
            ("mastodon", "ann@evil.org:1/@x"),
            ("mastodon", "ann@a@b.org"),
            ("signal", "ann"),
            ("Our own", "ann"),
        ] {
            assert_eq!(profile(Some(service), value), None, "{service} {value}");
        }
        assert_eq!(profile(None, "ann"), None);
    }
}
