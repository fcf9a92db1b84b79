//! The table of `docs/site-modes.md` and its picture, as the program has them.

#![allow(
    clippy::format_push_string,
    reason = "tables of a page are written, once a run"
)]

use std::fs;

use takeback::{
    people::{Action, Role},
    station::{Law, Ruling, SiteMode},
};

/// Every law behind a "no", in the order in which the table comes upon them.
fn laws() -> Vec<Law> {
    let mut laws = Vec::new();
    for action in Action::ALL {
        for mode in SiteMode::ALL {
            if let (_, Some(law)) = spoken(mode.ruling(action))
                && !laws.contains(&law)
            {
                laws.push(law);
            }
        }
    }
    laws
}

fn spoken(ruling: Ruling) -> (&'static str, Option<Law>) {
    match ruling {
        Ruling::Yes => ("yes", None),
        Ruling::NonControlledOnly(law) => ("non-controlled only", Some(law)),
        Ruling::No(law) => ("no", Some(law)),
    }
}

/// The table as `docs/images/site-modes.svg` draws it.
fn picture() -> String {
    const LEFT: usize = 290;
    const HEAD: usize = 64;
    const CELL: (usize, usize) = (100, 34);
    let (width, height) = (
        LEFT + CELL.0 * SiteMode::ALL.len() + 8,
        HEAD + CELL.1 * Action::ALL.len() + 8,
    );
    let laws = laws();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"14\">\n<title>What each kind of site may do</title>\n<rect width=\"{width}\" height=\"{height}\" \
         fill=\"#ffffff\"/>\n"
    );
    let mut words = |x: usize, y: usize, anchor: &str, bold: bool, text: &str| {
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        svg += &format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{weight} fill=\"#1a1a1a\">{text}</text>\n"
        );
    };
    for (column, mode) in SiteMode::ALL.into_iter().enumerate() {
        let x = LEFT + CELL.0 * column + CELL.0 / 2;
        for (line, part) in mode.code().split('_').enumerate() {
            words(x, 24 + 18 * line, "middle", true, part);
        }
    }
    for (row, action) in Action::ALL.into_iter().enumerate() {
        words(8, HEAD + CELL.1 * row + 22, "start", true, action.words());
    }
    for (row, action) in Action::ALL.into_iter().enumerate() {
        for (column, mode) in SiteMode::ALL.into_iter().enumerate() {
            let (word, law) = spoken(mode.ruling(action));
            let note = law.and_then(|law| laws.iter().position(|known| *known == law));
            let note = note.map_or_else(String::new, |place| format!(" [{}]", place + 1));
            let (ground, line, word) = match word {
                "yes" => ("#d9f0dd", "#1e6b34", word),
                "no" => ("#f3dedc", "#8c2f28", word),
                _ => ("#fbecc4", "#7a5600", "partly"),
            };
            let (x, y) = (LEFT + CELL.0 * column, HEAD + CELL.1 * row);
            svg += &format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{ground}\" stroke=\"{line}\"/>\n\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#1a1a1a\">{word}{note}</text>\n",
                x + 2,
                y + 2,
                CELL.0 - 4,
                CELL.1 - 4,
                x + CELL.0 / 2,
                y + 22,
            );
        }
    }
    svg + "</svg>\n"
}

/// The table as `docs/site-modes.md` shows it.
fn table() -> String {
    let laws = laws();
    let mut table = "| action |".to_owned();
    for mode in SiteMode::ALL {
        table += &format!(" {} |", mode.code());
    }
    table += &format!("\n|---|{}\n", ":-:|".repeat(SiteMode::ALL.len()));
    for action in Action::ALL {
        table += &format!("| {} |", action.words());
        for mode in SiteMode::ALL {
            let (word, law) = spoken(mode.ruling(action));
            let place = law.and_then(|law| laws.iter().position(|known| *known == law));
            match place {
                None => table += &format!(" {word} |"),
                Some(place) => table += &format!(" {word} [{}] |", place + 1),
            }
        }
        table += "\n";
    }
    table += "\n";
    for (place, law) in laws.iter().enumerate() {
        table += &format!("{}. {}: {}\n", place + 1, law.citation, law.text);
    }
    table +=
        "\n| action | operator | pharmacist | administrator | auditor |\n|---|:-:|:-:|:-:|:-:|\n";
    for action in Action::ALL {
        table += &format!("| {} |", action.words());
        for role in Role::ALL {
            table += if role.may(action) { " yes |" } else { " no |" };
        }
        table += "\n";
    }
    table
}

#[test]
fn the_page_shows_the_table_and_its_picture() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/site-modes.md");
    let page = fs::read_to_string(&path).unwrap();
    let mark = "<!-- the tables below are written by the test: TAKEBACK_BLESS=1 cargo test --test suite site_modes -->\n\n";
    let (head, shown) = page.split_once(mark).unwrap();
    let drawn = path.with_file_name("images").join("site-modes.svg");
    if std::env::var_os("TAKEBACK_BLESS").is_some() {
        fs::write(&path, format!("{head}{mark}{}", table())).unwrap();
        fs::write(&drawn, picture()).unwrap();
        return;
    }
    assert_eq!(shown, table());
    assert_eq!(fs::read_to_string(drawn).unwrap(), picture());
    assert!(
        head.contains("(images/site-modes.svg)"),
        "and the page shows the picture"
    );
}
