//! How a command ended, and the end of the process.

use std::io::Write;

/// What the exit code tells.
#[derive(Clone, Copy)]
pub enum Outcome {
    Done,
    Failed,
    /// The configuration cannot work: a supervisor can tell it from a crash, and need not try again.
    Misconfigured,
}

impl Outcome {
    /// Ends the process, and takes nothing down before. `exit` would let OpenSSL free what it has while a thread of the pool
    /// may still be connecting through it, which now and then ends in a crash after all is done.
    pub fn leave(self) -> ! {
        let code = match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Misconfigured => 2,
        };
        let _ = std::io::stdout().flush();
        signal_hook::low_level::exit(code)
    }
}
