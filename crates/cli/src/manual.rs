//! `inquit completions` and `inquit man`: what a shell and a reader of manuals
//! need, made from the flags.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::args::Cli;
use crate::error::Stop;

/// How the completions are put to use.
pub(crate) const COMPLETIONS_HELP: &str = "\
Examples:
  inquit completions bash > ~/.local/share/bash-completion/completions/inquit
  inquit completions zsh > ~/.zfunc/_inquit                # a folder of $fpath
  inquit completions fish > ~/.config/fish/completions/inquit.fish";

/// Flags of `inquit completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell to write for
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Flags of `inquit man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Folder to write the pages into, one a command: inquit.1, inquit-extract.1 …
    pub(crate) folder: std::path::PathBuf,
}

/// Writes the completions to standard output.
///
/// # Errors
///
/// [`Stop`] if standard output cannot be written.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<ExitCode, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "inquit", &mut script);
    io::Write::write_all(&mut io::stdout(), &script).map_err(|error| Stop::writing("standard output", error))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the manual pages.
///
/// # Errors
///
/// [`Stop`] if a page cannot be written.
pub(crate) fn man(args: &ManArgs) -> Result<ExitCode, Stop> {
    let folder = args.folder.display();
    fs::create_dir_all(&args.folder).with_context(|| format!("cannot make the folder {folder}")).map_err(Stop::Usage)?;
    let mut command = Cli::command();
    // Full names (`inquit-extract`) and flags of all commands are set by this.
    command.build();
    pages(&command, &args.folder)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the page of `command` and of those below it.
fn pages(command: &clap::Command, folder: &Path) -> Result<(), Stop> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help") {
        pages(below, folder)?;
    }
    let page = clap_mangen::Man::new(command.clone());
    let path = folder.join(page.get_filename());
    let mut bytes = Vec::new();
    // In memory, nothing fails.
    let written = page.render(&mut bytes).and_then(|()| fs::write(&path, bytes));
    written.map_err(|error| Stop::writing(&path.display().to_string(), error))
}
