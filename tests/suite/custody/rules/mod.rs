//! Which custody step exists where, who may sign for it, and that two programs cannot both take it.

mod counted;
mod elsewhere;
mod event_times;
mod handing_over;
mod recording;
mod signing;
mod site;
mod steps;
mod tried_out;
mod vehicle;
