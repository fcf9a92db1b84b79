//! Prints what the rules say of the whole catalogue: counts, or with `--csv` a row a product.

use takeback::catalog::Catalog;
use takeback::hazard::{Rules, survey};

fn main() -> anyhow::Result<()> {
    let survey = survey(&Catalog::builtin()?, &Rules::builtin()?);
    if std::env::args().nth(1).as_deref() == Some("--csv") {
        survey.write_csv(std::io::stdout().lock())?;
    } else {
        println!("# What the rules say of the catalogue\n");
        println!("Written by `cargo run --example hazard_survey > docs/hazard-survey.md`.\n");
        print!("{}", survey.to_markdown());
    }
    Ok(())
}
