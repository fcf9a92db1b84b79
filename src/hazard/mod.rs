//! What the lists say about a drug: hazardous-waste listings, the NIOSH tables and, as a separate
//! matter, the controlled schedule; each finding with its reason.
//!
//! Every fact lives in `assets/rules`; the code only knows how conditions combine. Nothing here
//! calls a drug safe: at best no listing is found in the rule set at hand.

mod assess;
mod matcher;
mod rules;
mod schedule;
mod survey;

pub use assess::{Assessment, Effect, Reason, Verdict};
pub use rules::{Rules, RulesError};
pub use schedule::{Schedule, names_exemptions};
pub use survey::{Survey, SurveyRow, survey};
