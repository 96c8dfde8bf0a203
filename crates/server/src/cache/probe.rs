//! A look at the shared cache from outside of a server.

use std::time::{Duration, Instant};

use redis::{Client, RedisResult};
use uuid::Uuid;

use super::shared::{CONNECT_WITHIN, with_tls};

/// How long an answer takes of one that keeps what it is given, or why it does not.
pub fn probe(client: &Client) -> RedisResult<Duration> {
    with_tls();
    let mut connection = client.get_connection_with_timeout(CONNECT_WITHIN)?;
    connection.set_read_timeout(Some(CONNECT_WITHIN))?;
    connection.set_write_timeout(Some(CONNECT_WITHIN))?;
    let key = format!("bloknotik:{{probe:{}}}", Uuid::new_v4().simple());
    redis::cmd("SET")
        .arg(&key)
        .arg("1")
        .arg("PX")
        .arg(1_000)
        .exec(&mut connection)?;
    let begin = Instant::now();
    redis::cmd("GET").arg(&key).query::<u8>(&mut connection)?;
    let took = begin.elapsed();
    // Servers ask by scripts.
    let script = redis::Script::new("return redis.call('DEL', KEYS[1])");
    script.key(&key).invoke::<u8>(&mut connection)?;
    Ok(took)
}
