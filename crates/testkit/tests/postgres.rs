//! The throwaway server for real: shared while it is used, gone when it is not, whatever happened to its users.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use testkit::TestDatabase;

/// Makes this program a test process that writes its server's address into that directory and waits.
const ROLE: &str = "TESTKIT_CHILD_DIRECTORY";
const NO_ENGINE: (&str, &str) = ("DOCKER_HOST", "unix:///nonexistent/docker.sock");

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn count(url: &str, from: &str) -> i64 {
    let mut connection = PgConnection::establish(url).expect("a connection");
    let query = sql_query(format!("SELECT count(*) FROM {from}"));
    query
        .get_result::<Count>(&mut connection)
        .expect("a count")
        .count
}

fn run(url: &str, sql: &str) {
    PgConnection::establish(url)
        .expect("a connection")
        .batch_execute(sql)
        .expect(sql);
}

fn wait_until(what: &str, seconds: u64, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    while !condition() {
        assert!(Instant::now() < deadline, "not within {seconds} s: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A directory with this program in it, so that its runs share a server among themselves only.
struct Run {
    directory: PathBuf,
    program: PathBuf,
}

impl Run {
    fn new(name: &str) -> Self {
        let this = std::env::current_exe().expect("this program");
        let directory = this.with_file_name(format!("testkit-{name}-{}", std::process::id()));
        let program = directory.join("deps/program");
        fs::create_dir_all(directory.join("deps")).expect("mkdir");
        fs::hard_link(&this, &program)
            .or_else(|_| fs::copy(&this, &program).map(drop))
            .expect("the program");
        Self { directory, program }
    }

    fn child(&self, number: usize, environment: &[(&str, &str)]) -> Process {
        let child = Command::new(&self.program)
            .args(["--exact", "child", "--test-threads=1"])
            .env_remove("TEST_DATABASE_URL")
            .env_remove("TEST_SOURCE")
            .env(ROLE, self.file(number))
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(self.said(number)).expect("a file"))
            .spawn()
            .expect("a process");
        Process(child)
    }

    /// Where it is, what a process has to say.
    fn said(&self, number: usize) -> PathBuf {
        self.directory.join(format!("stderr-{number}"))
    }

    fn file(&self, number: usize) -> PathBuf {
        self.directory.join(format!("url-{number}"))
    }

    /// The address that a process got.
    fn url(&self, number: usize) -> String {
        let read = || fs::read_to_string(self.file(number)).unwrap_or_default();
        wait_until("a server", 120, || read().ends_with('\n'));
        read().trim().to_owned()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

struct Process(Child);

impl Process {
    fn signal(&mut self, signal: &str) {
        let id = self.0.id().to_string();
        Command::new("kill")
            .args([signal, &id])
            .status()
            .expect("kill");
        self.0.wait().expect("the end");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Not a test of its own: the process that the others start.
#[test]
fn child() {
    let Some(file) = std::env::var_os(ROLE) else {
        return;
    };
    let database = TestDatabase::empty();
    let unfinished = Path::new(&file).with_extension("unfinished");
    fs::write(&unfinished, format!("{}\n", database.url())).expect("write");
    fs::rename(unfinished, file).expect("rename");
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn two_databases_know_nothing_of_each_other() {
    let (one, other) = (TestDatabase::empty(), TestDatabase::empty());
    run(one.url(), "CREATE TABLE mine (id int)");
    let tables = "pg_tables WHERE tablename = 'mine'";
    assert_eq!(
        (count(one.url(), tables), count(other.url(), tables)),
        (1, 0)
    );
}

#[test]
fn the_current_schema_is_there_and_is_a_copy() {
    let (one, other) = (testkit::migrated(), testkit::migrated());
    run(one.url(), "CREATE TABLE mine (id int)");
    assert_eq!(count(other.url(), "contacts"), 0);
    assert_eq!(count(other.url(), "pg_tables WHERE tablename = 'mine'"), 0);
}

#[test]
fn a_panic_removes_the_database_and_its_connections() {
    let (send, receive) = std::sync::mpsc::channel();
    let test = std::thread::spawn(move || {
        let database = TestDatabase::empty();
        let connection = PgConnection::establish(database.url()).expect("a connection");
        send.send((database.url().to_owned(), connection))
            .expect("send");
        panic!("as a failing test does");
    });
    test.join().expect_err("the panic");
    let (url, mut connection) = receive.recv().expect("the address");
    assert!(
        PgConnection::establish(&url).is_err(),
        "the database is gone"
    );
    assert!(
        connection.batch_execute("SELECT 1").is_err(),
        "so is who was in it"
    );
}

/// Runs the same for each source that this machine has.
fn each_source(test: impl Fn(&str, &[(&str, &str)])) {
    test("cluster", &[NO_ENGINE]);
    // Only where the image is named: it would have to be fetched otherwise.
    match std::env::var_os("TEST_POSTGRES_IMAGE") {
        Some(_) => test("container", &[]),
        None => eprintln!("TEST_POSTGRES_IMAGE is not set: not tried with a container"),
    }
}

/// Where a private cluster is, by the address of one of its databases; nothing for a container.
fn directory_of(url: &str) -> Option<PathBuf> {
    let socket = url
        .split_once("?host=")?
        .1
        .split('&')
        .next()?
        .replace("%2F", "/")
        .replace("%2D", "-");
    Some(Path::new(&socket).parent()?.parent()?.to_owned())
}

/// Without connecting, which would keep it alive.
fn is_gone(url: &str) -> bool {
    match directory_of(url) {
        Some(directory) => !directory.exists(),
        None => {
            let address = url.split(['@', '/']).nth(3).expect("an address");
            std::net::TcpStream::connect(address).is_err()
        }
    }
}

#[test]
fn it_ends_soon_after_its_last_user_however_that_one_ended() {
    each_source(|source, environment| {
        for signal in ["-KILL", "-INT"] {
            let run = Run::new(&format!("{source}{signal}"));
            let before = Instant::now();
            let mut user = run.child(0, environment);
            let url = run.url(0);
            eprintln!("{source}: first database after {:?}", before.elapsed());
            assert_eq!(directory_of(&url).is_some(), source == "cluster", "{url}");
            user.signal(signal);
            let before = Instant::now();
            wait_until("the end of the server", 15, || is_gone(&url));
            eprintln!("{source}: gone {:?} after {signal}", before.elapsed());
        }
    });
}

/// An engine that answers, and has no image and gets none.
fn engine_without_images() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its number");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer_as_an_engine(stream));
        }
    });
    address
}

fn answer_as_an_engine(mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().expect("its other half"));
    loop {
        let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
        if reader.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        while reader.read_line(&mut line).unwrap_or(0) > 2 {
            let header = line.to_ascii_lowercase();
            if let Some(given) = header.strip_prefix("content-length:") {
                length = given.trim().parse().unwrap_or(0);
            }
            line.clear();
        }
        let _ = reader.read_exact(&mut vec![0; length]);
        let (status, body) = match first.contains("/_ping") {
            true => ("200 OK", "OK"),
            false => ("404 Not Found", r#"{"message":"no such image"}"#),
        };
        let answer = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

#[test]
fn an_engine_without_an_image_gives_way_to_a_cluster_and_says_so() {
    let run = Run::new("imageless");
    let engine = format!("tcp://{}", engine_without_images());
    let mut user = run.child(0, &[("DOCKER_HOST", &engine)]);
    assert!(directory_of(&run.url(0)).is_some());
    user.signal("-KILL");
    let lines = fs::read_to_string(run.said(0)).expect("what it says");
    let about = lines.lines().filter(|line| line.starts_with("testkit: "));
    assert_eq!(about.count(), 1, "{lines}");
}

#[test]
fn killed_while_it_starts_it_leaves_nothing() {
    for delay in [50, 400, 900] {
        let run = Run::new(&format!("start-{delay}"));
        let before = clusters();
        let mut user = run.child(0, &[NO_ENGINE]);
        std::thread::sleep(Duration::from_millis(delay));
        let id = user.0.id();
        user.signal("-KILL");
        let left = || {
            clusters()
                .into_iter()
                .filter(|path| !before.contains(path) && is_of(path, id))
                .count()
        };
        wait_until("no directory is left", 20, || left() == 0);
    }
}

fn clusters() -> Vec<PathBuf> {
    let places = testkit::scratch();
    let entries = places.iter().flat_map(fs::read_dir).flatten().flatten();
    let is_ours = |name: &OsStr| name.to_string_lossy().starts_with("bloknotik-testpg-");
    entries
        .filter(|entry| is_ours(&entry.file_name()))
        .map(|entry| entry.path())
        .collect()
}

/// Other runs on this machine have their own. Without a lock nobody can tell whose it is.
fn is_of(directory: &Path, process: u32) -> bool {
    fs::read_to_string(directory.join("data/lock"))
        .is_ok_and(|text| text.trim() == process.to_string())
}

#[test]
fn many_processes_share_one_and_a_late_one_finds_it() {
    each_source(|source, environment| {
        let run = Run::new(&format!("{source}-shared"));
        let mut users: Vec<_> = (0..8)
            .map(|number| run.child(number, environment))
            .collect();
        let server = |url: String| {
            url.rsplit_once("/bloknotik_test_")
                .expect("a name")
                .0
                .to_owned()
                + url.split('?').nth(1).unwrap_or("")
        };
        let servers: Vec<_> = (0..8).map(|number| server(run.url(number))).collect();
        assert!(
            servers.iter().all(|other| *other == servers[0]),
            "{servers:?}"
        );
        for user in &mut users {
            user.signal("-KILL");
        }
        std::thread::sleep(Duration::from_millis(300));
        let mut late = run.child(8, environment);
        let url = run.url(8);
        assert_eq!(server(url.clone()), servers[0]);
        late.signal("-KILL");
        wait_until("the end of the server", 15, || is_gone(&url));
    });
}

#[test]
fn nothing_remains_on_a_server_that_was_given() {
    let home = TestDatabase::empty();
    let given = [("TEST_DATABASE_URL", home.url()), ("TEST_SOURCE", "url")];
    let run = Run::new("given");
    let mut first = run.child(0, &given);
    let leftover = run.url(0);
    let name = leftover
        .rsplit('/')
        .next()
        .and_then(|name| name.split('?').next())
        .expect("a name")
        .to_owned();
    let databases = format!("pg_database WHERE datname = '{name}'");

    // While it lives, another one leaves its database alone.
    let mut second = run.child(1, &given);
    run.url(1);
    assert_eq!(count(home.url(), &databases), 1);
    first.signal("-KILL");
    second.signal("-KILL");

    let mut third = run.child(2, &given);
    run.url(2);
    wait_until("the leftover is removed", 10, || {
        count(home.url(), &databases) == 0
    });
    third.signal("-KILL");
}
