//! `bloknotik completions`

use clap::CommandFactory;
use clap_complete::Shell;

use super::Outcome;

/// Prints the script that a shell reads.
pub fn print_script(shell: Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::Cli::command(), "bloknotik", &mut script);
    super::print(String::from_utf8_lossy(&script).trim_end())
}
