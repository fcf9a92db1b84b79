//! Which reports there are: one row each, and what a person asks of one.

use jiff::civil::Date;

use super::{
    ReportError, audit_extract, collector_inventory, disposal_log,
    document::{Field, Report, Section, Sheet},
    event_weights, facility_deposits, form_41, form_41_lines, form_41_request, hazardous_waste,
    liner_log, package_log, self_check, shift_summary,
};
use crate::{
    custody::Custody,
    ledger::{ChainHead, Content, Event, EventKind, Ledger, LedgerError, Moment, Site, SiteMode},
};

/// Which day of a record the period looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayOf {
    /// The day on which it was done.
    Act,
    /// The day on which it was entered.
    Entry,
}

/// Which report: what rules about it go by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportId {
    DisposalLog,
    HazardousWaste,
    LinerLog,
    PackageLog,
    FacilityDeposits,
    CollectorInventory,
    Form41,
    Form41Request,
    EventWeights,
    ShiftSummary,
    AuditExtract,
    SelfCheck,
}

impl ReportId {
    /// Whether it lists or counts items: what a purge takes away is missing there.
    pub fn lists_items(self) -> bool {
        matches!(
            self,
            Self::DisposalLog | Self::HazardousWaste | Self::ShiftSummary
        )
    }
}

/// One kind of report.
pub struct Kind {
    pub id: ReportId,
    /// On the command line and in file names.
    pub name: &'static str,
    pub title: &'static str,
    /// What it is, in a sentence.
    pub is: &'static str,
    /// What it must not be taken for.
    pub is_not: &'static str,
    pub day_of: DayOf,
    pub landscape: bool,
    /// Each table that it may hold; CSV holds the first that the site fills.
    pub tables: &'static [&'static Sheet],
    fill: for<'a> fn(&Ask<'a>) -> Result<Vec<Section<'a>>, ReportError>,
}

const NOT_A_FORM: &str = "This is not a DEA form.";

/// Every report, in the order in which a person chooses from them.
pub const KINDS: &[Kind] = &[
    Kind {
        id: ReportId::DisposalLog,
        name: "disposal-log",
        title: "Disposal log",
        is: "Every item disposed of in the period, as it stands after corrections; withdrawn entries stay in it and are marked.",
        is_not: NOT_A_FORM,
        day_of: DayOf::Act,
        landscape: true,
        tables: &[&disposal_log::TABLE],
        fill: disposal_log::fill,
    },
    Kind {
        id: ReportId::HazardousWaste,
        name: "hazardous-waste",
        title: "Hazardous waste segregation list",
        is: "What was disposed of in the period and has to be kept apart, by waste stream, with the codes behind each.",
        is_not: "This is not a hazardous waste manifest, not a waste determination by the generator, and not a DEA form.",
        day_of: DayOf::Act,
        landscape: true,
        tables: &[&hazardous_waste::TABLE],
        fill: hazardous_waste::fill,
    },
    Kind {
        id: ReportId::LinerLog,
        name: "liner-log",
        title: "Liner log",
        is: "What was done to each inner liner in the period, with the fields of 21 CFR 1304.22(f)(2) and the two who signed.",
        is_not: "It says nothing about the contents of liners. This is not a DEA form.",
        day_of: DayOf::Act,
        landscape: true,
        tables: &[&liner_log::TABLE],
        fill: liner_log::fill,
    },
    Kind {
        id: ReportId::PackageLog,
        name: "package-log",
        title: "Mail-back package log",
        is: "What was done to each mail-back package in the period, with the fields of 21 CFR 1304.22(f)(1) and the two who saw a destruction.",
        is_not: "Packages are not opened, and it says nothing about their contents. This is not a DEA form.",
        day_of: DayOf::Act,
        landscape: true,
        tables: &[&package_log::TABLE],
        fill: package_log::fill,
    },
    Kind {
        id: ReportId::FacilityDeposits,
        name: "facility-deposits",
        title: "Deposits of residents' medicines",
        is: "What a long-term care facility put into the receptacle for its residents in the period, when each was discontinued, and the two who saw it (21 CFR 1317.80(a)).",
        is_not: "It names no resident and no liner. This is not a DEA form.",
        day_of: DayOf::Act,
        landscape: true,
        tables: &[&facility_deposits::TABLE],
        fill: facility_deposits::fill,
    },
    Kind {
        id: ReportId::CollectorInventory,
        name: "collector-inventory",
        title: "Collector inventory",
        is: "What each inventory in the period found on hand: unused and sealed liners, unused and returned packages, boxes of take-back events, with sizes and numbers (21 CFR 1304.11(e)(7)).",
        is_not: "The contents of liners and packages are not inventoried. This is not a DEA form.",
        day_of: DayOf::Act,
        landscape: false,
        tables: &[&collector_inventory::TABLE],
        fill: collector_inventory::fill,
    },
    Kind {
        id: ReportId::Form41,
        name: "form-41",
        title: "DEA Form 41 data sheet: destruction",
        is: "What was destroyed in the period, in the fields of DEA Form 41 (sections A to D), for whoever fills in the form: own stock in B.1, sealed liners and returned packages in B.2.",
        is_not: "This is a data sheet and not a DEA form; it declares nothing and replaces no signature.",
        day_of: DayOf::Act,
        landscape: true,
        tables: &[
            &form_41_lines::STOCK,
            &form_41_lines::COLLECTED,
            &form_41::METHODS,
            &form_41::WITNESSES,
        ],
        fill: form_41::fill,
    },
    Kind {
        id: ReportId::Form41Request,
        name: "form-41-request",
        title: "DEA Form 41 data sheet: request",
        is: "What a practitioner has on hand and asks the DEA Special Agent in Charge to help dispose of (21 CFR 1317.05(a)(4)(i)), in the fields of DEA Form 41, sections A and B.",
        is_not: "This is a data sheet and not a DEA form. Nothing on it was destroyed: sections C and D stay empty until the Special Agent in Charge has answered.",
        day_of: DayOf::Act,
        landscape: true,
        tables: &[&form_41_lines::STOCK, &form_41_lines::COLLECTED],
        fill: form_41_request::fill,
    },
    Kind {
        id: ReportId::EventWeights,
        name: "event-weights",
        title: "Take-back event weight sheet",
        is: "The sealed boxes of each take-back event that was opened in the period: weights in pounds, seals, who sealed them, who received them.",
        is_not: "Boxes are weighed whole; nothing is said about what is in them. This is not a DEA form.",
        day_of: DayOf::Act,
        landscape: true,
        tables: &[&event_weights::TABLE],
        fill: event_weights::fill,
    },
    Kind {
        id: ReportId::ShiftSummary,
        name: "shift-summary",
        title: "End-of-shift summary",
        is: "What each operator entered in the period, for the count and the signatures at the end of a shift.",
        is_not: NOT_A_FORM,
        day_of: DayOf::Entry,
        landscape: false,
        tables: &[&shift_summary::TABLE, &shift_summary::CHANGES],
        fill: shift_summary::fill,
    },
    Kind {
        id: ReportId::AuditExtract,
        name: "audit-extract",
        title: "Audit extract",
        is: "Every record entered in the period, corrections and withdrawals included, in the order and with the hashes of the ledger.",
        is_not: "It is a copy: whether the ledger itself still holds is what `takeback verify` answers. This is not a DEA form.",
        day_of: DayOf::Entry,
        landscape: true,
        tables: &[&audit_extract::TABLE],
        fill: audit_extract::fill,
    },
    Kind {
        id: ReportId::SelfCheck,
        name: "self-check",
        title: "Self-check with known pills",
        is: "What the model said of photographs of known pills in the period, beside what it said when they were set up.",
        is_not: "It is no validation of the model and says nothing about other pills. This is not a DEA form.",
        day_of: DayOf::Entry,
        landscape: true,
        tables: &[&self_check::TABLE],
        fill: self_check::fill,
    },
];

impl Kind {
    /// The report of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }
}

/// What a report is asked about.
pub struct Ask<'a> {
    pub ledger: &'a Ledger,
    /// First and last day, both included; none means from the beginning, or until now.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Nothing after this record is looked at.
    pub head: ChainHead,
    pub made: Moment,
    pub site: SiteWords,
}

/// What a report says about the place and the program.
#[derive(Clone, Debug)]
pub struct SiteWords {
    pub site: Site,
    pub mode: SiteMode,
    pub mode_title: &'static str,
    pub citation: &'static str,
    /// Whether this kind of site destroys own stock: section B.1 of DEA Form 41.
    pub destroys_stock: bool,
    /// Whether it destroys sealed liners or mail-back packages: section B.2.
    pub destroys_collected: bool,
    /// Who makes the report.
    pub by: String,
    /// Model, rules and catalog in use.
    pub model: String,
    pub rules: String,
    pub catalog: String,
}

impl<'a> Ask<'a> {
    /// What was recorded in custody up to the head, whenever it happened.
    pub(super) fn custody(&self) -> Result<Vec<Content>, LedgerError> {
        let mut contents = self.ledger.contents(&Custody::KINDS)?;
        contents.retain(|content| content.seq <= self.head.seq);
        Ok(contents)
    }

    /// Says that the item of this place was corrected or withdrawn after the record `signed` of what two
    /// signed for.
    pub(super) fn corrected_since(
        &self,
        item: i64,
        signed: i64,
    ) -> Result<Option<String>, LedgerError> {
        let record = self.ledger.corrected_since(item, signed, self.head.seq)?;
        Ok(record.map(|record| {
            format!(
                "item {item} was corrected or withdrawn afterwards, by record {record}; the line shows what was signed for."
            )
        }))
    }

    /// Whether the period holds this day.
    pub(super) fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Totals of the record, and apart from them those of what was tried out in `RESEARCH`: each with
    /// whether it counted anything.
    pub(super) fn totals(
        &self,
        headings: [&'static str; 2],
        [real, tried]: [(bool, Vec<Field>); 2],
    ) -> Vec<Section<'a>> {
        let show_real = real.0 || self.site.mode != SiteMode::Research;
        let shown = [show_real, tried.0 || !show_real];
        let totals = headings.into_iter().zip([real.1, tried.1]).zip(shown);
        totals
            .filter(|(_, shown)| *shown)
            .map(|((heading, fields), _)| Section {
                heading,
                fields,
                ..Section::default()
            })
            .collect()
    }

    /// Fills the report of `kind`.
    pub fn report(&self, kind: &'static Kind) -> Result<Report<'a>, ReportError> {
        let name = self.site.site.name.as_str();
        let place = if name.is_empty() {
            "site without a name"
        } else {
            name
        };
        let by = match kind.day_of {
            DayOf::Act => "by day of the act",
            DayOf::Entry => "by day of entry",
        };
        let mode = self.site.mode.code();
        let period = match (self.from, self.to) {
            (None, None) => "all records".to_owned(),
            (Some(from), None) => format!("from {from} on, {by}"),
            (None, Some(to)) => format!("up to {to}, {by}"),
            (Some(from), Some(to)) if from == to => format!("{from}, {by}"),
            (Some(from), Some(to)) => format!("{from} to {to}, {by}"),
        };
        Ok(Report {
            name: kind.name,
            title: kind.title,
            is: kind.is,
            is_not: kind.is_not,
            site: match self.site.site.registration.trim() {
                "" => format!("{place} ({mode})"),
                number => format!("{place} ({mode}, DEA no. {number})"),
            },
            head: self.head.clone(),
            made: self.made,
            research: self.site.mode == SiteMode::Research,
            landscape: kind.landscape,
            about: self.about(kind.id, &period)?,
            period,
            sections: (kind.fill)(self)?,
        })
    }

    fn about(&self, report: ReportId, period: &str) -> Result<Vec<Field>, LedgerError> {
        let site = &self.site;
        let mut about = vec![
            Field::stated("Site", &site.site.name),
            Field::stated("Address", &site.site.address),
            Field::stated("DEA registration", &site.site.registration),
            Field::stated("Agency", &site.site.agency),
            Field::stated("Officer", &site.site.officer_id),
            Field::new(
                "Site mode",
                format!(
                    "{}: {} ({})",
                    site.mode.code(),
                    site.mode_title,
                    site.citation
                ),
            ),
            Field::new("Period", period),
        ];
        if report.lists_items() {
            let purges = self.ledger.purges(self.from, self.head.seq)?;
            about.extend(
                purges
                    .iter()
                    .map(|purge| Field::new("Purged by rule", purge.to_string())),
            );
        }
        about.extend([
            Field::new(
                "Made",
                format!("{} by {}", super::document::printed(self.made), site.by),
            ),
            Field::new("Program", concat!("takeback ", env!("CARGO_PKG_VERSION"))),
            Field::new("Model", site.model.as_str()),
            Field::new("Hazard rules", site.rules.as_str()),
            Field::new("Catalog", site.catalog.as_str()),
            Field::new(
                "Chain head",
                format!("record {}, hash {}", self.head.seq, self.head.hash),
            ),
        ]);
        about.extend(self.moves()?);
        Ok(about)
    }

    /// Each change of the registration number or of the registered address, with who, when and why.
    fn moves(&self) -> Result<Vec<Field>, LedgerError> {
        let (mut moves, mut known) = (Vec::new(), Site::default());
        for content in self.ledger.contents(&[EventKind::Site])? {
            let Event::Site(site) = &content.event else {
                continue;
            };
            if content.seq > self.head.seq {
                break;
            }
            let entered = super::document::printed(content.entered);
            let says = |from: &str, to: &str, why: &str| {
                format!("{entered} by {}, from {from} to {to}: {why}", content.by)
            };
            if site.has_other_number(&known) {
                let says = says(&known.registration, &site.registration, &site.renumbered);
                moves.push(Field::new("Registration changed", says));
            }
            if site.has_other_address(&known) {
                let says = says(&known.address, &site.address, &site.relocated);
                moves.push(Field::new("Address changed", says));
            }
            known = site.clone();
        }
        Ok(moves)
    }
}
