//! Who may sign in, and what is said of people.

mod accounts;
mod officers;
mod privacy;
