//! An authority that nobody knows, and what it signs for this machine.

use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

/// Who is to be believed.
pub const AUTHORITY: &str = "authority.pem";
/// What it has signed, for the server at 127.0.0.1, ...
pub const CERTIFICATE: &str = "certificate.pem";
/// ... and the key that goes with it.
pub const KEY: &str = "key.pem";

/// Makes all three in a folder.
pub fn sign(folder: &Path) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, key()).expect("an authority");
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).expect("an address");
    let own = key();
    let certificate = params.signed_by(&own, &authority).expect("a certificate");
    let write = |name: &str, text: String| {
        std::fs::write(folder.join(name), text).expect("a place for certificates");
    };
    write(AUTHORITY, authority.pem());
    write(CERTIFICATE, certificate.pem());
    write(KEY, own.serialize_pem());
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}
