//! Reports on the record, stated with everything that an inspector asks about where they come from.

use std::io::Write;

use super::{Law, Ruling, SiteMode, Station, StationError, desk::Desk};
use crate::{
    custody::Step,
    ledger::{EventKind, Period},
    people::Action,
    report::{self, Ask, Extent, Format, KINDS, Kind, ReportId, SiteWords},
    runtime::Manifest,
};

const NOT_AT_AN_EVENT: Law = Law {
    citation: "21 CFR 1304.21(e), 1317.35",
    text: "DEA Form 41 is for DEA registrants. Law enforcement records destruction as its own rules for evidence say: \
           print the liner log or the event weights.",
};
const NOT_OF_A_DROP_BOX: Law = Law {
    citation: "21 CFR 1304.21(e), 1317.35",
    text: "DEA Form 41 is for DEA registrants. Law enforcement records destruction as its own rules for evidence say: \
           print the liner log or the package log.",
};
const NOT_OF_EVIDENCE: Law = Law {
    citation: "21 CFR 1304.21(e), 1317.35",
    text: "DEA Form 41 is for DEA registrants. Law enforcement records destruction as its own rules for evidence say: \
           print the disposal log, and keep the agency's own evidence log.",
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

/// What a kind of site has to be or to do to make a report.
enum Asks {
    Nothing,
    /// It keeps this log, or has such records from before.
    Log(Action, EventKind),
    /// It takes this step, or has such records from before.
    Step(Step, EventKind),
    /// It is a registrant, or a destruction is on record from when it was one.
    Registrant,
    Practitioner,
}

fn asks_of(report: ReportId) -> Asks {
    match report {
        ReportId::DisposalLog | ReportId::HazardousWaste => {
            Asks::Log(Action::RecordItem, EventKind::Disposal)
        }
        ReportId::LinerLog => Asks::Log(Action::LinerLog, EventKind::Liner),
        ReportId::PackageLog => Asks::Log(Action::PackageLog, EventKind::Package),
        ReportId::FacilityDeposits => {
            Asks::Log(Action::FacilityDeposit, EventKind::FacilityDeposit)
        }
        ReportId::CollectorInventory => Asks::Step(Step::TakeInventory, EventKind::Inventory),
        ReportId::Form41 => Asks::Registrant,
        ReportId::Form41Request => Asks::Practitioner,
        ReportId::EventWeights => Asks::Log(Action::EventSession, EventKind::Session),
        ReportId::ShiftSummary | ReportId::AuditExtract | ReportId::SelfCheck => Asks::Nothing,
    }
}

/// The kinds of records that such a report needs where the site keeps none now.
pub(super) fn logged() -> Vec<EventKind> {
    let mut kinds: Vec<_> = KINDS
        .iter()
        .filter_map(|kind| match asks_of(kind.id) {
            Asks::Log(_, records) | Asks::Step(_, records) => Some(records),
            Asks::Nothing | Asks::Registrant | Asks::Practitioner => None,
        })
        .collect();
    kinds.dedup();
    kinds
}

/// The kinds of site that destroy as registrants: what they recorded belongs on DEA Form 41.
pub(super) fn registrants() -> Vec<SiteMode> {
    let mut modes = SiteMode::ALL.to_vec();
    modes.retain(|mode| *mode != SiteMode::Research && registrant(*mode).is_ok());
    modes
}

/// An error with the law where the site does not make such a report.
fn makes(desk: &Desk, report: ReportId) -> Result<(), Law> {
    let mode = desk.mode;
    match asks_of(report) {
        Asks::Nothing => Ok(()),
        Asks::Log(_, records) | Asks::Step(_, records) if desk.holds.contains(&records) => Ok(()),
        Asks::Log(action, _) => match mode.ruling(action) {
            Ruling::No(law) => Err(law),
            Ruling::Yes | Ruling::NonControlledOnly(_) => Ok(()),
        },
        Asks::Step(step, _) => mode.rule_on(step),
        Asks::Registrant if desk.has_destroyed => Ok(()),
        Asks::Registrant => registrant(mode),
        Asks::Practitioner => match mode {
            SiteMode::Mailback | SiteMode::ReverseDistributor => Err(NO_ASSISTANCE),
            _ => registrant(mode),
        },
    }
}

/// An error with the law where no registrant is at such a site.
pub(super) fn registrant(mode: SiteMode) -> Result<(), Law> {
    match mode {
        SiteMode::LeEvent => Err(NOT_AT_AN_EVENT),
        SiteMode::LeReceptacle => Err(NOT_OF_A_DROP_BOX),
        SiteMode::LeEvidence => Err(NOT_OF_EVIDENCE),
        SiteMode::Ltcf | SiteMode::Hhw => Err(NOT_A_REGISTRANT),
        _ => Ok(()),
    }
}

/// Which report is wanted.
#[derive(Clone, Copy)]
pub struct ReportOrder {
    pub kind: &'static Kind,
    pub period: Period,
    pub format: Format,
}

impl Station {
    /// Writes a report to `out`, as of the ledger's last record at this moment.
    pub fn report(&self, order: &ReportOrder, out: impl Write) -> Result<Extent, StationError> {
        self.permit(Action::Export)?;
        self.permit_report(order.kind)?;
        let ask = Ask {
            ledger: &self.ledger,
            period: order.period,
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
            .filter(|kind| makes(&desk, kind.id).is_ok())
            .collect()
    }

    /// An error with the law where this site does not make such a report.
    fn permit_report(&self, kind: &'static Kind) -> Result<(), StationError> {
        let desk = self.fresh_desk()?;
        let (mode, report) = (desk.mode, kind.title);
        makes(&desk, kind.id).map_err(|law| StationError::ReportNotHere { mode, report, law })?;
        drop(desk);
        let practitioner = mode == SiteMode::Research || self.site().practitioner == Some(true);
        if kind.id == ReportId::Form41Request && !practitioner {
            return Err(StationError::NotAPractitioner);
        }
        Ok(())
    }

    fn site_words(&self) -> SiteWords {
        let mode = self.site_mode();
        let rule = mode.rule();
        SiteWords {
            site: self.site(),
            mode,
            mode_title: rule.title,
            citation: rule.citation,
            destroys_stock: mode.rule_on(Step::DestroyStock).is_ok(),
            destroys_collected: [Step::DestroyLiner, Step::DestroyPackage]
                .iter()
                .any(|step| mode.rule_on(*step).is_ok()),
            by: self.operator(),
            // Named without opening it: a report must not wait for models, nor fail without them.
            model: match self.models_dir().map(|models| Manifest::load(&models)) {
                Err(_) => "not known, since models/current cannot be read".to_owned(),
                Ok(Err(_)) => "none on this computer".to_owned(),
                Ok(Ok(manifest)) => {
                    let entry = manifest.classifier;
                    format!("{}, SHA-256 {}", entry.file, entry.sha256)
                }
            },
            rules: format!(
                "{}. {}",
                self.rules.version(),
                self.rules.caveats().join(" ")
            ),
            catalog: format!("as of {}", self.catalog().as_of()),
        }
    }
}
