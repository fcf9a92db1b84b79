//! `takeback site`: what kind of site this is.

use std::io::Write;

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::secret::Who;
use super::{Outcome, WrongUse, free_text};
use crate::ledger::{Site, custody::Registration};
use crate::people::Action;
use crate::station::{Ruling, SiteMode, Station};

/// Show or change what kind of site this is
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one is parsed and used once")]
enum Task {
    /// Say how the site is set up and what its mode allows
    Show,
    /// Change the set-up; the change is itself a record. What is not named stays as it is
    Set {
        /// As `LE_EVENT`; see `takeback site show`
        #[arg(long)]
        mode: Option<String>,
        /// Name of the place
        #[arg(long)]
        name: Option<String>,
        /// Law-enforcement agency
        #[arg(long)]
        agency: Option<String>,
        /// Number of the officer in charge
        #[arg(long, value_name = "NUMBER")]
        officer_id: Option<String>,
        /// Name of the officer appointed to oversee the collection
        #[arg(long, value_name = "NAME")]
        overseeing_officer: Option<String>,
        /// Physical address
        #[arg(long)]
        address: Option<String>,
        /// DEA registration number
        #[arg(long, value_name = "NUMBER")]
        registration: Option<Registration>,
        /// Why the registration number is another than before; it must still be the same location
        #[arg(long, value_name = "REASON", value_parser = free_text::words)]
        renumbered: Option<String>,
        /// Why the registered address is another than before: when the registration was modified
        /// (21 CFR 1301.51); it must still be the same registrant
        #[arg(long, value_name = "REASON", value_parser = free_text::words)]
        relocated: Option<String>,
        /// Name on the certificate of registration, if it is not that of the place
        #[arg(long, value_name = "NAME")]
        registered_name: Option<String>,
        /// Telephone number of the registrant
        #[arg(long, value_name = "NUMBER")]
        telephone: Option<String>,
        /// Whom to ask about the record, if not the registrant
        #[arg(long, value_name = "NAME")]
        contact: Option<String>,
        /// Whether the registrant is a practitioner: retail pharmacy, hospital, clinic, physician, dentist, veterinarian
        #[arg(long, value_parser = PossibleValuesParser::new(["yes", "no"]).map(|said| said == "yes"))]
        practitioner: Option<bool>,
        #[command(flatten)]
        who: Who,
    },
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    if let Task::Set {
        mode,
        name,
        agency,
        officer_id,
        overseeing_officer,
        address,
        registration,
        renumbered,
        relocated,
        registered_name,
        telephone,
        contact,
        practitioner,
        who,
    } = &args.task
    {
        if let Some(code) = mode
            .as_deref()
            .filter(|code| SiteMode::of_code(code).is_none())
        {
            let codes = SiteMode::ALL.map(SiteMode::code).join(", ");
            return Err(WrongUse(format!("`{code}` is no site mode; one of {codes}")).into());
        }
        // By then another program may have changed it: what is not named is not put back.
        let change = |known: Site| Site {
            mode: mode.clone().unwrap_or(known.mode),
            name: name.clone().unwrap_or(known.name),
            agency: agency.clone().unwrap_or(known.agency),
            officer_id: officer_id.clone().unwrap_or(known.officer_id),
            overseeing_officer: overseeing_officer
                .clone()
                .unwrap_or(known.overseeing_officer),
            address: address.clone().unwrap_or(known.address),
            registration: registration
                .as_ref()
                .map_or(known.registration, ToString::to_string),
            registered_name: registered_name.clone().unwrap_or(known.registered_name),
            telephone: telephone.clone().unwrap_or(known.telephone),
            contact: contact.clone().unwrap_or(known.contact),
            practitioner: practitioner.or(known.practitioner),
            renumbered: renumbered.clone().unwrap_or_default(),
            relocated: relocated.clone().unwrap_or_default(),
        };
        let before = station.site_mode();
        who.do_at(station, || Ok(station.change_site(change)?))?;
        if station.site_mode() != before {
            for left in station.elsewhere()? {
                eprintln!("takeback: {left}");
            }
        }
    }
    show(station, out)
}

fn show(station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let (site, rule) = (station.site(), station.mode());
    for (label, value) in [
        (
            "mode",
            format!("{} ({})", station.site_mode().code(), rule.title),
        ),
        ("name", site.name),
        ("agency", site.agency),
        ("officer's number", site.officer_id),
        ("overseeing officer", site.overseeing_officer),
        ("address", site.address),
        ("registration", site.registration),
        ("registered name", site.registered_name),
        ("telephone", site.telephone),
        ("contact", site.contact),
        (
            "practitioner",
            match site.practitioner {
                Some(true) => "yes",
                Some(false) => "no",
                None => "",
            }
            .to_owned(),
        ),
        ("law", rule.citation.to_owned()),
        ("in short", rule.text.to_owned()),
    ] {
        writeln!(out, "{label:<18} {value}")?;
    }
    for action in Action::ALL {
        let (word, law) = match station.site_mode().ruling(action) {
            Ruling::Yes => ("yes", None),
            Ruling::NonControlledOnly(law) => ("partly", Some(law)),
            Ruling::No(law) => ("no", Some(law)),
        };
        let law = law.map_or_else(String::new, |law| {
            format!(": {} ({})", law.text, law.citation)
        });
        writeln!(out, "{word:<6} {}{law}", action.words())?;
    }
    Ok(Outcome::Fine)
}
