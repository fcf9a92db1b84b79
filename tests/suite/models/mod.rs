//! The model at a site: taught, checked, replaced.

mod damaged;
mod enrolment;
mod life;
mod release;
mod self_check;
mod take_in;
mod taught_wrongly;
