//! takeback: loose pills in, a lawful record out.
//!
//! The rooms; each uses only those above it, which `tests/suite/rooms.rs` holds. The way that the data takes
//! through them stands in ARCHITECTURE.md.
//!
//! ```text
//! files     the hash of a file's bytes, and writing it whole or not at all
//! catalog   products, imprints, NDC, FDA vocabularies
//! hazard    hazard rules and controlled-substance schedules -> verdict with reasons
//! runtime   ONNX Runtime found and loaded, the model manifest, the `Model` seam
//! vision    photograph -> every pill: box, mask, angle, axes, colour, shape, upright crop
//! barcode   barcodes in a picture -> a drug's package, or a number
//! camera    frames: a camera, a folder that is watched or played
//! calibration  the printed card -> millimetres on the tray, white balance
//! identify  crops -> candidates with honest confidence (picture, imprint, colour, shape, size)
//! tray      which pill is which from one look at the tray to the next
//! demo      pills drawn from catalogue facts
//! ledger    SQLite, append-only, hash-chained
//! people    accounts, roles, secrets, lock-out, recovery
//! custody   liners, packages, take-back events: records in, state out
//! report    rows -> PDF, XLSX, CSV
//! station   the rules of this workplace and the use cases; what both faces call
//! sound     tones for what happened
//! ui        the window
//! cli       the command line, which also opens the window
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
