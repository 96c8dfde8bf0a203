//! The one binary: `bloknotik`.

// The system's allocator keeps what each of its many arenas once needed; this one gives it back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    server::commands::main().leave()
}
