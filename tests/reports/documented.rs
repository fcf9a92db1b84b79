//! `docs/exports.md` says what every column of every report holds.

use takeback::report::KINDS;

#[test]
fn every_report_and_column_is_described_as_it_is() {
    let text = include_str!("../../docs/exports.md");
    for kind in KINDS {
        let heading = format!("### `{}`: {}\n", kind.name, kind.title);
        let (_, section) = text
            .split_once(&heading)
            .unwrap_or_else(|| panic!("no section {heading}"));
        let section = section.split("\n### ").next().unwrap();
        assert!(section.contains(kind.is), "{}: {}", kind.name, kind.is);
        let described: Vec<_> = section
            .lines()
            .filter(|line| line.starts_with("| `"))
            .collect();
        let columns: Vec<_> = kind
            .columns
            .iter()
            .map(|column| {
                let paper = if column.width > 0.0 {
                    column.heading
                } else {
                    ""
                };
                format!("| `{}` | {paper} | {} |", column.name, column.meaning)
            })
            .collect();
        assert_eq!(described, columns, "{}:\n{}", kind.name, columns.join("\n"));
    }
}
