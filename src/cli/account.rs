//! `takeback account`: who may use the station.

use std::io::Write;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Subcommand};
use serde_json::json;

use super::secret::{NewSecret, OwnSecret, Who, account, sign_out, typed};
use super::{Outcome, table};
use crate::people::{RecoveryCode, Role};
use crate::station::{NewAccount, Station};

/// Make, list and change the accounts of the people at this station
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Make an account; the first one is the administrator's
    Add {
        /// As it is printed in records and under signatures
        name: String,
        /// operator, pharmacist, administrator or auditor
        #[arg(long, default_value = "operator")]
        role: Role,
        /// Number of an officer employed by the law-enforcement agency
        #[arg(long, value_name = "NUMBER")]
        officer: Option<String>,
        #[command(flatten)]
        secret: NewSecret,
        #[command(flatten)]
        who: Who,
    },
    /// List every account there ever was
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Nobody signs in with this account any more; what it did stays
    Disable {
        name: String,
        #[command(flatten)]
        who: Who,
    },
    /// Give an account another role
    Role {
        name: String,
        role: Role,
        #[command(flatten)]
        who: Who,
    },
    /// Say whether somebody is an employee of the collector whose receptacle stands at this long-term
    /// care facility
    Collector {
        name: String,
        #[arg(
            action = ArgAction::Set,
            value_parser = PossibleValuesParser::new(["yes", "no"]).map(|said| said == "yes")
        )]
        is: bool,
        #[command(flatten)]
        who: Who,
    },
    /// State the number of an officer employed by the law-enforcement agency, another one, or that
    /// somebody is none
    Officer {
        name: String,
        /// The number, or `none`
        number: String,
        #[command(flatten)]
        who: Who,
    },
    /// Choose another PIN or passphrase for your own account
    Secret {
        name: String,
        #[command(flatten)]
        secret: NewSecret,
        #[command(flatten)]
        old: OwnSecret,
    },
    /// Let somebody back in who is locked out: by an administrator (--as), else by the recovery code
    Recover {
        name: String,
        /// File whose first line is the recovery code [default: `TAKEBACK_RECOVERY_CODE`, else asked
        /// for]
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
        #[command(flatten)]
        secret: NewSecret,
        #[command(flatten)]
        who: Who,
    },
    /// Make another recovery code; the old one is then worth nothing
    Code {
        #[command(flatten)]
        who: Who,
    },
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    match &args.task {
        Task::Add {
            name,
            role,
            officer,
            secret,
            who,
        } => {
            if station.accounts()?.is_empty() {
                let code = station.found(name, officer.clone(), &secret.read(name)?, None)?;
                sign_out(station);
                writeln!(out, "{name} is the administrator of this station.")?;
                show_code(&code, out)?;
            } else {
                let new = NewAccount {
                    name: name.clone(),
                    role: *role,
                    officer: officer.clone(),
                };
                who.do_at(station, || {
                    Ok(station.add_account(new, &secret.read(name)?)?)
                })?;
                writeln!(out, "{name} is here as {role}.")?;
            }
        }
        Task::List { json } => list(*json, station, out)?,
        Task::Disable { name, who } => {
            let id = account(station, name)?.id;
            who.do_at(station, || Ok(station.disable(id)?))?;
        }
        Task::Role { name, role, who } => {
            let id = account(station, name)?.id;
            who.do_at(station, || Ok(station.change_role(id, *role)?))?;
        }
        Task::Collector { name, is, who } => {
            let id = account(station, name)?.id;
            who.do_at(station, || Ok(station.set_of_collector(id, *is)?))?;
        }
        Task::Officer { name, number, who } => {
            let id = account(station, name)?.id;
            let number = (!number.eq_ignore_ascii_case("none")).then_some(number.as_str());
            who.do_at(station, || Ok(station.set_officer(id, number)?))?;
        }
        Task::Secret { name, secret, old } => {
            let account = account(station, name)?;
            let old = old.read(&account.name)?;
            station.change_secret(account.id, &old, &secret.read(&account.name)?)?;
        }
        Task::Recover {
            name,
            code_file,
            secret,
            who,
        } => {
            let account = account(station, name)?;
            if who.is_named() {
                let new = secret.read(&account.name)?;
                who.do_at(station, || Ok(station.recover(account.id, &new)?))?;
            } else {
                let (variable, flag) = ("TAKEBACK_RECOVERY_CODE", "--code-file");
                let code = typed(code_file.as_deref(), variable, flag, "Recovery code: ")?;
                let new = secret.read(&account.name)?;
                let code = RecoveryCode::typed(&code);
                show_code(&station.recover_by_code(account.id, &code, &new)?, out)?;
            }
        }
        Task::Code { who } => {
            let code = who.do_at(station, || Ok(station.new_code()?))?;
            show_code(&code, out)?;
        }
    }
    Ok(Outcome::Fine)
}

fn show_code(code: &RecoveryCode, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "Recovery code: {}", *code.shown())?;
    writeln!(
        out,
        "Write it down now and lock it away from this computer; it is never shown again. It lets an \
         administrator back in, once."
    )?;
    Ok(())
}

fn list(as_json: bool, station: &Station, out: &mut impl Write) -> anyhow::Result<()> {
    let accounts = station.accounts()?;
    if as_json {
        for account in &accounts {
            let line = json!({
                "id": account.id,
                "name": account.name,
                "role": account.role.as_str(),
                "officer": account.officer,
                "of_collector": account.of_collector,
                "disabled": account.disabled,
                "created": account.created.to_string(),
            });
            writeln!(out, "{line}")?;
        }
        return Ok(());
    }
    let rows: Vec<_> = accounts
        .iter()
        .map(|account| {
            [
                account.name.clone(),
                account.role.to_string(),
                account.officer.clone().unwrap_or_default(),
                match (account.of_collector, account.disabled) {
                    (true, false) => "of the collector",
                    (_, true) => "disabled",
                    (false, false) => "",
                }
                .to_owned(),
                account.created.date().to_string(),
            ]
        })
        .collect();
    table::write(out, ["name", "role", "officer", "", "made"], &rows)?;
    Ok(())
}
