//! In whose vehicle sealed liners travel.

use takeback::custody::Step;
use takeback::ledger::custody::{Conveyance, LinerAct, ReceptacleSite, Recipient};
use takeback::station::SiteMode;

use super::site::{Site, line, refused, set_up, transfer};

fn driven_to(site: &Site, to: Recipient) -> LinerAct {
    LinerAct::Transferred {
        to,
        by: Conveyance::OwnVehicle,
        witnesses: site.two(Step::TransferLiner),
    }
}

fn dea() -> Recipient {
    Recipient::Dea {
        office: line("Boston"),
        address: line("15 New Sudbury St"),
    }
}

#[test]
fn a_collector_needs_its_registration_and_a_carrier() {
    let site = set_up(SiteMode::Collector);
    site.liner("L1", LinerAct::Acquired).unwrap();
    let unregistered = LinerAct::Installed {
        site: ReceptacleSite {
            address: line("1 Main St"),
            registration: None,
        },
        witnesses: site.two(Step::InstallLiner),
    };
    refused(
        site.liner("L1", unregistered),
        "registration number of the collector",
    );
    site.liner("L1", site.install(site.two(Step::InstallLiner)))
        .unwrap();
    site.liner("L1", site.seal()).unwrap();
    let own = || transfer(Conveyance::OwnVehicle, site.two(Step::TransferLiner));
    refused(site.liner("L1", own()), "1317.05(c)(2)(iv)");
    let to_distributor = Recipient::Distributor {
        name: line("Wholesale Inc."),
        address: line("2 Main St"),
        registration: "FP9876547".parse().unwrap(),
    };
    refused(
        site.liner("L1", driven_to(&site, to_distributor)),
        "1317.05(c)(2)(iv)",
    );
    let stated = |practitioner| {
        let mut known = site.station.site();
        known.practitioner = Some(practitioner);
        site.station.set_site(known).unwrap();
    };
    stated(true);
    refused(site.liner("L1", own()), "practitioner");
    // One that is no practitioner may bring them there itself (1317.05(b)(4)).
    stated(false);
    site.liner("L1", own()).unwrap();
}

/// 21 CFR 1317.05(c)(2)(iv) refers to (a)(4), of which (ii)(B) is delivery to DEA.
#[test]
fn a_practitioner_brings_sealed_liners_to_dea_itself() {
    let site = set_up(SiteMode::Collector);
    let mut known = site.station.site();
    known.practitioner = Some(true);
    site.station.set_site(known).unwrap();
    site.sealed("L1");
    site.liner("L1", driven_to(&site, dea())).unwrap();
}

#[test]
fn a_liner_of_a_facility_travels_in_an_own_vehicle_to_dea_alone() {
    let site = set_up(SiteMode::Ltcf);
    for who in [site.boss, site.clerk] {
        site.station.set_of_collector(who, true).unwrap();
    }
    site.sealed("L1");
    let mut known = site.station.site();
    known.practitioner = Some(false);
    site.station.set_site(known).unwrap();
    let own = transfer(Conveyance::OwnVehicle, site.two(Step::TransferLiner));
    refused(site.liner("L1", own), "1317.05(c)(2)(iv)");
    site.liner("L1", driven_to(&site, dea())).unwrap();
}
