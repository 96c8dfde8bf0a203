//! Binaryen's wasm-opt, which makes modules smaller.

use std::fs;
use std::num::NonZero;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, ensure};

use crate::layout::Layout;

/// The features that browsers have. Not `--all-features`: they refuse what comes out of it.
const FLAGS: [&str; 9] = [
    "-Oz",
    // Until nothing more comes of it: the second time it still finds one part in two hundred.
    "--converge",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The oldest wasm-opt that knows all of [`FLAGS`].
const SINCE: u32 = 121;

/// The program, where this machine has one that is new enough.
pub struct Optimizer(PathBuf);

impl Optimizer {
    /// Looks into the repository's own npm folders, then on the PATH.
    pub fn find(layout: &Layout) -> Option<Self> {
        let candidates = [
            layout.npm_program("wasm-opt"),
            Some(PathBuf::from("wasm-opt")),
        ];
        candidates.into_iter().flatten().find(is_recent).map(Self)
    }

    /// Makes each module smaller, as many at once as there are processors.
    pub fn run<'a>(&self, modules: impl Iterator<Item = &'a mut Vec<u8>> + Send) -> Result<()> {
        let modules = Mutex::new(modules);
        let work = |number: usize| -> Result<()> {
            let folder = std::env::temp_dir().join(format!(
                "bloknotik-wasm-opt-{}-{number}",
                std::process::id()
            ));
            fs::create_dir_all(&folder)?;
            let take = || modules.lock().ok()?.next();
            let mut result = Ok(());
            while let Some(module) = take() {
                match self.one(&folder, module) {
                    Ok(smaller) => *module = smaller,
                    Err(error) => {
                        result = Err(error);
                        break;
                    }
                }
            }
            let _ = fs::remove_dir_all(&folder);
            result
        };
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        thread::scope(|scope| {
            let threads: Vec<_> = (0..workers)
                .map(|number| scope.spawn(move || work(number)))
                .collect();
            threads.into_iter().try_for_each(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
        })
    }

    fn one(&self, folder: &std::path::Path, wasm: &[u8]) -> Result<Vec<u8>> {
        let (input, output) = (folder.join("in.wasm"), folder.join("out.wasm"));
        let _ = fs::remove_file(&output);
        fs::write(&input, wasm)?;
        let result = Command::new(&self.0)
            .args(FLAGS)
            .env("BINARYEN_CORES", "1")
            .arg(&input)
            .arg("-o")
            .arg(&output)
            .output()
            .with_context(|| format!("cannot run {}", self.0.display()))?;
        ensure!(
            result.status.success(),
            "{} failed: {}",
            self.0.display(),
            String::from_utf8_lossy(&result.stderr).trim()
        );
        fs::read(&output).context("wasm-opt wrote nothing")
    }
}

/// `wasm-opt version 132 (...)`; a program that does not run is as good as none.
fn is_recent(program: &PathBuf) -> bool {
    let Ok(output) = Command::new(program).arg("--version").output() else {
        return false;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace()
        .find_map(|word| word.parse::<u32>().ok())
        .is_some_and(|version| output.status.success() && version >= SINCE)
}
