//! `docs/exports.md` says what every report is and what every column of its tables holds.

use std::fs;

use takeback::report::{DayOf, KINDS, Kind, Sheet};

const MARK: &str = "<!-- what follows is written by the test: TAKEBACK_BLESS=1 cargo test --test suite reports::documented -->\n";

fn section(kind: &Kind) -> String {
    let period = match kind.day_of {
        DayOf::Act => "day of the act",
        DayOf::Entry => "day of entry",
    };
    let tables: String = kind.tables.iter().copied().map(table).collect();
    format!(
        "\n### `{}`: {}\n\n{} The period goes by the {period}. {}\n{tables}",
        kind.name, kind.title, kind.is, kind.is_not
    )
}

fn table(sheet: &Sheet) -> String {
    let rows = sheet.columns().into_iter().map(|column| {
        let printed = column.width > 0.0;
        let paper = if printed { column.heading } else { "" };
        format!("| `{}` | {paper} | {} |", column.name, column.meaning)
    });
    let rows: Vec<_> = rows.collect();
    format!(
        "\nSheet `{}`:\n\n| column | on paper | meaning |\n| --- | --- | --- |\n{}\n",
        sheet.name,
        rows.join("\n")
    )
}

#[test]
fn every_report_and_column_is_described_as_it_is() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exports.md");
    let page = fs::read_to_string(&path).unwrap();
    let (head, shown) = page.split_once(MARK).unwrap();
    let described: String = KINDS.iter().map(section).collect();
    if std::env::var_os("TAKEBACK_BLESS").is_some() {
        fs::write(&path, format!("{head}{MARK}{described}")).unwrap();
        return;
    }
    assert_eq!(shown, described);
}
