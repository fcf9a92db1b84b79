//! Where the command line takes secrets from: a file, the environment or the terminal, never the
//! arguments, which every user of the machine can read.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::Context;
use zeroize::Zeroizing;

use super::WrongUse;
use crate::ledger::{Meaning, Signature};
use crate::people::{Action, Secret};
use crate::station::{Station, StationError};

/// Who does it, where the station has accounts. The PIN or passphrase is read from the file, else
/// from `TAKEBACK_SECRET`, else asked for.
#[derive(clap::Args)]
pub struct Who {
    /// Printed name of the account that does this, where the station has accounts
    #[arg(long = "as", value_name = "NAME")]
    as_whom: Option<String>,
    #[command(flatten)]
    own: OwnSecret,
}

/// A secret that somebody has: from the file, else from `TAKEBACK_SECRET`, else asked for.
#[derive(clap::Args)]
pub struct OwnSecret {
    /// File whose first line is the PIN or passphrase [default: `TAKEBACK_SECRET`, else asked for]
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
}

impl Who {
    /// Signs in whoever is named, does `act`, signs them out again.
    pub fn do_at<T>(
        &self,
        station: &Station,
        act: impl FnOnce() -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        if let Some(name) = &self.as_whom {
            let id = account(station, name)?.id;
            station.sign_in(id, &self.secret(name)?)?;
        }
        let done = act();
        sign_out(station);
        done
    }

    /// As [`Who::do_at`], for acts that whoever is named signs as the reviewer.
    pub fn do_reviewed<T>(
        &self,
        station: &Station,
        act: impl FnOnce(Signature) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let Some(name) = &self.as_whom else {
            return Err(StationError::NotSignedIn {
                action: Action::Review,
            }
            .into());
        };
        let (id, secret) = (account(station, name)?.id, self.secret(name)?);
        station.sign_in(id, &secret)?;
        let signed = station.sign(id, &secret, Meaning::Reviewed);
        let done = signed.map_err(anyhow::Error::from).and_then(act);
        sign_out(station);
        done
    }

    pub fn is_named(&self) -> bool {
        self.as_whom.is_some()
    }

    fn secret(&self, name: &str) -> anyhow::Result<Secret> {
        self.own.read(name)
    }
}

impl OwnSecret {
    /// The secret of `name`.
    pub fn read(&self, name: &str) -> anyhow::Result<Secret> {
        let typed = typed(
            self.secret_file.as_deref(),
            "TAKEBACK_SECRET",
            "--secret-file",
            &format!("PIN or passphrase of {name}: "),
        )?;
        Ok(Secret::new(typed.as_str()))
    }
}

/// A secret that is being chosen: from the file, else from `TAKEBACK_NEW_SECRET`, else asked for
/// twice.
#[derive(clap::Args)]
pub struct NewSecret {
    /// File whose first line is the new PIN or passphrase [default: `TAKEBACK_NEW_SECRET`, else
    /// asked for]
    #[arg(long, value_name = "FILE")]
    new_secret_file: Option<PathBuf>,
}

impl NewSecret {
    pub fn read(&self, name: &str) -> anyhow::Result<Secret> {
        let chosen = chosen(
            self.new_secret_file.as_deref(),
            "TAKEBACK_NEW_SECRET",
            "--new-secret-file",
            &format!("New PIN (6 digits) or passphrase (12 characters) for {name}: "),
        )?;
        Ok(Secret::new(chosen.as_str()))
    }
}

/// Signs out whoever was there for what is done by now. It is on record: failing here would make the
/// person do it a second time.
pub fn sign_out(station: &Station) {
    if let Err(error) = station.sign_out(false) {
        tracing::warn!("the sign-out was not recorded: {error}");
    }
}

/// The account with this printed name.
pub fn account(station: &Station, name: &str) -> anyhow::Result<crate::people::Account> {
    Ok(station.named(name)?)
}

/// What stands in `file`, else in `variable`, else what a person types without it being shown.
pub fn typed(
    file: Option<&Path>,
    variable: &str,
    flag: &str,
    question: &str,
) -> anyhow::Result<Zeroizing<String>> {
    match given(file, variable)? {
        Some(given) => Ok(given),
        None => asked(variable, flag, question),
    }
}

/// As [`typed`], for a secret that is being chosen: a person cannot see what they type, so they type it twice.
pub fn chosen(
    file: Option<&Path>,
    variable: &str,
    flag: &str,
    question: &str,
) -> anyhow::Result<Zeroizing<String>> {
    if let Some(given) = given(file, variable)? {
        return Ok(given);
    }
    let first = asked(variable, flag, question)?;
    if *first != *asked(variable, flag, "Repeat it: ")? {
        return Err(WrongUse("the two were not the same; nothing was changed".into()).into());
    }
    Ok(first)
}

/// What stands in `file`, else in `variable`; none where neither is there. The file is read once: it may be a pipe.
fn given(file: Option<&Path>, variable: &str) -> anyhow::Result<Option<Zeroizing<String>>> {
    let Some(path) = file else {
        let value = env::var(variable).ok().filter(|value| !value.is_empty());
        return Ok(value.map(Zeroizing::new));
    };
    let text = fs::read_to_string(path).map(Zeroizing::new);
    let text = text.with_context(|| format!("{} cannot be read", path.display()))?;
    let first = text.lines().next().unwrap_or_default();
    Ok(Some(Zeroizing::new(first.to_owned())))
}

fn asked(variable: &str, flag: &str, question: &str) -> anyhow::Result<Zeroizing<String>> {
    rpassword::prompt_password(question)
        .map(Zeroizing::new)
        .with_context(|| format!("nobody can be asked here; use {flag} FILE or {variable}"))
}
