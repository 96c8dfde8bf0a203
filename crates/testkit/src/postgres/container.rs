//! A throwaway container of a PostgreSQL image, which ends and removes itself.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::sync::mpsc;
use std::time::Duration;

use testcontainers::core::{ContainerPort, WaitFor};
use testcontainers::runners::SyncRunner;
use testcontainers::{GenericImage, ImageExt};
use uuid::Uuid;

use super::keeper::WAIT_UNTIL_UNUSED;
use super::{LABEL, LEASES};

const DEFAULT_IMAGE: &str = "docker.io/library/postgres:17-alpine";
const PORT: u16 = 5432;
const READY: &str = "testkit: ready";

/// An image may have to be pulled; a registry that swallows packets must not hold up the tests for ever.
const START_WITHIN: Duration = Duration::from_secs(180);
const PING_WITHIN: Duration = Duration::from_secs(3);

/// Younger containers of other runs may be about to start.
const YOUNG: Duration = Duration::from_secs(60);

/// Why there is none.
pub(super) enum NoContainer {
    /// Nobody to ask.
    NoEngine,
    /// The engine could not do it.
    Failed(String),
}

/// Starts the container and answers with the server's address.
pub(super) fn start() -> Result<String, NoContainer> {
    if !engine_answers() {
        return Err(NoContainer::NoEngine);
    }
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(run()));
    match told.recv_timeout(START_WITHIN) {
        Ok(result) => result.map_err(NoContainer::Failed),
        Err(_) => Err(NoContainer::Failed(format!(
            "no container within {START_WITHIN:?}"
        ))),
    }
}

fn run() -> Result<String, String> {
    sweep();
    let image = std::env::var("TEST_POSTGRES_IMAGE")
        .ok()
        .filter(|image| !image.is_empty());
    let image = image.unwrap_or_else(|| DEFAULT_IMAGE.to_owned());
    // The tag follows the last colon, unless that is a registry's port.
    let (name, tag) = match image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (image.as_str(), "latest"),
    };
    let script = format!(
        "docker-entrypoint.sh postgres -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
           -c max_connections=300 -c autovacuum=off &\n\
         server=$!\n\
         psql_command() {{ psql -h 127.0.0.1 -U {LEASES} -d template1 -XtAqc \"$1\"; }}\n\
         PSQL=psql_command\n\
         server_is_there() {{ kill -0 $server 2>/dev/null; }}\n\
         trap 'kill -QUIT $server; exit 0' TERM INT\n\
         until $PSQL 'SELECT 1' >/dev/null 2>&1; do server_is_there || exit 1; sleep 0.1; done\n\
         echo '{READY}'\n\
         {WAIT_UNTIL_UNUSED}\n\
         kill -QUIT $server; wait $server\n"
    );
    // The port may be open to the network.
    let password = Uuid::now_v7().simple().to_string();
    let container = GenericImage::new(name, tag)
        .with_entrypoint("sh")
        .with_exposed_port(ContainerPort::Tcp(PORT))
        .with_wait_for(WaitFor::message_on_stdout(READY))
        .with_cmd(["-c", &script])
        .with_label(LABEL, "throwaway")
        .with_env_var("POSTGRES_USER", LEASES)
        .with_env_var("POSTGRES_DB", LEASES)
        .with_env_var("POSTGRES_PASSWORD", &password)
        .with_env_var("PGPASSWORD", &password)
        .with_startup_timeout(Duration::from_secs(60))
        // It ends by itself, and the engine then removes it together with its anonymous volume.
        .with_host_config_modifier(|config| config.auto_remove = Some(true))
        .start()
        .map_err(|error| format!("{image}: {error}"))?;
    let host = container.get_host().map_err(|error| error.to_string())?;
    let port = container
        .get_host_port_ipv4(PORT)
        .map_err(|error| error.to_string())?;
    // Dropping it would stop it while other test processes use it.
    std::mem::forget(container);
    Ok(format!(
        "postgres://{LEASES}:{password}@{host}:{port}/{LEASES}"
    ))
}

/// One request by hand: the client library waits for a silent engine without end.
fn engine_answers() -> bool {
    let host = std::env::var("DOCKER_HOST")
        .ok()
        .filter(|host| !host.is_empty());
    let is_by_tls = std::env::var_os("DOCKER_TLS_VERIFY").is_some_and(|value| !value.is_empty());
    let home = std::env::var("HOME").unwrap_or_default();
    let mut sockets = vec![
        "/var/run/docker.sock".to_owned(),
        format!("{home}/.docker/run/docker.sock"),
    ];
    match host.as_deref().and_then(|host| host.split_once("://")) {
        Some(("unix", path)) => sockets = vec![path.to_owned()],
        // TLS and ssh are for testcontainers to try.
        Some(("tcp" | "http", address)) if !is_by_tls => {
            let mut addresses = address.to_socket_addrs().into_iter().flatten();
            let stream = addresses
                .find_map(|address| TcpStream::connect_timeout(&address, PING_WITHIN).ok());
            return stream.is_some_and(|stream| {
                let _ = stream.set_read_timeout(Some(PING_WITHIN));
                pings(stream)
            });
        }
        Some(_) => return true,
        None => {}
    }
    sockets.iter().any(|path| {
        UnixStream::connect(path).is_ok_and(|stream| {
            let _ = stream.set_read_timeout(Some(PING_WITHIN));
            pings(stream)
        })
    })
}

fn pings(mut stream: impl Read + Write) -> bool {
    let mut head = [0; 15];
    stream
        .write_all(b"GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n")
        .is_ok()
        && stream.read_exact(&mut head).is_ok()
        && head.ends_with(b"200 OK")
}

/// Removes containers of ours that stopped without being removed. Running ones end by themselves.
fn sweep() {
    use testcontainers::bollard::query_parameters::{
        ListContainersOptionsBuilder, RemoveContainerOptionsBuilder,
    };
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    else {
        return;
    };
    runtime.block_on(async {
        let Ok(docker) = testcontainers::core::client::docker_client_instance().await else {
            return;
        };
        let filters = [("label".to_owned(), vec![LABEL.to_owned()])].into();
        let options = ListContainersOptionsBuilder::default()
            .all(true)
            .filters(&filters)
            .build();
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs();
        for container in docker
            .list_containers(Some(options))
            .await
            .unwrap_or_default()
        {
            let is_old = container
                .created
                .is_some_and(|created| created.unsigned_abs() + YOUNG.as_secs() < now);
            let is_running = container
                .state
                .as_ref()
                .is_some_and(|state| state.to_string() == "running");
            if let Some(id) = container.id.filter(|_| is_old && !is_running) {
                let options = RemoveContainerOptionsBuilder::default()
                    .force(true)
                    .v(true)
                    .build();
                let _ = docker.remove_container(&id, Some(options)).await;
            }
        }
    });
}
