//! `inquit`: articles in, a table of attributed quotations out.
//!
//! This crate knows files, formats, progress bars and exit codes; what a
//! quotation is, it leaves to `inquit-quotes`. One file for each concern:
//! [`args`] the flags, [`config`] those that need not be typed, [`input`] what
//! is read, [`pipeline`] who works when, [`sample`] which documents of many,
//! [`checkpoint`] how far a run has come, [`interrupt`] who wants it to end,
//! [`dry_run`] what would be done, [`file_name`] what a document's file is
//! called, [`output`] how the rows of `inquit-table` are written, [`schema`]
//! what they hold, [`model`] what finds
//! quotations, [`preview`] a look at the result, [`eval`] scores, [`explain`]
//! reasons, [`show`] articles in the terminal, [`view`] on a page ([`page`] is
//! what pages share), [`selection`] which quotations they show, [`heard`] whom they do not find, [`stats`]
//! counts, [`filter`] copies some rows of tables, [`train`] makes models, [`speakers`] who speaks across documents,
//! [`tables`] what was written read back, [`gazetteer`] what can be done with
//! the dictionary alone, [`doctor`] what the program is made of, [`quiet`] other people's panics, [`manual`]
//! completions and manual pages.
//!
//! It is a library only so that its readers and writers can be tested on bytes
//! ([`memory`]): nothing here is a public API, and everything may change with
//! any version. Programs use `inquit-quotes` and `inquit-table`.

#![allow(rustdoc::private_intra_doc_links, reason = "there is no public API: who reads this works on the crate")]

mod args;
mod budget;
mod checkpoint;
mod config;
mod doctor;
mod dry_run;
mod error;
mod eval;
mod explain;
mod extract;
mod file_name;
mod filter;
#[cfg(feature = "parquet")]
mod footer;
mod gazetteer;
mod heard;
mod input;
mod interrupt;
mod manual;
#[doc(hidden)]
pub mod memory;
mod model;
mod output;
mod page;
mod pipeline;
mod preview;
mod progress;
mod quiet;
mod sample;
mod schema;
mod selection;
mod show;
mod speakers;
mod stats;
mod tables;
mod terminal;
mod train;
mod view;

use std::ffi::OsString;
use std::process::ExitCode;

/// Carries out the command line `arguments`, of which the first is the name of
/// the program; its exit code is 0, 1 or 2, as `--help` says.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let (cli, origins) = match config::command_line(arguments) {
        Ok(cli) => cli,
        Err(stop) => return stop.report(),
    };
    let result = match &cli.command {
        args::Command::Extract(args) => extract::run(args, config::file(cli.config.as_deref()).as_deref()),
        args::Command::Eval(args) => eval::run(args),
        args::Command::Explain(args) => explain::run(args),
        args::Command::Show(args) => show::run(args),
        args::Command::View(args) => view::run(args),
        args::Command::Stats(args) => stats::run(args),
        args::Command::Filter(args) => filter::run(args),
        args::Command::Train(args) => train::run(args),
        args::Command::Preview(args) => preview::run(args),
        args::Command::Schema(args) => schema::run(args),
        args::Command::Speakers(args) => speakers::run(args),
        args::Command::Gazetteer(command) => gazetteer::run(command),
        args::Command::Doctor(args) => doctor::run(args, cli.config.as_deref()),
        args::Command::Completions(args) => manual::completions(args),
        args::Command::Man(args) => manual::man(args),
    };
    match result {
        Ok(code) => code,
        Err(stop) => origins.placed(stop).report(),
    }
}
