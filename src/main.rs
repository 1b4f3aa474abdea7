//! Arguments in, exit code out: 0 done, 1 findings stop it, 2 the machine would not.

fn main() -> std::process::ExitCode {
    kohyo::cli::main(std::env::args_os().skip(1))
}
