//! Which reports there are: one row each.

use super::{
    ReportError,
    ask::Ask,
    audit_extract, collector_inventory, disposal_log,
    document::{Section, Sheet},
    event_weights, facility_deposits, form_41, form_41_lines, form_41_request, hazardous_waste,
    liner_log, package_log, self_check, shift_summary, stock_transfers,
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
    /// Whether it lists or counts items, shows their records, or says what became of them: what a purge takes away
    /// is missing there.
    pub fn lists_items(self) -> bool {
        matches!(
            self,
            Self::DisposalLog
                | Self::HazardousWaste
                | Self::FacilityDeposits
                | Self::Form41
                | Self::ShiftSummary
                | Self::AuditExtract
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
    /// Each table that it may hold; CSV holds the first that has rows.
    pub tables: &'static [&'static Sheet],
    pub(super) fill: for<'a> fn(&Ask<'a>) -> Result<Vec<Section<'a>>, ReportError>,
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
        tables: &[
            &disposal_log::TABLE,
            &stock_transfers::APART,
            &stock_transfers::OTHERS,
        ],
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
        is: "What each inventory in the period found on hand, and what it did not find that was on hand by the record: unused and sealed liners, unused and returned packages, boxes of take-back events, with sizes and numbers (21 CFR 1304.11(e)(7)).",
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
