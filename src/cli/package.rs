//! `takeback package`: the log of mail-back packages, one act a command.

use std::io::Write;

use serde_json::json;

use super::custody_args::{Act, Destroy, Discard, Ids, Means, OtherParty, TakeBack, Two};
use super::secret::Who;
use super::{Outcome, table};
use crate::custody::{Package, PackageStage, Step};
use crate::ledger::custody::{
    Batch, Line, PackageAct, PackageRecord, Registration, TakenBack, UniqueId,
};
use crate::station::Station;

/// Keep the log of mail-back packages
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Unused packages were acquired, or given back unused by whom they had been sent to
    Acquire(Plain),
    /// Unused packages were made available at the registered address
    Offer(Plain),
    /// Unused packages were sent to somebody who makes them available
    Send(Send),
    /// Sealed packages came back
    Receive(Receive),
    /// Sealed packages or boxes were taken over from law enforcement by a reverse distributor
    TakeOver(TakeOver),
    /// A sealed package came that was neither made available here nor agreed on, and likely
    /// contains controlled substances
    Foreign(Plain),
    /// The DEA Field Office was told of a foreign package
    Notify(Notify),
    /// Sealed packages were handed over to a reverse distributor by law enforcement
    Transfer(Transfer),
    /// Sealed packages were destroyed on site
    Destroy(Destroy),
    /// Unused packages were damaged or lost
    Discard(Discard),
    /// Packages that were handed over came back sealed, or never left
    CameBack(TakeBack),
    /// What came sealed was recorded in error: with a wrong number, day or giver
    Strike(TakeBack),
    /// List the packages, what each is and since when
    List(List),
}

#[derive(clap::Args)]
struct Plain {
    #[command(flatten)]
    ids: Ids,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct Send {
    #[command(flatten)]
    ids: Ids,
    /// Who makes them available
    #[arg(long)]
    to: Line,
    /// Physical address of the place that receives them
    #[arg(long)]
    address: Line,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct Receive {
    #[command(flatten)]
    ids: Ids,
    /// The collector whose packages they are, where there is an agreement
    #[arg(long, value_name = "NAME")]
    agreed_with: Option<Line>,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct TakeOver {
    #[command(flatten)]
    ids: Ids,
    /// They are boxes of a take-back event and not mail-back packages
    #[arg(long)]
    boxes: bool,
    #[command(flatten)]
    from: OtherParty,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct Notify {
    #[command(flatten)]
    ids: Ids,
    /// The DEA Field Office that was told
    #[arg(long)]
    office: Line,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct Transfer {
    #[command(flatten)]
    ids: Ids,
    /// Name of the reverse distributor
    #[arg(long)]
    name: Line,
    /// Its address
    #[arg(long)]
    address: Line,
    /// Its DEA registration number
    #[arg(long, value_name = "NUMBER")]
    registration: Registration,
    #[command(flatten)]
    by: Means,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

#[derive(clap::Args)]
struct List {
    /// Also those that were handed over, destroyed or discarded
    #[arg(long)]
    all: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

pub fn run(args: Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let (ids, when, who, act) = match args.command {
        Command::List(args) => return list(&args, station, out),
        Command::Transfer(args) => return transfer(args, station, out),
        Command::Destroy(args) => return destroy(args, station, out),
        Command::CameBack(args) => {
            return take_back(
                args,
                Step::RegainPackage,
                PackageAct::CameBack,
                station,
                out,
            );
        }
        Command::Strike(args) => {
            return take_back(
                args,
                Step::StrikePackage,
                PackageAct::RecordedInError,
                station,
                out,
            );
        }
        Command::Acquire(args) => (args.ids, args.act, args.who, PackageAct::Acquired),
        Command::Offer(args) => (args.ids, args.act, args.who, PackageAct::MadeAvailable),
        Command::Foreign(args) => (args.ids, args.act, args.who, PackageAct::ForeignReceived),
        Command::Send(args) => {
            let (name, address) = (args.to, args.address);
            let act = PackageAct::SentToThirdParty { name, address };
            (args.ids, args.act, args.who, act)
        }
        Command::Receive(args) => {
            let by_agreement_with = args.agreed_with;
            let act = PackageAct::Received { by_agreement_with };
            (args.ids, args.act, args.who, act)
        }
        Command::TakeOver(args) => {
            let (from, boxes) = (args.from.party(), args.boxes);
            let act = PackageAct::TakenOver { from, boxes };
            (args.ids, args.act, args.who, act)
        }
        Command::Notify(args) => {
            let office = args.office;
            let act = PackageAct::FieldOfficeNotified { office };
            (args.ids, args.act, args.who, act)
        }
        Command::Discard(args) => {
            let reason = args.reason;
            let act = PackageAct::Discarded { reason };
            (args.ids, args.act, args.who, act)
        }
    };
    let packages = Batch::new(ids.read()?)?;
    who.do_at(station, || write(station, packages, act, &when, out))
}

fn transfer(args: Transfer, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let step = Step::TransferPackage;
    let ids = args.ids.read()?;
    station.site_permits(step)?;
    station.check_packages(step, &ids, None)?;
    let packages = Batch::new(ids)?;
    args.two.sign(station, step, |witnesses| {
        let act = PackageAct::Transferred {
            name: args.name,
            address: args.address,
            registration: args.registration,
            by: args.by.conveyance(),
            witnesses,
        };
        write(station, packages, act, &args.act, out)
    })
}

fn destroy(args: Destroy, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let step = Step::DestroyPackage;
    let ids = args.ids.read()?;
    station.site_permits(step)?;
    let from = args.received_from.as_ref();
    station.check_packages(step, &ids, from)?;
    let received_from = station.taken_over_from(&ids, from)?;
    let packages = Batch::new(ids)?;
    let place = args.place.map_or_else(|| station.address(), Ok)?;
    args.two.sign(station, step, |witnesses| {
        let act = PackageAct::Destroyed {
            place,
            method: args.method,
            received_from,
            witnesses,
        };
        write(station, packages, act, &args.act, out)
    })
}

fn take_back(
    args: TakeBack,
    step: Step,
    act: fn(TakenBack) -> PackageAct,
    station: &Station,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let (ids, from) = (args.ids.read()?, args.received_from.as_ref());
    station.site_permits(step)?;
    station.check_packages(step, &ids, from)?;
    let record = station.packages_taken_back(step, &ids, from)?;
    let (packages, reason) = (Batch::new(ids)?, args.reason);
    args.two.sign(station, step, |witnesses| {
        let back = TakenBack {
            record,
            reason,
            witnesses,
        };
        write(station, packages, act(back), &args.act, out)
    })
}

fn write(
    station: &Station,
    packages: Batch<UniqueId>,
    act: PackageAct,
    when: &Act,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let record = station.record_package(PackageRecord {
        acted_on: when.day(station),
        packages,
        act,
    })?;
    writeln!(out, "{}", record.content.id)?;
    Ok(Outcome::Fine)
}

fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let custody = station.custody()?;
    let gone = |package: &&Package| {
        matches!(
            package.stage(),
            PackageStage::Transferred | PackageStage::Destroyed | PackageStage::Discarded
        )
    };
    let packages = custody
        .packages()
        .filter(|package| args.all || !gone(package));
    let since = |package: &Package| package.history.last().map(|past| past.acted_on);
    if args.json {
        for package in packages {
            let line = json!({
                "id": package.id,
                "stage": package.stage().as_str(),
                "since": since(package),
            });
            writeln!(out, "{line}")?;
        }
        return Ok(Outcome::Fine);
    }
    let rows: Vec<_> = packages
        .map(|package| {
            [
                package.id.to_string(),
                since(package)
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
                package.stage().as_str().to_owned(),
            ]
        })
        .collect();
    table::write(out, ["package", "since", "is"], &rows)?;
    Ok(Outcome::Fine)
}
