//! Passwords and tokens.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::config::Secret;
use crate::error::ApiError;

/// A hash takes 19 MiB and tens of milliseconds: this many at a time leave the machine to others.
const CONCURRENT_HASHES: usize = 2;

/// How many may wait for their turn; more are sent away, so that a flood of sign-ins cannot queue for minutes.
const WAITING_HASHES: usize = 64;

/// The same of new passwords.
const WAITING_NEW_HASHES: usize = 16;

/// The part of the server that knows its key.
#[derive(Clone)]
pub struct Vault {
    key: Arc<[u8]>,
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
    /// New passwords have fewer places of their own: whoever makes accounts by the hundred keeps nobody from signing in.
    new_places: Arc<Semaphore>,
    /// The memory of hashes that are done, for the next ones: allocated anew each time it would pile up.
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
}

/// What a pass is good for: one that is made for one thing opens nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Reading an account's birthdays as a calendar.
    Calendar,
    /// Doing what its owner does with contacts.
    AccessToken,
}

impl Purpose {
    fn as_bytes(self) -> &'static [u8] {
        match self {
            Self::Calendar => b"calendar",
            Self::AccessToken => b"access token",
        }
    }
}

/// A token as its owner gets it, and as the database keeps it.
pub struct Token {
    /// To be shown once.
    pub plain: String,
    /// To be kept.
    pub hash: Vec<u8>,
}

impl Vault {
    /// A vault that hashes tokens under this key.
    pub fn new(key: &Secret) -> Self {
        Self {
            key: key.0.as_bytes().into(),
            turns: Arc::new(Semaphore::new(CONCURRENT_HASHES)),
            places: Arc::new(Semaphore::new(CONCURRENT_HASHES + WAITING_HASHES)),
            new_places: Arc::new(Semaphore::new(CONCURRENT_HASHES + WAITING_NEW_HASHES)),
            memory: Arc::default(),
        }
    }

    /// What the key is recognised by, and cannot be made of.
    pub fn print(&self) -> Vec<u8> {
        self.sealed("print of the key", b"")
    }

    /// A new token: 256 random bits.
    pub fn new_token(&self) -> Result<Token, ApiError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)
            .map_err(|error| ApiError::internal(format!("no random numbers: {error}")))?;
        let plain = URL_SAFE_NO_PAD.encode(bytes);
        let hash = self.hash_token(&plain);
        Ok(Token { plain, hash })
    }

    /// The form in which a token is kept: without the key, a stolen or forged row is worth nothing.
    pub fn hash_token(&self, token: &str) -> Vec<u8> {
        // HMAC takes keys of any length, so this cannot fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else {
            return Vec::new();
        };
        mac.update(token.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// A pass for something with this id: a secret that the server can make again at any time, so that its owner can see
    /// it again, while nothing of it is kept in the database.
    pub fn pass(&self, purpose: Purpose, id: Uuid) -> String {
        let mut bytes = id.as_bytes().to_vec();
        let seal = self
            .seal(purpose, id)
            .map(|mac| mac.finalize().into_bytes());
        bytes.extend(seal.into_iter().flatten());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a pass is for, if this server has made it. Whether it was revoked since is another question.
    pub fn read_pass(&self, purpose: Purpose, pass: &str) -> Option<Uuid> {
        let bytes = URL_SAFE_NO_PAD.decode(pass).ok()?;
        let (id, seal) = bytes.split_first_chunk::<16>()?;
        let id = Uuid::from_bytes(*id);
        // Compared in constant time.
        self.seal(purpose, id)?.verify_slice(seal).ok()?;
        Some(id)
    }

    /// A value with a seal before it, to be kept under a name where others might write.
    pub fn sealed(&self, name: &str, value: &[u8]) -> Vec<u8> {
        let seal = self
            .seal_of(name, value)
            .map(|mac| mac.finalize().into_bytes());
        let mut sealed: Vec<u8> = seal.into_iter().flatten().collect();
        sealed.extend(value);
        sealed
    }

    /// The value, if it was sealed under this name by a server with the same key.
    pub fn unsealed<'a>(&self, name: &str, sealed: &'a [u8]) -> Option<&'a [u8]> {
        let (seal, value) = sealed.split_first_chunk::<32>()?;
        // Compared in constant time.
        self.seal_of(name, value)?.verify_slice(seal).ok()?;
        Some(value)
    }

    fn seal_of(&self, name: &str, value: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        // As above, and told from passes by its beginning.
        mac.update(b"kept\0");
        mac.update(&(name.len() as u64).to_be_bytes());
        mac.update(name.as_bytes());
        mac.update(value);
        Some(mac)
    }

    fn seal(&self, purpose: Purpose, id: Uuid) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        // Tokens are text without NUL: what is sealed here is never one of them.
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(id.as_bytes());
        Some(mac)
    }

    /// The Argon2id hash of a password.
    pub async fn hash_password(&self, password: String) -> Result<String, ApiError> {
        let allowed = async { Ok(()) };
        let work = move |memory: &mut Vec<Block>| hash_in(&password, memory);
        self.in_turn(&self.new_places, allowed, work)
            .await?
            .ok_or_else(|| ApiError::internal("a password could not be hashed"))
    }

    /// Whether the password is the one that was hashed. Without a hash (no such user) the answer is no and takes
    /// just as long. `allowed` is asked when its turn has come.
    pub async fn verify_password(
        &self,
        password: String,
        hash: Option<String>,
        allowed: impl Future<Output = Result<(), ApiError>>,
    ) -> Result<bool, ApiError> {
        self.in_turn(&self.places, allowed, move |memory| {
            let known = hash.is_some();
            let matches = matches(&password, hash.as_deref().unwrap_or(NOBODYS_HASH), memory);
            known && matches == Some(true)
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        places: &Semaphore,
        allowed: impl Future<Output = Result<(), ApiError>>,
        work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let _place = places.try_acquire().map_err(|_| ApiError::busy())?;
        let turn = self
            .turns
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| ApiError::busy())?;
        allowed.await?;
        let shared = self.memory.clone();
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let take = || shared.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut memory = take().unwrap_or_default();
            let result = work(&mut memory);
            shared
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(memory);
            result
        })
        .await
        .map_err(ApiError::from)
    }
}

/// The Argon2id hash of a password, for a program that serves nobody meanwhile.
pub fn hash(password: &str) -> Option<String> {
    hash_in(password, &mut Vec::new())
}

fn hash_in(password: &str, memory: &mut Vec<Block>) -> Option<String> {
    let (params, salt) = (Params::default(), Salt::generate());
    let output = compute(password, &salt, &params, memory)?;
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: (&params).try_into().ok()?,
        salt: Some(salt),
        hash: Some(output),
    };
    Some(hash.to_string())
}

fn compute(
    password: &str,
    salt: &Salt,
    params: &Params,
    memory: &mut Vec<Block>,
) -> Option<Output> {
    memory.resize(params.block_count().max(memory.len()), Block::default());
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into_with_memory(
            password.as_bytes(),
            salt,
            &mut output,
            memory.as_mut_slice(),
        )
        .ok()?;
    Output::new(&output).ok()
}

/// The parameters are those of the hash: it may be older than the ones that new hashes get.
fn matches(password: &str, hash: &str, memory: &mut Vec<Block>) -> Option<bool> {
    let hash = PasswordHash::new(hash)
        .ok()
        .filter(|hash| hash.algorithm == ARGON2ID_IDENT)?;
    let params = Params::try_from(&hash).ok()?;
    // Compared in constant time.
    Some(compute(password, hash.salt.as_ref()?, &params, memory)? == hash.hash?)
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256, for fingerprints of requests.
pub fn fingerprint(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}

/// What the password of an unknown user is compared with: same parameters as the real ones, and no password
/// hashes to all zeros.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
