//! Where a request comes from: the other end of its connection, or what a proxy says that we trust.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use crate::state::AppState;

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// A network whose machines are believed about whom they pass on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: u128,
    /// So many bits are the network's.
    bits: u32,
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        let shift = 128 - self.bits;
        let network = |address: u128| address.checked_shr(shift).unwrap_or_default();
        network(number(address)) == network(self.address)
    }
}

impl FromStr for Network {
    type Err = ();

    /// `10.0.0.0/8`, `::1`
    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u32>().map_err(|_| ())?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| ())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits > most {
            return Err(());
        }
        Ok(Self {
            address: number(address),
            bits: bits + 128 - most,
        })
    }
}

/// The address as IPv6 has it, so that both kinds compare.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// Where a request comes from, if anybody knows: requests within the process come from nowhere.
///
/// Proxies add whom they got it from at the end of `X-Forwarded-For`, and what stands before that anybody may have written.
/// So it is read backwards, as long as the one who wrote is trusted.
pub fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[Network]) -> Option<IpAddr> {
    let Peer(peer) = *extensions.get::<Peer>()?;
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let values: Vec<&[u8]> = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|value| value.as_bytes())
        .collect();
    let mut address = peer.to_canonical();
    let backwards = values.iter().rev();
    for said in backwards.flat_map(|value| value.rsplit(|byte| *byte == b',')) {
        if !is_trusted(address) {
            break;
        }
        match written(said) {
            Some(said) => address = said.to_canonical(),
            None => break,
        }
    }
    Some(address)
}

/// An address as proxies write it: some add the port, and brackets around one of IPv6.
fn written(bytes: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(bytes).ok()?.trim();
    let with_port = || Some(text.parse::<SocketAddr>().ok()?.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().ok().or_else(with_port).or_else(in_brackets)
}

/// Whether it was a proxy that is trusted who passed the request on.
pub fn is_from_proxy(extensions: &Extensions, trusted: &[Network]) -> bool {
    extensions.get::<Peer>().is_some_and(|Peer(peer)| {
        let peer = peer.to_canonical();
        trusted.iter().any(|network| network.contains(peer))
    })
}

/// Where a request comes from; see [`of`].
pub struct Address(pub Option<IpAddr>);

impl FromRequestParts<AppState> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Infallible> {
        let trusted = &app.settings.trusted_proxies;
        Ok(Self(of(&parts.extensions, &parts.headers, trusted)))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn from(peer: &str, forwarded: &[&'static str], trusted: &str) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(Peer(peer.parse().unwrap()));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            headers.append("x-forwarded-for", value);
        }
        let trusted: Vec<Network> = trusted
            .split(',')
            .filter(|text| !text.is_empty())
            .map(|text| text.parse().unwrap())
            .collect();
        of(&extensions, &headers, &trusted).unwrap().to_string()
    }

    #[test]
    fn only_those_who_are_trusted_are_believed() {
        for (peer, forwarded, trusted, address) in [
            ("192.0.2.1", &["203.0.113.7"][..], "", "192.0.2.1"),
            ("10.1.2.3", &["203.0.113.7"], "10.0.0.0/8", "203.0.113.7"),
            (
                "::ffff:10.1.2.3",
                &["203.0.113.7"],
                "10.0.0.0/8",
                "203.0.113.7",
            ),
            ("11.1.2.3", &["203.0.113.7"], "10.0.0.0/8", "11.1.2.3"),
            // The client lies, the proxy adds whom it saw.
            (
                "10.1.2.3",
                &["8.8.8.8, 203.0.113.7"],
                "10.0.0.0/8",
                "203.0.113.7",
            ),
            (
                "10.1.2.3",
                &["8.8.8.8", "203.0.113.7"],
                "10.0.0.0/8",
                "203.0.113.7",
            ),
            // Two proxies.
            (
                "10.1.2.3",
                &["203.0.113.7, 10.9.9.9"],
                "10.0.0.0/8",
                "203.0.113.7",
            ),
            ("10.1.2.3", &["unknown"], "10.0.0.0/8", "10.1.2.3"),
            // As some balancers write it; and what a client has put before spoils nothing.
            (
                "10.1.2.3",
                &["203.0.113.7:51234"],
                "10.0.0.0/8",
                "203.0.113.7",
            ),
            (
                "10.1.2.3",
                &["[2001:db8::1]:443"],
                "10.0.0.0/8",
                "2001:db8::1",
            ),
            ("10.1.2.3", &["[2001:db8::1]"], "10.0.0.0/8", "2001:db8::1"),
            ("10.1.2.3", &["é, 203.0.113.7"], "10.0.0.0/8", "203.0.113.7"),
            ("10.1.2.3", &["203.0.113.7, x"], "10.0.0.0/8", "10.1.2.3"),
            ("::1", &["2001:db8::1"], "::1", "2001:db8::1"),
            ("10.1.2.3", &["203.0.113.7"], "0.0.0.0/0", "203.0.113.7"),
        ] {
            assert_eq!(
                from(peer, forwarded, trusted),
                address,
                "{peer} {forwarded:?}"
            );
        }
    }

    #[test]
    fn what_is_no_network_is_none() {
        for text in ["", "10.0.0.0/33", "10.0.0/8", "x", "::1/129", "10.0.0.0/-1"] {
            assert_eq!(text.parse::<Network>(), Err(()), "{text}");
        }
    }
}
