//! `takeback event`: the course of a take-back event.

use std::io::Write;

use jiff::civil::{Date, Time};
use serde_json::{Value, json};

use super::custody_args::{Act, Signer, Two};
use super::{Outcome, WrongUse, free_text, period, table};
use crate::custody::{Past, Session, Step};
use crate::ledger::custody::{
    Batch, BoxWeight, Closing, HandOver, Line, Officer, Pounds, Registration, SealedBox,
    SessionAct, UniqueId,
};
use crate::station::Station;

/// Run a take-back event
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Start collecting
    Open(Open),
    /// A box was weighed and sealed
    Box(SealBox),
    /// A box was recorded in error: it counts no more, and its number and its seals are free
    VoidBox(VoidBox),
    /// Everything is in the boxes: items are no longer recorded one by one
    Deposited(Alone),
    /// Every box was handed over, or all was sealed in liners; the event ends
    Close(HandBoxesOver),
    /// Nothing was collected; the event ends
    CloseEmpty(Alone),
    /// List the events and their weights
    List(List),
}

#[derive(clap::Args)]
struct Open {
    /// Law-enforcement agency [default: the site's]
    #[arg(long)]
    agency: Option<Line>,
    /// The officer appointed to oversee the collection [default: the site's]
    #[arg(long, value_name = "NAME")]
    overseeing: Option<Line>,
    /// That officer's number
    #[arg(long)]
    number: Line,
    /// Where it takes place
    #[arg(long)]
    place: Line,
    /// Local time at which collecting starts, as 09:00 [default: now, where it is today]
    #[arg(long, value_name = "TIME", value_parser = period::hour)]
    start: Option<Time>,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    signer: Signer,
}

#[derive(clap::Args)]
struct SealBox {
    id: UniqueId,
    /// Of the sealed box, such as 23.4
    #[arg(long, value_name = "POUNDS")]
    gross: Pounds,
    /// Of the empty box
    #[arg(long, value_name = "POUNDS")]
    tare: Pounds,
    /// Number of a seal or tape on it; may be given several times
    #[arg(long = "seal", required = true, value_name = "NUMBER")]
    seals: Vec<UniqueId>,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

#[derive(clap::Args)]
struct VoidBox {
    id: UniqueId,
    /// What was wrong
    #[arg(long, value_parser = free_text::line)]
    reason: Line,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

#[derive(clap::Args)]
struct Alone {
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    signer: Signer,
}

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("taker").required(true)))]
struct HandBoxesOver {
    /// The DEA agent who took the boxes
    #[arg(long, group = "taker", value_name = "NAME")]
    dea: Option<Line>,
    /// The site of destruction that took the boxes
    #[arg(long, group = "taker", value_name = "NAME")]
    destruction: Option<Line>,
    /// The reverse distributor that took the boxes
    #[arg(long, group = "taker", value_name = "NAME", requires = "registration")]
    reverse_distributor: Option<Line>,
    /// Its DEA registration number (21 CFR 1317.35(e))
    #[arg(long, value_name = "NUMBER", requires = "reverse_distributor")]
    registration: Option<Registration>,
    /// Their address
    #[arg(long)]
    address: Line,
    /// Local time of the hand-over, as 15:30 [default: now, where it is today]
    #[arg(long, value_name = "TIME", value_parser = period::hour)]
    at: Option<Time>,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

#[derive(clap::Args)]
struct List {
    /// One JSON object an event
    #[arg(long)]
    json: bool,
}

pub fn run(args: Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    match args.command {
        Command::List(args) => list(&args, station, out),
        Command::Open(args) => open(args, station, out),
        Command::Deposited(args) => {
            station.site_permits(Step::Deposit)?;
            let day = args.act.day(station);
            args.signer.sign(station, Step::Deposit, |signed| {
                write(station, day, SessionAct::Deposited { signed }, out)
            })
        }
        Command::CloseEmpty(args) => {
            station.site_permits(Step::CloseSession)?;
            let day = args.act.day(station);
            args.signer.sign(station, Step::CloseSession, |signed| {
                let act = SessionAct::Closed(Closing::NothingCollected { signed });
                write(station, day, act, out)
            })
        }
        Command::Box(args) => {
            station.site_permits(Step::SealBox)?;
            let weight = BoxWeight::new(args.gross, args.tare)?;
            let seals = Batch::new(args.seals)?;
            let day = args.act.day(station);
            args.two.sign(station, Step::SealBox, |sealed_by| {
                let sealed = SealedBox {
                    id: args.id,
                    weight,
                    seals,
                    sealed_by,
                };
                write(station, day, SessionAct::BoxSealed(sealed), out)
            })
        }
        Command::VoidBox(args) => {
            station.site_permits(Step::VoidBox)?;
            station.custody()?.check_box(&args.id)?;
            let day = args.act.day(station);
            args.two.sign(station, Step::VoidBox, |witnesses| {
                let act = SessionAct::BoxVoided {
                    id: args.id,
                    reason: args.reason,
                    witnesses,
                };
                write(station, day, act, out)
            })
        }
        Command::Close(args) => hand_over(args, station, out),
    }
}

fn open(args: Open, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    station.site_permits(Step::OpenSession)?;
    let site = station.site();
    let or_site =
        |given: Option<Line>, what, known: &str| given.map_or_else(|| Line::new(what, known), Ok);
    let agency = or_site(args.agency, "the agency (--agency)", &site.agency)?;
    let name = or_site(
        args.overseeing,
        "the overseeing officer (--overseeing)",
        &site.overseeing_officer,
    )?;
    let number = args.number;
    let (day, starts) = args.act.moment(station, args.start, "--start")?;
    args.signer.sign(station, Step::OpenSession, |signed| {
        let act = SessionAct::Opened {
            agency,
            overseeing: Officer { name, number },
            place: args.place,
            starts,
            signed,
        };
        write(station, day, act, out)
    })
}

fn hand_over(
    args: HandBoxesOver,
    station: &Station,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    station.site_permits(Step::CloseSession)?;
    let address = args.address;
    let registered = args.reverse_distributor.zip(args.registration);
    let to = match (args.dea, args.destruction, registered) {
        (Some(recipient), ..) => HandOver::Dea { recipient, address },
        (_, Some(site), _) => HandOver::Destruction { site, address },
        (_, _, Some((name, registration))) => HandOver::ReverseDistributor {
            name,
            address,
            registration,
        },
        (None, None, None) => {
            let words =
                "say who took the boxes: --dea, --destruction or --reverse-distributor".to_owned();
            return Err(WrongUse(words).into());
        }
    };
    let (day, at) = args.act.moment(station, args.at, "--at")?;
    args.two.sign(station, Step::CloseSession, |handed_by| {
        let act = SessionAct::Closed(Closing::HandedOver { to, at, handed_by });
        write(station, day, act, out)
    })
}

fn write(
    station: &Station,
    day: Date,
    act: SessionAct,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let record = station.record_session(day, act)?;
    writeln!(out, "{}", record.content.id)?;
    Ok(Outcome::Fine)
}

fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let custody = station.custody()?;
    if args.json {
        for session in custody.sessions() {
            let steps: Vec<_> = session.history.iter().map(step_as_json).collect();
            let line = json!({
                "session": session.number,
                "stage": session.stage().as_str(),
                "boxes": session.boxes().count(),
                "net_tenth_lb": session.net_tenths(),
                "steps": steps,
            });
            writeln!(out, "{line}")?;
        }
        return Ok(Outcome::Fine);
    }
    let rows: Vec<_> = custody.sessions().iter().map(cells).collect();
    table::write(
        out,
        ["event", "day", "boxes", "net lb", "is", "place"],
        &rows,
    )?;
    Ok(Outcome::Fine)
}

fn step_as_json(past: &Past<SessionAct>) -> Value {
    json!({
        "record": past.stamp.seq,
        "acted_on": past.acted_on,
        "entered": past.stamp.entered.to_string(),
        "by": past.stamp.by,
        "act": past.act,
    })
}

fn cells(session: &Session) -> [String; 6] {
    let net = session.net_tenths();
    [
        session.number.to_string(),
        session.opened.date().to_string(),
        session.boxes().count().to_string(),
        format!("{}.{}", net / 10, net % 10),
        session.stage().as_str().to_owned(),
        session.place.to_string(),
    ]
}
