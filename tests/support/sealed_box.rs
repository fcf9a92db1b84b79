//! A box of a take-back event.

use takeback::ledger::custody::{Batch, BoxWeight, SealedBox, SessionAct, Witnesses};

/// It weighs 23.4 lb, of which the empty box is 1.5.
pub fn sealed_box(id: &str, seals: &[&str], sealed_by: Witnesses) -> SessionAct {
    let [gross, tare] = ["23.4", "1.5"].map(|pounds| pounds.parse().unwrap());
    let seals = seals.iter().map(|seal| seal.parse().unwrap()).collect();
    SessionAct::BoxSealed(SealedBox {
        id: id.parse().unwrap(),
        weight: BoxWeight::new(gross, tare).unwrap(),
        seals: Batch::new(seals).unwrap(),
        sealed_by,
    })
}
