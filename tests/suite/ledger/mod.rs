//! The record: written once, kept whole, found out when it was touched.

mod broken_files;
mod encrypted_record;
mod encryption;
mod encryption_commands;
mod export;
mod full_disk;
mod keeping;
mod kill;
mod log;
mod record;
mod stopped;
mod tamper;
mod together;
mod upgrade;
