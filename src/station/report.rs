//! Reports on the record, stated with everything that an inspector asks about where they come from.

use std::io::Write;

use jiff::civil::Date;

use super::{Station, StationError};
use crate::{
    people::Action,
    report::{self, Ask, Extent, Format, Kind, SiteWords},
    runtime::{Manifest, models_dir},
};

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

    fn site_words(&self) -> SiteWords {
        let rule = self.mode();
        let site = self.site();
        let models = self.settings.models.clone().unwrap_or_else(models_dir);
        SiteWords {
            name: site.name,
            agency: site.agency,
            officer_id: site.officer_id,
            mode: rule.code,
            mode_title: rule.title,
            citation: rule.citation,
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
            catalog: format!("as of {}", self.catalog.as_of()),
        }
    }
}
