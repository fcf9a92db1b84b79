//! Reports on the record, stated with everything that an inspector asks about where they come from.

use std::io::Write;

use jiff::civil::Date;

use super::{Law, Ruling, SiteMode, Station, StationError, desk::Desk};
use crate::{
    custody::Step,
    people::Action,
    report::{self, Ask, Extent, Format, KINDS, Kind, SiteWords},
    runtime::Manifest,
};

const REQUEST: &str = "form-41-request";

const NOT_LAW_ENFORCEMENT: Law = Law {
    citation: "21 CFR 1304.21(e), 1317.35",
    text: "DEA Form 41 is for DEA registrants. Law enforcement records destruction as its own rules for evidence say: \
           print the liner log or the event weights.",
};
const NOT_A_REGISTRANT: Law = Law {
    citation: "21 CFR 1304.21(e)",
    text: "DEA Form 41 is for DEA registrants that destroy controlled substances. This kind of site is none; whoever \
           takes the material over makes the record.",
};
const NO_ASSISTANCE: Law = Law {
    citation: "21 CFR 1317.05(a)(4)",
    text: "Only practitioners may ask the DEA Special Agent in Charge for help with what they have on hand. Use the \
           record of destruction, `form-41`.",
};

/// Which reports some kinds of site may not make, and the law.
const REFUSALS: [(&str, &[SiteMode], Law); 5] = [
    ("form-41", &POLICE, NOT_LAW_ENFORCEMENT),
    (REQUEST, &POLICE, NOT_LAW_ENFORCEMENT),
    ("form-41", &NO_REGISTRANTS, NOT_A_REGISTRANT),
    (REQUEST, &NO_REGISTRANTS, NOT_A_REGISTRANT),
    (
        REQUEST,
        &[SiteMode::Mailback, SiteMode::ReverseDistributor],
        NO_ASSISTANCE,
    ),
];

/// What a kind of site has to be doing to have anything for a report.
enum Keeps {
    Log(Action),
    Step(Step),
}

/// Which reports are empty at a site that does not do that and has no such records from before.
const LOGS: [(&str, Keeps, &str); 7] = [
    ("disposal-log", Keeps::Log(Action::RecordItem), "disposal"),
    (
        "hazardous-waste",
        Keeps::Log(Action::RecordItem),
        "disposal",
    ),
    ("liner-log", Keeps::Log(Action::LinerLog), "liner"),
    ("package-log", Keeps::Log(Action::PackageLog), "package"),
    (
        "facility-deposits",
        Keeps::Log(Action::FacilityDeposit),
        "facility_deposit",
    ),
    (
        "collector-inventory",
        Keeps::Step(Step::TakeInventory),
        "inventory",
    ),
    ("event-weights", Keeps::Log(Action::EventSession), "session"),
];
/// The kinds of records that these reports are made of.
pub(super) const LOGGED: [&str; 6] = [
    "disposal",
    "liner",
    "package",
    "facility_deposit",
    "inventory",
    "session",
];
const POLICE: [SiteMode; 3] = [
    SiteMode::LeEvent,
    SiteMode::LeEvidence,
    SiteMode::LeReceptacle,
];
const NO_REGISTRANTS: [SiteMode; 2] = [SiteMode::Ltcf, SiteMode::Hhw];

/// An error with the law where the site does not make such a report.
fn makes(desk: &Desk, kind: &Kind) -> Result<(), Law> {
    let mode = desk.mode;
    let refusal = REFUSALS
        .iter()
        .find(|(name, modes, _)| *name == kind.name && modes.contains(&mode));
    if let Some((_, _, law)) = refusal {
        return Err(*law);
    }
    let log = LOGS.iter().find(|(name, ..)| *name == kind.name);
    let Some((_, keeps, _)) = log.filter(|(.., records)| !desk.holds.contains(records)) else {
        return Ok(());
    };
    match keeps {
        Keeps::Step(step) => mode.rule_on(*step),
        Keeps::Log(action) => match mode.ruling(*action) {
            Ruling::No(law) => Err(law),
            Ruling::Yes | Ruling::NonControlledOnly(_) => Ok(()),
        },
    }
}

/// Which report is wanted.
#[derive(Clone, Copy)]
pub struct ReportOrder {
    pub kind: &'static Kind,
    /// First and last day, both included; none means from the beginning, or until now.
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub format: Format,
}

impl Station {
    /// Writes a report to `out`, as of the ledger's last record at this moment.
    pub fn report(&self, order: &ReportOrder, out: impl Write) -> Result<Extent, StationError> {
        self.permit(Action::Export)?;
        self.permit_report(order.kind)?;
        let ask = Ask {
            ledger: &self.ledger,
            from: order.from,
            to: order.to,
            head: self.ledger.chain_head()?,
            made: self.clock.now(),
            site: self.site_words(),
        };
        Ok(report::write(order.kind, &ask, order.format, out)?)
    }

    /// The reports that this site makes: those for which its kind of site keeps records, and those
    /// for which there are any from before it became one.
    pub fn reports(&self) -> Vec<&'static Kind> {
        let desk = self.desk();
        KINDS
            .iter()
            .filter(|kind| makes(&desk, kind).is_ok())
            .collect()
    }

    /// An error with the law where this site does not make such a report.
    fn permit_report(&self, kind: &'static Kind) -> Result<(), StationError> {
        let desk = self.fresh_desk()?;
        let (mode, report) = (desk.mode, kind.title);
        makes(&desk, kind).map_err(|law| StationError::ReportNotHere { mode, report, law })?;
        drop(desk);
        let practitioner = mode == SiteMode::Research || self.site().practitioner == Some(true);
        if kind.name == REQUEST && !practitioner {
            return Err(StationError::NotAPractitioner);
        }
        Ok(())
    }

    fn site_words(&self) -> SiteWords {
        let mode = self.site_mode();
        let rule = mode.rule();
        let models = self.models_dir();
        SiteWords {
            site: self.site(),
            mode: rule.code,
            mode_title: rule.title,
            citation: rule.citation,
            destroys_stock: mode.rule_on(Step::DestroyStock).is_ok(),
            destroys_collected: [Step::DestroyLiner, Step::DestroyPackage]
                .iter()
                .any(|step| mode.rule_on(*step).is_ok()),
            by: self.operator(),
            // Named without opening it: a report must not wait for models, nor fail without them.
            model: Manifest::load(&models).map_or_else(
                |_| "none on this computer".to_owned(),
                |manifest| {
                    let entry = manifest.classifier;
                    format!("{}, SHA-256 {}", entry.file, entry.sha256)
                },
            ),
            rules: format!("{}. {}", self.rules.version(), self.rules.caveat()),
            catalog: format!("as of {}", self.catalog().as_of()),
        }
    }
}
