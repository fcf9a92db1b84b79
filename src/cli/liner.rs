//! `takeback liner`: the log of inner liners, one act a command.

use std::io::Write;

use super::custody_args::{Act, Destroy, Discard, Ids, Means, OtherParty, Signer, TakeBack, Two};
use super::secret::{Who, account};
use super::{Outcome, WrongUse, free_text, liner_list};
use crate::custody::Step;
use crate::ledger::custody::{
    Batch, Gallons, Line, LinerAct, LinerMark, LinerRecord, Marks, Pounds, Recipient, TakenBack,
    UniqueId,
};
use crate::station::Station;

/// Keep the log of inner liners
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Unused liners were acquired
    Acquire(Acquire),
    /// Sealed liners arrived from somebody else (reverse distributors)
    Receive(Receive),
    /// A liner was put into the receptacle
    Install(Install),
    /// A liner was taken out of the receptacle and sealed at once
    Seal(Seal),
    /// Sealed liners were brought into storage
    Store(Store),
    /// Sealed liners were handed over for destruction
    Transfer(Transfer),
    /// Sealed liners were destroyed on site
    Destroy(Destroy),
    /// Unused liners were damaged or lost
    Discard(Discard),
    /// Liners that were handed over came back sealed, or never left
    CameBack(TakeBack),
    /// Liners were recorded as received in error: with a wrong number, size, day or giver (reverse distributors)
    Strike(TakeBack),
    /// Name a supervisor of a long-term care facility who may be one of the two at its receptacle
    Designate(Designate),
    /// List the liners, what each is and since when
    List(liner_list::List),
}

#[derive(clap::Args)]
struct Acquire {
    #[command(flatten)]
    ids: Ids,
    /// As marked on the liner
    #[arg(long, value_name = "GALLONS")]
    size: Gallons,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct Receive {
    #[command(flatten)]
    ids: Ids,
    /// As marked on the liner
    #[arg(long, value_name = "GALLONS")]
    size: Gallons,
    #[command(flatten)]
    from: OtherParty,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct Install {
    id: UniqueId,
    /// Address of the receptacle [default: the site's]
    #[arg(long, value_name = "ADDRESS", value_parser = free_text::line)]
    place: Option<Line>,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

#[derive(clap::Args)]
struct Seal {
    id: UniqueId,
    /// Address of the receptacle [default: the site's]
    #[arg(long, value_name = "ADDRESS", value_parser = free_text::line)]
    place: Option<Line>,
    /// The whole sealed liner on the scale, such as 23.4
    #[arg(long, value_name = "POUNDS")]
    weight: Option<Pounds>,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

#[derive(clap::Args)]
struct Store {
    #[command(flatten)]
    ids: Ids,
    /// Where they are stored
    #[arg(long, value_parser = free_text::line)]
    place: Line,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

#[derive(clap::Args)]
struct Transfer {
    #[command(flatten)]
    ids: Ids,
    /// What they are handed over to
    #[arg(long, value_enum, default_value_t = Kind::ReverseDistributor)]
    kind: Kind,
    #[command(flatten)]
    to: OtherParty,
    #[command(flatten)]
    by: Means,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Kind {
    ReverseDistributor,
    Distributor,
    Dea,
}

#[derive(clap::Args)]
struct Designate {
    /// Printed name of the supervisor's account
    name: String,
    /// The facility that employs them
    #[arg(long)]
    facility: Line,
    /// Take the designation back
    #[arg(long)]
    no_more: bool,
    #[command(flatten)]
    signer: Signer,
}

pub fn run(args: Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    match args.command {
        Command::List(args) => liner_list::list(&args, station, out),
        Command::Acquire(args) => {
            let liners = unknown(station, Step::AcquireLiner, args.ids, args.size)?;
            let act = LinerAct::Acquired;
            args.who
                .do_at(station, || write(station, liners, act, &args.act, out))
        }
        Command::Receive(args) => {
            let liners = unknown(station, Step::ReceiveLiner, args.ids, args.size)?;
            let from = args.from.party();
            let act = LinerAct::Received { from };
            args.who
                .do_at(station, || write(station, liners, act, &args.act, out))
        }
        Command::Discard(args) => {
            let liners = known(station, Step::DiscardLiner, &args.ids.read()?, None)?;
            let reason = args.reason;
            let act = LinerAct::Discarded { reason };
            args.who
                .do_at(station, || write(station, liners, act, &args.act, out))
        }
        Command::Install(args) => {
            let liners = known(station, Step::InstallLiner, &[args.id], None)?;
            let site = station.receptacle_at(args.place)?;
            args.two.sign(station, Step::InstallLiner, |witnesses| {
                let act = LinerAct::Installed { site, witnesses };
                write(station, liners, act, &args.act, out)
            })
        }
        Command::Seal(args) => {
            let liners = known(station, Step::SealLiner, &[args.id], None)?;
            let site = station.receptacle_at(args.place)?;
            args.two.sign(station, Step::SealLiner, |witnesses| {
                let act = LinerAct::RemovedAndSealed {
                    site,
                    weight: args.weight,
                    witnesses,
                };
                write(station, liners, act, &args.act, out)
            })
        }
        Command::Store(args) => {
            let liners = known(station, Step::StoreLiner, &args.ids.read()?, None)?;
            let place = args.place;
            args.two.sign(station, Step::StoreLiner, |witnesses| {
                let act = LinerAct::Stored { place, witnesses };
                write(station, liners, act, &args.act, out)
            })
        }
        Command::Transfer(args) => transfer(args, station, out),
        Command::CameBack(args) => {
            take_back(args, Step::RegainLiner, LinerAct::CameBack, station, out)
        }
        Command::Strike(args) => take_back(
            args,
            Step::StrikeLiner,
            LinerAct::RecordedInError,
            station,
            out,
        ),
        Command::Designate(args) => {
            let step = Step::DesignateSupervisor;
            station.site_permits(step)?;
            let who = account(station, &args.name)?.id;
            let stands = if args.no_more { "no longer" } else { "now" };
            let (name, facility) = (args.name, args.facility.clone());
            args.signer.sign(station, step, |signed| {
                station.designate(who, args.facility, !args.no_more, signed)?;
                writeln!(
                    out,
                    "{name} is {stands} a designated supervisor at {facility}"
                )?;
                Ok(Outcome::Fine)
            })
        }
        Command::Destroy(args) => {
            let (ids, from) = (args.ids.read()?, args.received_from.as_ref());
            let liners = known(station, Step::DestroyLiner, &ids, from)?;
            let received_from = station.received_from(&liners, from)?;
            let place = args.place.map_or_else(|| station.address(), Ok)?;
            args.two.sign(station, Step::DestroyLiner, |witnesses| {
                let act = LinerAct::Destroyed {
                    place,
                    method: args.method,
                    received_from,
                    witnesses,
                };
                write(station, liners, act, &args.act, out)
            })
        }
    }
}

/// Liners that the record knows and that can take `step` now: found out before anybody is asked to
/// prove themselves. `from` as in [`Station::marks`].
fn known(
    station: &Station,
    step: Step,
    ids: &[UniqueId],
    from: Option<&Line>,
) -> anyhow::Result<Marks> {
    station.site_permits(step)?;
    Ok(station.marks(step, ids, from)?)
}

/// Liners that come into the record by `step`.
fn unknown(station: &Station, step: Step, ids: Ids, gallons: Gallons) -> anyhow::Result<Marks> {
    station.site_permits(step)?;
    let marks = ids.read()?.into_iter().map(|id| LinerMark { id, gallons });
    Ok(Batch::new(marks.collect())?)
}

fn write(
    station: &Station,
    liners: Marks,
    act: LinerAct,
    when: &Act,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let record = station.record_liner(LinerRecord {
        acted_on: when.day(station),
        liners,
        act,
    })?;
    writeln!(out, "{}", record.content.id)?;
    Ok(Outcome::Fine)
}

fn transfer(args: Transfer, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let liners = known(station, Step::TransferLiner, &args.ids.read()?, None)?;
    let by = args.by.conveyance();
    let party = args.to.party();
    let (name, address) = (party.name, party.address);
    let registration = || {
        party.registration.ok_or_else(|| {
            WrongUse(
                "a distributor has a DEA registration number; give it with --registration".into(),
            )
        })
    };
    let to = match args.kind {
        Kind::ReverseDistributor => Recipient::ReverseDistributor {
            name,
            address,
            registration: registration()?,
        },
        Kind::Distributor => Recipient::Distributor {
            name,
            address,
            registration: registration()?,
        },
        Kind::Dea => Recipient::Dea {
            office: name,
            address,
        },
    };
    station.check_hand_over(&to, &by)?;
    args.two.sign(station, Step::TransferLiner, |witnesses| {
        let act = LinerAct::Transferred { to, by, witnesses };
        write(station, liners, act, &args.act, out)
    })
}

fn take_back(
    args: TakeBack,
    step: Step,
    act: fn(TakenBack) -> LinerAct,
    station: &Station,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let (ids, from) = (args.ids.read()?, args.received_from.as_ref());
    let liners = known(station, step, &ids, from)?;
    let record = station.liners_taken_back(step, &liners, from)?;
    let reason = args.reason;
    args.two.sign(station, step, |witnesses| {
        let back = TakenBack {
            record,
            reason,
            witnesses,
        };
        write(station, liners, act(back), &args.act, out)
    })
}
