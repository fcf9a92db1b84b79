//! takeback: loose pills in, a lawful record out.
//!
//! The rooms, in the order in which the data takes them (arrows run one way, downwards;
//! every room may use `files` and consult the facts of `catalog` and `hazard`):
//!
//! ```text
//! files     the hash of a file's bytes, and writing it whole or not at all
//! catalog   products, imprints, NDC, FDA vocabularies
//! hazard    hazard rules and controlled-substance schedules -> verdict with reasons
//! runtime   ONNX Runtime found and loaded, the model manifest, the `Model` seam
//! camera    frames: a camera, a folder that is watched or played
//! barcode   barcodes in a picture -> a drug's package, or a number
//! vision    photograph -> every pill: box, mask, angle, axes, colour, shape, upright crop
//! calibration  the printed card -> millimetres on the tray, white balance
//! identify  crops -> candidates with honest confidence (picture, imprint, colour, shape, size)
//! tray      which pill is which from one look at the tray to the next
//! people    accounts, roles, secrets, lock-out, recovery
//! ledger    SQLite, append-only, hash-chained
//! custody   liners, packages, take-back events: records in, state out
//! report    rows -> CSV
//! station   the rules of this workplace and the use cases; what both faces call
//! demo      pills drawn from catalogue facts
//! ui, cli   the two faces
//! ```

pub mod barcode;
pub mod calibration;
pub mod camera;
pub mod catalog;
pub mod cli;
pub mod custody;
pub mod demo;
pub mod files;
pub mod hazard;
pub mod identify;
pub mod ledger;
pub mod people;
pub mod report;
pub mod runtime;
pub mod sound;
pub mod station;
pub mod tray;
pub mod ui;
pub mod vision;
