//! What a person asks of a report, and what every report says about the place and the program.

use super::{
    ReportError,
    document::{Field, Place, Report, Section, printed},
    kind::{DayOf, Kind, ReportId},
};
use crate::{
    custody::Custody,
    ledger::{
        ChainHead, Content, Event, EventKind, Ledger, LedgerError, Moment, Period, Purpose, Since,
        Site, SiteMode,
    },
};

/// What a report is asked about.
pub struct Ask<'a> {
    pub ledger: &'a Ledger,
    pub period: Period,
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
        self.recorded(&Custody::KINDS)
    }

    /// Every record of these kinds up to the head.
    pub(super) fn recorded(&self, kinds: &[EventKind]) -> Result<Vec<Content>, LedgerError> {
        let mut contents = self.ledger.contents(kinds)?;
        contents.retain(|content| content.seq <= self.head.seq);
        Ok(contents)
    }

    /// That of the site as it is now.
    pub(super) fn purpose(&self) -> Purpose {
        Purpose::of_code(self.site.mode.code())
    }

    /// Says that the item of this place was corrected or withdrawn after the record `stated`, whose line shows
    /// what was signed for, or recorded first; or that it was purged, and with it whatever would say so.
    pub(super) fn corrected_since(
        &self,
        item: i64,
        stated: i64,
        shows: &str,
    ) -> Result<Option<String>, LedgerError> {
        let since = self.ledger.corrected_since(item, stated, self.head.seq)?;
        Ok(since.map(|since| match since {
            Since::Corrected(record) => format!(
                "item {item} was corrected or withdrawn afterwards, by record {record}; the line shows what was {shows}."
            ),
            Since::Purged(record) => format!(
                "item {item} was purged by rule; whether it was corrected or withdrawn afterwards is in the export of that purge (record {record})."
            ),
        }))
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
        let name = match self.site.site.name.as_str() {
            "" => "site without a name",
            name => name,
        };
        let by = match kind.day_of {
            DayOf::Act => "by day of the act",
            DayOf::Entry => "by day of entry",
        };
        let mode = self.site.mode.code();
        let period = match (self.period.from, self.period.to) {
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
            site: Place {
                name: name.to_owned(),
                is: match self.site.site.registration.trim() {
                    "" => mode.to_owned(),
                    number => format!("{mode}, DEA no. {number}"),
                },
            },
            head: self.head.clone(),
            made: self.made,
            purpose: self.purpose(),
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
            let purges = self.ledger.purges(self.period.from, self.head.seq)?;
            about.extend(
                purges
                    .iter()
                    .map(|purge| Field::new("Purged by rule", purge.to_string())),
            );
        }
        about.extend([
            Field::new("Made", format!("{} by {}", printed(self.made), site.by)),
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
        for content in self.recorded(&[EventKind::Site])? {
            let Event::Site(site) = &content.event else {
                continue;
            };
            let entered = printed(content.entered);
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
