//! One running cluster and its life.

use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::account::Account;
use crate::directory::Directory;
use crate::postmaster::Postmaster;
use crate::socket::Socket;
use crate::{Error, Programs, init, log, orphan, settings};

/// What to run, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// A directory of its own; made where it is missing, refused where it holds anything else.
    pub data_dir: PathBuf,
    /// Whether data must survive a crash. Tests say no and are much faster.
    pub durable: bool,
    /// Which programs; found when not given.
    pub programs: Option<Programs>,
    /// The database to have, and the name of its owner: the same at every start. Letters, digits and underscores.
    pub database: String,
}

/// A running cluster. Dropping it stops PostgreSQL in order.
#[derive(Debug)]
pub struct Cluster {
    // In the order in which they have to end: the server, its socket, our claim to the directory.
    postmaster: Postmaster,
    socket: Socket,
    _log_keeper: Option<Sender<()>>,
    account: Account,
    programs: Programs,
    directory: Directory,
    url: String,
}

impl Cluster {
    /// Starts the cluster in the directory, which is made and initialised if need be, and waits until it takes
    /// connections.
    ///
    /// Whatever became of the last process: a server that outlived it is stopped in order and started afresh, a crash
    /// is recovered from by PostgreSQL, a cluster that was never finished is made anew.
    pub fn start(options: Options) -> Result<Self, Error> {
        let Options {
            data_dir,
            durable,
            programs,
            database,
        } = options;
        let directory = Directory::claim(&data_dir)?;
        let cluster = directory.cluster();
        let account = Account::choose(&cluster)?;
        account.give_if_roots(directory.root())?;
        account.check_reaches(&cluster)?;
        let programs = fitting(&directory, programs)?;
        account.check_reaches(&programs.program("postgres"))?;
        directory.remove_unfinished();
        if directory.major()?.is_none() {
            init::init(&directory, &account, &programs, &database, durable)?;
        }
        orphan::stop(&directory)?;
        settings::write(&account, &cluster, durable)?;
        make_private(&directory.logs(), &account)?;
        let socket = Socket::prepare(&directory, &account)?;
        let postmaster = Postmaster::start(&directory, &account, &programs, socket.path())?;
        let _log_keeper = durable.then(|| log::keep_small(directory.logs()));
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let (name, host) = (encode(&database), encode(&socket.path().to_string_lossy()));
        let url = format!("postgres:///{name}?host={host}&user={name}");
        Ok(Self {
            postmaster,
            socket,
            _log_keeper,
            account,
            programs,
            directory,
            url,
        })
    }

    /// A libpq address of the database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The private directory of the socket, for programs that connect without an address.
    pub fn socket_dir(&self) -> &Path {
        self.socket.path()
    }

    /// The programs it runs by: the ones whose `pg_dump` fits it.
    pub fn programs(&self) -> &Programs {
        &self.programs
    }

    /// The process that answers for all others of this cluster.
    pub fn pid(&self) -> u32 {
        self.postmaster.pid()
    }

    /// Starts the server again if it has died (it crashed, or the system ran out of memory), and says whether it had.
    /// Worth calling now and then, or when connections fail; it costs nothing while all is well.
    pub fn revive(&mut self) -> Result<bool, Error> {
        if self.postmaster.is_running() {
            return Ok(false);
        }
        self.postmaster = Postmaster::start(
            &self.directory,
            &self.account,
            &self.programs,
            self.socket.path(),
        )?;
        Ok(true)
    }

    /// Stops PostgreSQL: transactions under way are rolled back, committed ones are on disk. If that takes longer than
    /// half a minute it is stopped at once, and the next start replays its log.
    pub fn stop(self) {}
}

fn make_private(path: &Path, account: &Account) -> Result<(), Error> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(Error::io("create", path)(error))
        }
        _ => account.give(path),
    }
}

/// Programs of the version that made the cluster, or any where there is none yet.
fn fitting(directory: &Directory, given: Option<Programs>) -> Result<Programs, Error> {
    let made_by = directory.major()?;
    let programs = match (given, made_by) {
        (Some(programs), _) => programs,
        (None, Some(major)) => Programs::find_major(major)?,
        (None, None) => Programs::find()?,
    };
    match made_by {
        Some(major) if major != programs.major() => Err(Error::WrongVersion {
            directory: directory.root().to_owned(),
            cluster: major.to_string(),
            bindir: programs.bindir().to_owned(),
            programs: programs.major(),
        }),
        _ => Ok(programs),
    }
}
