//! Why the station could not do what was asked, and what to do next.

use std::{io, path::PathBuf};

use super::SiteMode;
use crate::{
    catalog::{CatalogError, ProductId},
    hazard::RulesError,
    identify::IdentifyError,
    ledger::LedgerError,
    report::ReportError,
    runtime::RuntimeError,
};

/// Why the station could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StationError {
    #[error("no folder for takeback's data is known; name one with --home or TAKEBACK_HOME")]
    NoHome,
    #[error("{} cannot be made: {source}; name another folder with --home", path.display())]
    Home { path: PathBuf, source: io::Error },
    #[error("{}: {source}; check the permissions of the file and its folder", path.display())]
    SettingsFile { path: PathBuf, source: io::Error },
    #[error("{} line {line}: {message}; correct it, the file was left as it is", path.display())]
    Settings {
        path: PathBuf,
        line: usize,
        message: String,
    },
    #[error("nobody is known to be at the station; set `operator` in settings.toml")]
    NoOperator,
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    #[error(transparent)]
    Rules(#[from] RulesError),
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    #[error(transparent)]
    Identify(#[from] IdentifyError),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error("{} does not allow recording item by item ({citation}). {text}", mode.code())]
    Forbidden {
        mode: SiteMode,
        citation: &'static str,
        text: &'static str,
    },
    #[error("{} needs {what} before anything is recorded", mode.code())]
    Needed { mode: SiteMode, what: &'static str },
    #[error("not confirmed as non-controlled, so it may not be recorded here ({citation}). {text}")]
    PossiblyControlled {
        citation: &'static str,
        text: &'static str,
    },
    #[error("the catalog has no product {} part {}; look it up by name or imprint", .0.ndc11, .0.part)]
    UnknownProduct(ProductId),
    #[error("{} part {} is not among the products of candidate {rank}", product.ndc11, product.part)]
    NotThatCandidate { rank: u32, product: ProductId },
    #[error("a quantity must be at least 1")]
    NoQuantity,
    #[error("the day of the act, {0}, lies in the future")]
    InTheFuture(jiff::civil::Date),
    #[error("a correction needs its reason in words")]
    NoReason,
    #[error("`{0}` is not a SHA-256 in 64 hexadecimal digits")]
    NotAHash(String),
}
