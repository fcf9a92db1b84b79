//! `takeback model`: another model, signed by its makers and checked here.

use std::io::Write;
use std::path::PathBuf;

use super::interrupt::stoppable;
use super::secret::Who;
use super::{Outcome, WrongUse, free_text};
use crate::ledger::SigningKey;
use crate::runtime::models_dir;
use crate::station::{BackTo, CheckWith, Installed, LeftOut, Station, pack_model};

/// Publish a model, install one that was published, or go back to the one before
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
pub enum Command {
    Pack(Pack),
    Install(Install),
    Rollback(Rollback),
}

/// For the makers: copy a model to a new folder and sign it
#[derive(clap::Args)]
pub struct Pack {
    /// Folder of the publisher's signing.key and signing.pub, which are made where there are none
    #[arg(long, value_name = "DIR")]
    key: PathBuf,
    /// Folder of the model [default: the one that came with the program]
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// New folder for the release
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Install a release of the publisher that settings.toml trusts, unless it does worse than the present model
#[derive(clap::Args)]
pub struct Install {
    /// Folder that `takeback model pack` wrote
    #[arg(value_name = "RELEASE")]
    release: PathBuf,
    /// Photographs with labels.csv to check it on [default: the site's own reviewed ones]
    #[arg(long, value_name = "DIR")]
    check: Option<PathBuf>,
    /// Do not check it, for this reason, which goes on record
    #[arg(long, value_name = "REASON", conflicts_with = "check", value_parser = free_text::words)]
    unchecked: Option<String>,
    #[command(flatten)]
    who: Who,
}

/// Use the model before again
#[derive(clap::Args)]
pub struct Rollback {
    /// Use the one that came with the program, whichever was before
    #[arg(long)]
    shipped: bool,
    /// Why, in words
    #[arg(long, value_parser = free_text::words)]
    reason: String,
    #[command(flatten)]
    who: Who,
}

/// Packing needs no station: the makers have none.
pub fn pack(args: &Pack, out: &mut impl Write) -> anyhow::Result<Outcome> {
    std::fs::create_dir_all(&args.key)?;
    let key = SigningKey::load_or_create(&args.key)?.ok_or_else(|| {
        WrongUse(format!(
            "{} holds a public key without its secret half; name the folder with both",
            args.key.display()
        ))
    })?;
    // It is what the sites are given to check the release with.
    key.check_public(&args.key)?;
    let models = args.models.clone().unwrap_or_else(models_dir);
    let release = stoppable((), |()| pack_model(&models, &key, &args.out))?;
    writeln!(
        out,
        "release {release}, signed with key {}, in {}",
        key.public().fingerprint(),
        args.out.display()
    )?;
    Ok(Outcome::Fine)
}

pub fn install(args: &Install, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let check = match (&args.check, &args.unchecked) {
        (Some(folder), _) => CheckWith::Folder(folder),
        (None, Some(reason)) => CheckWith::Nothing(reason),
        (None, None) => CheckWith::Own,
    };
    let installed = args.who.do_at(station, || {
        let installed = stoppable(station, |at| at.install_model(&args.release, &check));
        Ok(installed?)
    })?;
    match installed {
        Installed::Checked(check, left_out) => {
            writeln!(
                out,
                "installed: on {} photographs the first candidate is right {} times, before {}; it is used from the next start on",
                check.photographs, check.now.right, check.before.right
            )?;
            say_left_out(left_out, out)?;
        }
        Installed::Unchecked => writeln!(
            out,
            "installed without a check; it is used from the next start on"
        )?,
        Installed::Mended => writeln!(
            out,
            "that release is the one in use; its files, damaged or gone, were put back and are used from the next start on"
        )?,
    }
    Ok(Outcome::Fine)
}

/// Says why some photographs checked nothing.
fn say_left_out(left_out: LeftOut, out: &mut impl Write) -> std::io::Result<()> {
    for (count, why) in [
        (left_out.for_training, "models learn from them"),
        (
            left_out.damaged,
            "they are damaged, see `takeback verify --photos`",
        ),
        (
            left_out.taught,
            "pills are known by them here, so every model is right of them",
        ),
    ] {
        if count > 0 {
            writeln!(out, "left out: {count} photographs; {why}")?;
        }
    }
    Ok(())
}

pub fn rollback(
    args: &Rollback,
    station: &Station,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let (to, named) = if args.shipped {
        (BackTo::Shipped, "the model shipped with the program")
    } else {
        (BackTo::Before, "the model before")
    };
    args.who
        .do_at(station, || Ok(station.roll_back_model(to, &args.reason)?))?;
    writeln!(out, "{named} is used from the next start on")?;
    Ok(Outcome::Fine)
}

impl Args {
    pub fn command(&self) -> &Command {
        &self.command
    }
}
