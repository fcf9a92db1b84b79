//! Which custody step exists at which kind of site.

use takeback::custody::Step;
use takeback::ledger::custody::LinerAct;
use takeback::station::SiteMode;

use super::site::{refused, set_up};

/// Every mode and every step: which exist. Written by hand from the law, not from the table.
#[test]
fn each_kind_of_site_has_the_steps_that_the_law_gives_it() {
    use Step::*;
    let own = [AcquireLiner, InstallLiner, SealLiner, DiscardLiner];
    let sealed = [StoreLiner, TransferLiner, RegainLiner];
    let packages = [
        AcquirePackage,
        OfferPackage,
        SendPackage,
        ReceivePackage,
        ReceiveForeignPackage,
        NotifyFieldOffice,
        DestroyPackage,
        DiscardPackage,
        StrikePackage,
    ];
    let handed_over = [TransferPackage, RegainPackage];
    let sessions = [OpenSession, SealBox, VoidBox, Deposit, CloseSession];
    let expected = |mode| -> Vec<Step> {
        let parts: Vec<&[Step]> = match mode {
            SiteMode::LeEvent => vec![&own, &sealed, &[DestroyLiner], &sessions],
            SiteMode::LeReceptacle => {
                vec![&own, &sealed, &packages, &handed_over, &[DestroyLiner]]
            }
            SiteMode::Collector => {
                vec![
                    &own,
                    &sealed,
                    &[DestroyLiner, TakeInventory, DesignateSupervisor],
                ]
            }
            SiteMode::Ltcf => vec![
                &own,
                &sealed,
                &[TakeInventory, DesignateSupervisor, DepositForResidents],
            ],
            SiteMode::Mailback => vec![&packages, &[TakeInventory]],
            SiteMode::ReverseDistributor => {
                vec![
                    &sealed,
                    &packages,
                    &[ReceiveLiner, StrikeLiner, TakeOverPackage],
                    &[DestroyLiner, TakeInventory],
                ]
            }
            SiteMode::Research => vec![&Step::ALL],
            SiteMode::RegistrantStock => vec![&[DestroyStock, TransferStock]],
            SiteMode::LeEvidence | SiteMode::Hhw => vec![],
        };
        // A wrong weight or place is mended wherever it was recorded.
        [parts.concat(), vec![Amend]].concat()
    };
    for mode in SiteMode::ALL {
        for step in Step::ALL {
            let law = mode.rule_on(step);
            assert_eq!(
                law.is_ok(),
                expected(mode).contains(&step),
                "{mode:?} {step:?}"
            );
            if let Err(law) = law {
                assert!(
                    law.citation.contains("CFR") && law.text.ends_with('.'),
                    "{law:?}"
                );
            }
        }
    }
}

#[test]
fn the_page_shows_which_step_exists_where() {
    let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/custody.md"));
    for step in Step::ALL {
        let modes = SiteMode::ALL.into_iter();
        let modes: Vec<_> = modes
            .filter(|mode| mode.rule_on(step).is_ok())
            .map(|mode| format!("`{}`", mode.code()))
            .collect();
        let row = format!(
            "| {} {} | {} |\n",
            step.thing(),
            step.done(),
            modes.join(", ")
        );
        assert!(page.contains(&row), "docs/custody.md lacks {row}");
    }
}

#[test]
fn a_step_that_a_site_does_not_have_is_refused_by_the_record_itself() {
    let site = set_up(SiteMode::LeEvidence);
    refused(site.liner("L1", LinerAct::Acquired), "21 CFR 1317.30");
    let site = set_up(SiteMode::ReverseDistributor);
    refused(
        site.liner("L1", LinerAct::Acquired),
        "set up that station as COLLECTOR",
    );
    let before = site.station.verify().unwrap().records;
    refused(site.liner("L1", LinerAct::Acquired), "1304.22(e)(4)");
    assert_eq!(site.station.verify().unwrap().records, before);
}
