//! Who may take what, on which conditions, and by which word each receiver is recorded.

use calamine::Reader;
use takeback::{
    ledger::{
        Moment, Site,
        custody::{Conveyance, StockTaker},
    },
    report::restore,
    station::Clock,
};

use super::{
    LONG_AGO_US, dea, instructed, order_form, party, pharmacy, refused, reverse_distributor, set_up,
};

#[test]
fn what_the_law_asks_of_a_hand_over_follows_from_what_it_is_and_who_takes_it() {
    let stock = set_up(Clock::System);
    let [second, fourth, none] = ["oxycodone", "tramadol", "warfarin"].map(|base| stock.item(base));
    let carrier = || Conveyance::Carrier {
        carrier: "Swift".parse().unwrap(),
    };
    let supplier = |number| StockTaker::Supplier(party(number));
    // Schedule II wants an order form of everybody but DEA, Schedule IV of nobody.
    let without = stock.transfer(second, reverse_distributor(), carrier(), None);
    refused(without, "21 CFR 1305.03");
    let nobody = stock.transfer(second, supplier(None), carrier(), Some(order_form()));
    refused(nobody, "DEA registration number");
    let nobody = stock.transfer(fourth, supplier(None), carrier(), None);
    refused(nobody, "DEA registration number");
    let driven = stock.transfer(fourth, reverse_distributor(), Conveyance::OwnVehicle, None);
    refused(driven, "21 CFR 1317.05(a)(2)");
    let itself = stock.transfer(fourth, supplier(Some("AB1234563")), carrier(), None);
    refused(itself, "is the DEA registration number of this site");
    stock
        .transfer(fourth, supplier(Some("FP9876547")), carrier(), None)
        .unwrap();
    stock
        .transfer(second, dea(), Conveyance::OwnVehicle, None)
        .unwrap();
    // What is in no schedule goes as it goes.
    let manufacturer = StockTaker::Manufacturer(party(None));
    stock
        .transfer(none, manufacturer, Conveyance::OwnVehicle, None)
        .unwrap();
    let log = stock.rows("disposal-log");
    let today = stock.station.now().date();
    let transferred = log.iter().map(|row| row["transferred"].clone());
    assert_eq!(
        transferred.collect::<Vec<_>>(),
        [
            format!("transferred to DEA, Springfield, {today}"),
            format!("transferred to Reverse Inc., DEA no. FP9876547, {today}"),
            format!("transferred to Reverse Inc., {today}"),
        ]
    );

    let wholesaler = Site {
        practitioner: Some(false),
        ..pharmacy()
    };
    stock.station.set_site(wholesaler).unwrap();
    let item = stock.item("tramadol");
    stock
        .transfer(item, reverse_distributor(), Conveyance::OwnVehicle, None)
        .unwrap();
}

#[test]
fn whom_the_special_agent_in_charge_named_takes_the_stock_of_practitioners_alone() {
    let clock = Clock::Fixed(Moment::from_parts(LONG_AGO_US, 0).unwrap());
    let stock = set_up(clock);
    let [second, fourth, other] =
        ["oxycodone", "tramadol", "tramadol"].map(|base| stock.item(base));
    let named = || instructed(Some("FP9876547"));
    let pick_up = Conveyance::PickUp;
    let without = stock.transfer(second, named(), pick_up.clone(), None);
    refused(without, "21 CFR 1305.03");
    let nobody = stock.transfer(fourth, instructed(None), pick_up.clone(), None);
    refused(nobody, "DEA registration number");
    let itself = instructed(Some("AB1234563"));
    let itself = stock.transfer(fourth, itself, pick_up.clone(), None);
    refused(itself, "is the DEA registration number of this site");
    // How it gets there is for the Special Agent in Charge to say.
    stock
        .transfer(second, named(), Conveyance::OwnVehicle, Some(order_form()))
        .unwrap();

    let set_up_as = |practitioner| {
        let site = Site {
            practitioner,
            ..pharmacy()
        };
        stock.station.set_site(site).unwrap();
    };
    set_up_as(Some(false));
    let wholesaler = stock.transfer(fourth, named(), pick_up.clone(), None);
    refused(wholesaler, "1317.05(b)");
    // What DEA seizes, or what is surrendered to it, goes from whoever has it.
    stock.transfer(other, dea(), pick_up.clone(), None).unwrap();
    set_up_as(None);
    stock.transfer(fourth, named(), pick_up, None).unwrap();

    let log = stock.rows("disposal-log");
    let transferred: Vec<_> = log.iter().map(|row| row["transferred"].as_str()).collect();
    assert_eq!(
        transferred,
        [
            "transferred to Reverse Inc., DEA no. FP9876547, 2020-06-01, order form 231234567",
            "transferred to Reverse Inc., DEA no. FP9876547, 2020-06-01",
            "transferred to DEA, Springfield, 2020-06-01",
        ]
    );
    let sheet = stock
        .book()
        .worksheet_range("Transferred (I and II)")
        .unwrap();
    let mut cells = sheet.used_cells();
    let said = "Reverse Inc. (as the Special Agent in Charge instructed)";
    assert!(
        cells.any(|(_, _, cell)| restore(&cell.to_string()) == said),
        "{sheet:?}"
    );
    let check = stock.station.verify().unwrap();
    assert!(check.finding.is_none(), "{:?}", check.finding);
}

/// A word of the record, which whoever reads it years later has to know.
#[test]
fn each_receiver_is_recorded_by_its_own_word() {
    let kinds = [
        reverse_distributor(),
        StockTaker::Supplier(party(None)),
        StockTaker::Manufacturer(party(None)),
        instructed(None),
        dea(),
    ]
    .map(|taker| {
        let recorded = serde_json::to_value(&taker).unwrap();
        let kind = recorded["kind"].as_str().unwrap().to_owned();
        let read: StockTaker = serde_json::from_value(recorded).unwrap();
        assert_eq!(read, taker);
        kind
    });
    assert_eq!(
        kinds,
        [
            "reverse_distributor",
            "supplier",
            "manufacturer",
            "instructed",
            "dea"
        ]
    );
}
