//! What the custody commands have in common: numbers, the day of the act, the people who sign.

use std::io::{self, BufRead};
use std::path::PathBuf;

use jiff::civil::{Date, Time};

use super::secret::{Who, account, sign_out, typed};
use super::{WrongUse, free_text, period};
use crate::custody::Step;
use crate::ledger::Signature;
use crate::ledger::custody::{Conveyance, Line, Party, Registration, UniqueId, Witnesses};
use crate::people::Secret;
use crate::station::Station;

/// Unique numbers, from the command line or a scanner.
#[derive(clap::Args)]
pub struct Ids {
    /// Unique numbers as printed; `-` reads them from standard input, one a line, as a scanner gives them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

impl Ids {
    pub fn read(self) -> anyhow::Result<Vec<UniqueId>> {
        read(self.ids)
    }
}

/// What was found on hand, which may be nothing.
#[derive(clap::Args)]
pub struct Found {
    /// Unique numbers as printed; `-` reads them from standard input, one a line, as a scanner gives them.
    /// Without any, nothing is on hand
    #[arg(value_name = "ID")]
    ids: Vec<String>,
}

impl Found {
    /// An error where no number is given and the record has `on_hand` things: whoever found none of these says so
    /// by an empty list.
    pub fn read(self, on_hand: usize) -> anyhow::Result<Vec<UniqueId>> {
        if self.ids.is_empty() && on_hand > 0 {
            let words = format!(
                "by the record {on_hand} are on hand (`takeback inventory list`): name those that were found, or give `-` and their list on standard input. An empty list says that none was found"
            );
            return Err(WrongUse(words).into());
        }
        read(self.ids)
    }
}

fn read(ids: Vec<String>) -> anyhow::Result<Vec<UniqueId>> {
    let texts = match ids.as_slice() {
        [dash] if dash == "-" => io::stdin().lock().lines().collect::<Result<_, _>>()?,
        _ => ids,
    };
    if texts
        .iter()
        .any(|text| text.trim() == "-" || text.contains(" - "))
    {
        let words = "name each number; `-` alone reads them from standard input".to_owned();
        return Err(WrongUse(words).into());
    }
    let scanned = texts.iter().filter(|text| !text.trim().is_empty());
    Ok(scanned.map(|text| text.parse()).collect::<Result<_, _>>()?)
}

/// When it happened.
#[derive(clap::Args)]
pub struct Act {
    /// Day on which it actually happened, as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = period::day)]
    date: Option<Date>,
}

impl Act {
    pub fn day(&self, station: &Station) -> Date {
        self.date.unwrap_or_else(|| station.now().date())
    }

    /// As [`Act::day`], and the time of day that was given with `flag`, or else now: an error where it
    /// happened on another day, for which nobody has stated the hour of now.
    pub fn moment(
        &self,
        station: &Station,
        time: Option<Time>,
        flag: &str,
    ) -> Result<(Date, Time), WrongUse> {
        let now = station.now();
        let day = self.date.unwrap_or_else(|| now.date());
        match time {
            Some(time) => Ok((day, time)),
            None if day == now.date() => Ok((day, now.time())),
            None => Err(WrongUse(format!(
                "nobody has said at which time of {day} it was; give it with {flag}, as 09:00"
            ))),
        }
    }
}

/// Sealed things were destroyed on site.
#[derive(clap::Args)]
pub struct Destroy {
    #[command(flatten)]
    pub ids: Ids,
    /// How they were made non-retrievable, such as incineration
    #[arg(long, value_parser = free_text::line)]
    pub method: Line,
    /// Where [default: the site's address]
    #[arg(long, value_name = "ADDRESS", value_parser = free_text::line)]
    pub place: Option<Line>,
    /// Whom they were received from, by name or DEA registration number, where several gave one of these
    /// numbers [default: whom the record names]
    #[arg(long, value_name = "NAME")]
    pub received_from: Option<Line>,
    #[command(flatten)]
    pub act: Act,
    #[command(flatten)]
    pub two: Two,
}

/// Unused things were thrown away.
#[derive(clap::Args)]
pub struct Discard {
    #[command(flatten)]
    pub ids: Ids,
    #[arg(long, value_parser = free_text::line)]
    pub reason: Line,
    #[command(flatten)]
    pub act: Act,
    #[command(flatten)]
    pub who: Who,
}

/// Two people take back by which record these left or came last.
#[derive(clap::Args)]
pub struct TakeBack {
    #[command(flatten)]
    pub ids: Ids,
    /// What happened
    #[arg(long, value_parser = free_text::line)]
    pub reason: Line,
    /// Whom they were received from, by name or DEA registration number, where several gave one of these numbers
    #[arg(long, value_name = "NAME")]
    pub received_from: Option<Line>,
    #[command(flatten)]
    pub act: Act,
    #[command(flatten)]
    pub two: Two,
}

/// The other side of a hand-over.
#[derive(clap::Args)]
pub struct OtherParty {
    /// Their name
    #[arg(long)]
    name: Line,
    /// Their address
    #[arg(long)]
    address: Line,
    /// Their DEA registration number
    #[arg(long, value_name = "NUMBER")]
    registration: Option<Registration>,
    /// The officer who hands it over or takes it, where they are a law-enforcement agency
    #[arg(long, value_name = "NAME")]
    officer: Option<Line>,
}

/// How sealed things travel.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub struct Means {
    /// The common or contract carrier that fetches them
    #[arg(long, value_name = "NAME")]
    carrier: Option<Line>,
    /// Whoever receives them fetches them
    #[arg(long)]
    pick_up: bool,
    /// They are brought there; practitioners bring them to DEA alone, or own stock to whom DEA named
    #[arg(long)]
    own_vehicle: bool,
}

impl Means {
    pub fn conveyance(self) -> Conveyance {
        match (self.carrier, self.pick_up) {
            (Some(carrier), _) => Conveyance::Carrier { carrier },
            (None, true) => Conveyance::PickUp,
            (None, false) => Conveyance::OwnVehicle,
        }
    }
}

impl OtherParty {
    pub fn party(self) -> Party {
        Party {
            name: self.name,
            address: self.address,
            registration: self.registration,
            officer: self.officer,
        }
    }
}

/// The two people who prove themselves. Secrets come from the files, else from
/// `TAKEBACK_WITNESS_1` and `TAKEBACK_WITNESS_2`, else are asked for.
#[derive(clap::Args)]
pub struct Two {
    /// Printed name of each of the two people who prove themselves now; give it twice
    #[arg(long = "witness", required = true, value_name = "NAME")]
    names: Vec<String>,
    /// File whose first line is the PIN or passphrase of the first, then of the second
    #[arg(long = "witness-file", value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    who: Who,
}

impl Two {
    /// Does `record` with the signatures of both for `step`; whoever is named with --as, else the
    /// first of the two, is signed in meanwhile.
    pub fn sign<T>(
        &self,
        station: &Station,
        step: Step,
        record: impl FnOnce(Witnesses) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let [one, other] = self.names.as_slice() else {
            let words = "two people prove themselves: give --witness twice".to_owned();
            return Err(WrongUse(words).into());
        };
        let (one, other) = (account(station, one)?, account(station, other)?);
        if one.id == other.id {
            let words = format!("{} cannot stand for two: name somebody else too", one.name);
            return Err(WrongUse(words).into());
        }
        let secrets = [(0, &one), (1, &other)].map(|(place, person)| {
            let question = format!("PIN or passphrase of {}: ", person.name);
            let variable = format!("TAKEBACK_WITNESS_{}", place + 1);
            let file = self.files.get(place).map(PathBuf::as_path);
            typed(file, &variable, "--witness-file", &question)
                .map(|secret| Secret::new(secret.as_str()))
        });
        let [first, second] = secrets;
        let (first, second) = (first?, second?);
        let act = || {
            let one = station.sign_step(step, one.id, &first)?;
            let other = station.sign_step(step, other.id, &second)?;
            record(Witnesses::new(one, other)?)
        };
        if self.who.is_named() {
            self.who.do_at(station, act)
        } else {
            station.sign_in(one.id, &first)?;
            let done = act();
            sign_out(station);
            done
        }
    }
}

/// The one person who proves themselves. The secret comes from the file, else from
/// `TAKEBACK_SECRET`, else is asked for.
#[derive(clap::Args)]
pub struct Signer {
    /// Printed name of whoever does this and proves themselves now
    #[arg(long = "as", id = "as", value_name = "NAME")]
    name: String,
    /// File whose first line is the PIN or passphrase
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
}

impl Signer {
    /// Does `record` with the signature for `step`; the signer is signed in meanwhile.
    pub fn sign<T>(
        &self,
        station: &Station,
        step: Step,
        record: impl FnOnce(Signature) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let id = account(station, &self.name)?.id;
        let question = format!("PIN or passphrase of {}: ", self.name);
        let file = self.secret_file.as_deref();
        let secret = typed(file, "TAKEBACK_SECRET", "--secret-file", &question)?;
        let secret = Secret::new(secret.as_str());
        station.sign_in(id, &secret)?;
        let done = station
            .sign_step(step, id, &secret)
            .map_err(Into::into)
            .and_then(record);
        sign_out(station);
        done
    }
}
