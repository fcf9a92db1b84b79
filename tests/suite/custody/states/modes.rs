//! What was tried out in RESEARCH and what really is here, kept apart where the record allows it.

use jiff::civil::date;

use takeback::custody::{Custody, LinerStage, Step};
use takeback::ledger::{Content, Event, SiteMode};

use super::records::{id, liner, now};

fn content(seq: i64, site_mode: SiteMode, event: Event) -> Content {
    Content {
        v: 1,
        seq,
        id: format!("0192f3a0-0000-7000-8000-{seq:012}")
            .parse()
            .unwrap(),
        entered: now(),
        by: "A. Clerk".into(),
        account: None,
        site_mode: site_mode.code().into(),
        program: "0.1.0".into(),
        event,
    }
}

fn stage(contents: &[Content], site_mode: SiteMode) -> Option<LinerStage> {
    let custody = Custody::replay(contents, site_mode).unwrap();
    custody
        .liner(&id("L1"))
        .map(takeback::custody::Liner::stage)
}

#[test]
fn one_number_may_be_tried_out_and_be_real() {
    let day = date(2026, 11, 22);
    let contents = [
        content(
            1,
            SiteMode::Research,
            liner(Step::AcquireLiner, &["L1"], day),
        ),
        content(
            2,
            SiteMode::Research,
            liner(Step::InstallLiner, &["L1"], day),
        ),
        content(3, SiteMode::Ltcf, liner(Step::AcquireLiner, &["L1"], day)),
    ];
    assert_eq!(
        stage(&contents, SiteMode::Research),
        Some(LinerStage::Installed)
    );
    for mode in [SiteMode::Ltcf, SiteMode::Collector] {
        assert_eq!(stage(&contents, mode), Some(LinerStage::Unused));
        assert_eq!(stage(&contents[..2], mode), None);
    }
}

#[test]
fn a_record_in_which_one_follows_from_the_other_is_still_read() {
    let day = date(2026, 11, 22);
    let contents = [
        content(
            1,
            SiteMode::Research,
            liner(Step::AcquireLiner, &["L1"], day),
        ),
        content(
            2,
            SiteMode::Collector,
            liner(Step::InstallLiner, &["L1"], day),
        ),
    ];
    for mode in [SiteMode::Research, SiteMode::Collector] {
        assert_eq!(stage(&contents, mode), Some(LinerStage::Installed));
    }
    let broken = [content(
        1,
        SiteMode::Collector,
        liner(Step::InstallLiner, &["L1"], day),
    )];
    assert!(matches!(
        Custody::replay(&broken, SiteMode::Collector),
        Err((1, _))
    ));
}
