//! The command line: one file a subcommand, one place for errors and exit statuses.

mod account;
mod agreement;
mod amend;
mod answer;
mod backup;
mod batch;
mod calibration;
mod camera;
mod chain;
mod correct;
mod curves;
mod custody_args;
mod demo_tray;
mod doctor;
mod encrypt;
mod enrol;
mod evaluate;
mod event;
mod expect;
mod export;
mod facility;
mod free_text;
mod gallery;
mod hazards;
mod head;
mod identify;
mod interrupt;
mod inventory;
mod item_list;
mod kiosk;
mod liner;
mod liner_list;
mod log;
mod lookup;
mod model;
mod opener;
mod outcome;
mod package;
mod period;
mod purge;
mod questions;
mod record;
mod report;
mod restore;
mod review;
mod scale;
mod scan;
mod scanned;
mod score;
mod secret;
mod self_check;
mod site;
mod stock;
mod table;
mod todo;
mod trail;
mod verify;
mod verify_export;

use std::io::{self, LineWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use interrupt::stoppable;
use outcome::{Outcome, WrongUse, failed_status, in_words, is_broken_pipe};

use crate::ledger::LedgerError;
use crate::station::{Clock, Settings, Station, StationError, home_dir, owner_but_root};

/// Identifies loose pills, says whether they are hazardous, and keeps the record of their disposal.
///
/// Without a command it opens the window, with the photograph if one is named.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit status: 0 fine, 1 some input failed, 2 wrong use, 3 the record does not verify, 130 stopped with Ctrl+C."
)]
struct Cli {
    /// Folder of the settings and the record [default: `TAKEBACK_HOME`, else the platform's]
    #[arg(long, global = true, value_name = "DIR")]
    home: Option<PathBuf>,
    /// File with the key of an encrypted record [default: `TAKEBACK_KEY_FILE`, else `key_file` in the settings, else
    /// the passphrase is asked for]
    #[arg(long, global = true, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Fill the screen, let only an administrator leave, and start again after a crash
    #[arg(long)]
    kiosk: bool,
    /// Photograph of pills to open in the window
    photo: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Identify(identify::Args),
    Record(record::Args),
    Log(log::Args),
    Correct(correct::Args),
    Review(review::Args),
    Liner(liner::Args),
    Package(package::Args),
    Event(event::Args),
    Stock(stock::Args),
    Facility(facility::Args),
    Inventory(inventory::Args),
    Amend(amend::Args),
    Todo(todo::Args),
    Trail(trail::Args),
    Camera(camera::Args),
    Calibration(calibration::Args),
    Scan(scan::Args),
    Export(export::Args),
    Report(report::Args),
    Verify(verify::Args),
    Head(head::Args),
    Account(account::Args),
    Site(site::Args),
    VerifyExport(verify_export::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Purge(purge::Args),
    Encrypt(encrypt::EncryptArgs),
    Decrypt(encrypt::DecryptArgs),
    Lookup(lookup::Args),
    Model(model::Args),
    SelfCheck(self_check::Args),
    Hazards(hazards::Args),
    DemoTray(demo_tray::Args),
    Enrol(enrol::Args),
    Evaluate(evaluate::Args),
    Doctor(doctor::Args),
}

impl Command {
    /// Whether it changes or copies what was recorded before: of a home without a record it would copy, and lock away
    /// the keys of, one that it began itself.
    fn needs_record(&self) -> bool {
        matches!(
            self,
            Self::Correct(_) | Self::Amend(_) | Self::Backup(_) | Self::Purge(_)
        )
    }

    /// Whether it shows what was recorded before: of a home without a record that is nothing, and may be a wrong home.
    fn reads_record(&self) -> bool {
        matches!(
            self,
            Self::Log(_)
                | Self::Review(_)
                | Self::Todo(_)
                | Self::Trail(_)
                | Self::Export(_)
                | Self::Report(_)
                | Self::Verify(_)
                | Self::Head(_)
        )
    }

    /// Whether it puts other files in the place of those at home.
    fn replaces_files(&self) -> bool {
        matches!(self, Self::Restore(_) | Self::Encrypt(_) | Self::Decrypt(_))
    }
}

/// Runs the command of this process and gives its exit status.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let level = tracing_subscriber::EnvFilter::try_from_env("TAKEBACK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(level)
        .with_writer(io::stderr)
        .init();
    match carry_out(cli) {
        Ok(outcome) => ExitCode::from(outcome.status()),
        // The reader of a pipe has seen enough: nothing to complain about.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("takeback: {}", in_words(&error));
            ExitCode::from(failed_status(&error))
        }
    }
}

fn carry_out(cli: Cli) -> anyhow::Result<Outcome> {
    // A line at a time, so that whoever reads along sees each result as it comes.
    let out = &mut LineWriter::new(io::stdout().lock());
    let is = |kind: fn(&Command) -> bool| cli.command.as_ref().is_some_and(kind);
    let (needs, reads) = (is(Command::needs_record), is(Command::reads_record));
    let replaces_files = is(Command::replaces_files);
    let home = || -> anyhow::Result<PathBuf> {
        let home = home_dir(cli.home.clone())?;
        if (needs || reads) && !opener::has_record(&home) {
            let words = format!(
                "there is no record in {}; name its folder with --home, or run this as the user whose station it is",
                home.display()
            );
            if needs {
                anyhow::bail!(words);
            }
            eprintln!("takeback: {words}. A new one is begun");
        }
        if let Some(owner) = owner_but_root(&home).filter(|_| replaces_files) {
            anyhow::bail!(
                "{} is, or would be made, in a folder of the user with the number {owner}, who could not write what root \
                 puts there; run this as that user: sudo -H -u '#{owner}' takeback …",
                home.display()
            );
        }
        Ok(home)
    };
    let key_file = cli.key_file.as_deref();
    let open = || opener::open(&home()?, key_file);
    if cli.photo.is_some() && cli.command.is_some() {
        return Err(
            WrongUse("a photograph to open and a command were both given".to_owned()).into(),
        );
    }
    match cli.command {
        None => window(&home()?, key_file, cli.photo.as_deref(), cli.kiosk),
        Some(Command::Identify(args)) => identify::run(&args, &open()?, out),
        Some(Command::Record(args)) => record::run(&args, &open()?, out),
        Some(Command::Log(args)) => log::run(&args, &open()?, out),
        Some(Command::Correct(args)) => correct::run(&args, &open()?, out),
        Some(Command::Review(args)) => review::run(&args, &open()?, out),
        Some(Command::Liner(args)) => liner::run(args, &open()?, out),
        Some(Command::Package(args)) => package::run(args, &open()?, out),
        Some(Command::Event(args)) => event::run(args, &open()?, out),
        Some(Command::Stock(args)) => stock::run(args, &open()?, out),
        Some(Command::Facility(args)) => facility::run(args, &open()?, out),
        Some(Command::Amend(args)) => amend::run(args, &open()?, out),
        Some(Command::Inventory(args)) => inventory::run(args, &open()?, out),
        Some(Command::Todo(args)) => todo::run(&args, &open()?, out),
        Some(Command::Trail(args)) => trail::run(&args, &open()?, out),
        Some(Command::Camera(args)) => camera::run(&args, &open()?, out),
        Some(Command::Calibration(args)) => calibration::run(&args, &home()?, open, out),
        Some(Command::Scan(args)) => scan::run(&args, &open()?, out),
        Some(Command::Export(args)) => stoppable(open()?, |at| export::run(&args, &at, out)),
        Some(Command::Report(args)) => stoppable(open()?, |at| report::run(&args, &at, out)),
        Some(Command::Verify(args)) => verify::run(&args, key_file, open, out),
        Some(Command::Head(args)) => head::run(&args, &open()?, out),
        Some(Command::Account(args)) => account::run(&args, &open()?, out),
        Some(Command::Site(args)) => site::run(&args, &open()?, out),
        Some(Command::VerifyExport(args)) => verify_export::run(&args, out),
        Some(Command::Backup(args)) => stoppable(open()?, |at| backup::run(&args, &at, out)),
        Some(Command::Restore(args)) => restore::run(&args, &home()?, key_file, out),
        Some(Command::Purge(args)) => purge::run(&args, &open()?, out),
        Some(Command::Encrypt(args)) => encrypt::encrypt(&args, &home()?, key_file, out),
        Some(Command::Decrypt(args)) => encrypt::decrypt(&args, open()?, out),
        Some(Command::Lookup(args)) => lookup::run(&args, &open()?, out),
        Some(Command::Model(args)) => match args.command() {
            model::Command::Pack(args) => model::pack(args, out),
            model::Command::Install(args) => model::install(args, &open()?, out),
            model::Command::Rollback(args) => model::rollback(args, &open()?, out),
        },
        Some(Command::SelfCheck(args)) => self_check::run(&args, &open()?, out),
        Some(Command::Hazards(args)) => hazards::run(&args, &home()?, out),
        Some(Command::DemoTray(args)) => demo_tray::run(&args, &home()?, out),
        Some(Command::Enrol(args)) => enrol::run(&args, &open()?, out),
        Some(Command::Evaluate(args)) => stoppable(open()?, |at| evaluate::run(&args, &at, out)),
        Some(Command::Doctor(args)) => doctor::run(&args, &home()?, key_file, out),
    }
}

/// Opens the window, or watches over that of a kiosk.
fn window(
    home: &Path,
    key_file: Option<&Path>,
    photo: Option<&Path>,
    kiosk: bool,
) -> anyhow::Result<Outcome> {
    if let Some(odd) = photo.filter(|photo| !photo.is_file()) {
        let words = format!("`{}` is neither a command nor a photograph", odd.display());
        return Err(WrongUse(words).into());
    }
    let opened = Station::open_with(home, Clock::System, opener::named(home, key_file)?);
    let is_locked = matches!(
        opened,
        Err(StationError::Ledger(LedgerError::Locked { .. }))
    );
    // A record that waits for its passphrase does not keep its settings from being read.
    let kiosk = kiosk
        || match &opened {
            Ok(station) => station.settings().kiosk,
            Err(_) if is_locked => Settings::in_home(home)?.kiosk,
            Err(_) => false,
        };
    if kiosk && !kiosk::is_window() {
        if !is_locked {
            drop(opened?);
        }
        return kiosk::supervise(home, key_file, photo);
    }
    let station = if is_locked {
        crate::ui::unlocked(home, kiosk)?
    } else {
        Some(opened?)
    };
    let Some(station) = station else {
        // Only an administrator leaves a kiosk, and nobody can prove to be one before the record is open: the screen
        // that asks for the passphrase comes back.
        return Ok(if kiosk {
            Outcome::SomeFailed
        } else {
            Outcome::Fine
        });
    };
    crate::ui::run(station, photo.map(Path::to_owned), kiosk)?;
    Ok(Outcome::Fine)
}
