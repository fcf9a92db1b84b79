//! The data sheet for the second use of DEA Form 41: what a practitioner has on hand and asks the
//! Special Agent in Charge to help dispose of (21 CFR 1317.05(a)(4)(i)).

use super::{
    ReportError,
    ask::Ask,
    document::Section,
    form_41_lines::{collected, liner_rows, look_up, registrant, stock, stock_row},
};
use crate::{
    custody::{Custody, Refused},
    ledger::{
        Identity, LedgerError, LogFilter, Outcome, Purpose,
        custody::{LinerMark, StockItem},
    },
};

/// Nothing was destroyed yet, so nothing numbers the sheet.
const SHEET: i64 = 0;

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let custody = Custody::replay(&ask.custody()?, ask.site.mode).map_err(unsound)?;
    let mut sections = vec![registrant(ask)];
    if ask.site.destroys_stock {
        sections.push(on_hand(ask, &custody)?);
    }
    if ask.site.destroys_collected {
        let mut sealed = [Vec::new(), Vec::new()];
        for liner in custody.liners() {
            if let Some(sealing) = liner.sealing()
                && liner.stage().awaits_destruction()
                && ask.period.holds(sealing.acted_on)
            {
                let marks = sealing.stamp.purpose().pick(sealed.each_mut());
                let mark = LinerMark {
                    id: liner.id.clone(),
                    gallons: liner.gallons,
                };
                let shared = custody.liners_numbered(&liner.id).len() > 1;
                marks.push((mark, liner.received_from().filter(|_| shared)));
            }
        }
        let both = Purpose::BOTH.into_iter().zip(&sealed);
        let rows = both.flat_map(|(purpose, marks)| {
            let marks = marks.iter().map(|(mark, from)| (mark, *from));
            liner_rows(SHEET, purpose, marks)
        });
        sections.push(collected(rows.collect()));
    }
    sections.push(Section {
        heading: "What to do with it",
        notes: vec![
            "Fill in the form, send one copy to the Special Agent in Charge of the DEA office for the area, and wait for the answer, which says how to dispose of what is listed (21 CFR 1317.05(a)(4)).".to_owned(),
        ],
        signatures: vec!["For the registrant"],
        ..Section::default()
    });
    Ok(sections)
}

/// Own stock of the period that is not destroyed.
fn on_hand<'a>(ask: &Ask, custody: &Custody) -> Result<Section<'a>, ReportError> {
    let filter = LogFilter {
        period: ask.period,
        through: Some(ask.head.seq),
        ..LogFilter::default()
    };
    let (mut rows, mut notes, mut unidentified) = (Vec::new(), Vec::new(), 0);
    ask.ledger.for_each::<ReportError>(&filter, |row| {
        let here = ask.site.mode.is(&row.site_mode) && row.outcome() != Outcome::Withdrawn;
        if !here || custody.left_by(row.seq).is_some() {
            return Ok(());
        }
        let purpose = row.purpose();
        let Identity::Identified { drug, .. } = row.decided.identity else {
            unidentified += 1;
            return Ok(());
        };
        let item = StockItem {
            item: row.seq,
            stated_by: row.current,
            drug,
            quantity: row.decided.quantity,
            batch: None,
            packages: None,
        };
        notes.extend(look_up(&item));
        rows.extend(stock_row(SHEET, purpose, &item, None));
        Ok(())
    })?;
    if unidentified > 0 {
        notes.push(format!(
            "{unidentified} items are unidentified and not listed; the form wants the NDC or code number of each."
        ));
    }
    Ok(stock(rows, notes))
}

fn unsound((seq, refused): (i64, Refused)) -> LedgerError {
    let source = serde::de::Error::custom(refused.to_string());
    LedgerError::Content { seq, source }
}
