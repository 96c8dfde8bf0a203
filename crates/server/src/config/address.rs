//! Addresses of the form `scheme://user:password@host:port/name?settings`, taken apart as those who dial them do.

/// An address in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// What stands before `://`.
    pub scheme: &'a str,
    /// Name and password, if there are any.
    pub user: Option<&'a str>,
    /// One or several machines.
    pub hosts: &'a str,
    /// From the `/` or the `?` on.
    pub rest: &'a str,
}

impl<'a> Address<'a> {
    /// Who is named ends with the first `@` before any `/`: a password may hold everything else.
    pub fn of(text: &'a str) -> Option<Self> {
        let (scheme, text) = text.split_once("://")?;
        let slash = text.find('/').unwrap_or(text.len());
        let (user, text) = match text[..slash].find('@') {
            Some(at) => (Some(&text[..at]), &text[at + 1..]),
            None => (None, text),
        };
        let end = text.find(['/', '?']).unwrap_or(text.len());
        Some(Self {
            scheme,
            user,
            hosts: &text[..end],
            rest: &text[end..],
        })
    }

    /// Whether it means what whoever wrote it has meant: a password with a raw `@`, `/` or `%` would be cut elsewhere, and
    /// a part of it dialled, or told in an error.
    pub fn is_sound(&self) -> bool {
        let is_host = |host: &str| {
            // An address of IPv6 has colons of its own.
            let after = host.rsplit_once(']').map_or(host, |(_, after)| after);
            match after.split_once(':') {
                Some((_, port)) => port.is_empty() || port.parse::<u16>().is_ok(),
                None => true,
            }
        };
        let (path, settings) = self.rest.split_once('?').unwrap_or((self.rest, ""));
        let mut settings = settings.split('&').filter(|one| !one.is_empty());
        let encoded = [self.user.unwrap_or_default(), self.hosts, self.rest];
        self.hosts.split(',').all(is_host)
            && !self.hosts.contains('@')
            && !path.contains('@')
            && settings.all(|one| one.matches('=').count() == 1)
            && encoded.iter().all(|part| is_encoded(part))
    }

    /// The same with further settings, of those that are not there yet.
    pub fn with(&self, settings: &[(&str, &str)]) -> String {
        let user = self.user.map(|user| format!("{user}@")).unwrap_or_default();
        let (before, settings_there) = self.rest.split_once('?').unwrap_or((self.rest, ""));
        let mut all: Vec<String> = settings_there
            .split('&')
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect();
        for (name, value) in settings {
            if !all.iter().any(|one| one.split('=').next() == Some(name)) {
                all.push(format!("{name}={value}"));
            }
        }
        let all = all.join("&");
        format!("{}://{user}{}{before}?{all}", self.scheme, self.hosts)
    }
}

/// Whether every `%` begins two digits of something.
fn is_encoded(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let digits = after.get(..2).unwrap_or_default();
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()) && digits.len() == 2 && digits != "00"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_cut_elsewhere_is_not_sound() {
        for sound in [
            "postgres://ann:secret@db/book",
            "postgres://ann:se:c?r#t@db:5432/book",
            "postgres://ann:a%40b%2Fc%25@db/book?sslmode=require",
            "postgres://ann@/book?host=/run/postgresql",
            "postgres://ann:x@%2Frun%2Fpostgresql/book",
            "postgres://ann:x@one:5432,two:5433/book",
            "postgres://ann:x@[::1]:5432/book",
            "postgres://[::1]/book",
            "postgres://ann:x@db?application_name=a@b",
            "postgres://",
        ] {
            assert!(Address::of(sound).unwrap().is_sound(), "{sound}");
        }
        for unsound in [
            "postgres://ann:a@b@db/book",
            "postgres://ann:a/b@db/book",
            "postgres://ann:a?b/c@db/book",
            "postgres://ann:12/x?ss@db/book",
            "postgres://ann:s3cr%t@db/book",
            "postgres://ann:50%@db/book",
            "postgres://ann:a%00b@db/book",
            "postgres://db:port/book",
            "postgres://db:99999/book",
        ] {
            assert!(!Address::of(unsound).unwrap().is_sound(), "{unsound}");
        }
    }

    #[test]
    fn settings_are_added_where_they_belong() {
        let with = |text: &str| Address::of(text).unwrap().with(&[("a", "1"), ("b", "2")]);
        assert_eq!(with("postgres://db/book"), "postgres://db/book?a=1&b=2");
        assert_eq!(
            with("postgres://u:a?b@db/k?a=7"),
            "postgres://u:a?b@db/k?a=7&b=2"
        );
        assert_eq!(with("postgres://u@/k?"), "postgres://u@/k?a=1&b=2");
    }
}
