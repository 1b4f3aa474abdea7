//! Arguments in, exit code out: 0 done, 1 findings stop it, 2 the machine would not.

/// A build makes and drops millions of small texts, with the allocator of the system in about a tenth more time (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What build machines set; their logs are often public.
const BUILD_MACHINES: [&str; 2] = ["CI", "NETLIFY"];

fn main() -> std::process::ExitCode {
    let public_log = BUILD_MACHINES.iter().any(|name| std::env::var_os(name).is_some());
    kohyo::cli::main(std::env::args_os().skip(1), public_log, std::env::current_exe().ok())
}
