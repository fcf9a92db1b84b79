//! How wide each column of a printed table is. Lengths are points.

use super::{
    document::{Cell, Column, Row},
    typeface::{Typeface, Typefaces},
};

/// Size of the letters in a table.
pub(super) const TABLE: f32 = 7.5;
/// Between two columns.
const GAP: f32 = 5.0;
/// Beside the widest word of a column, so that rounding never cuts it.
const SLACK: f32 = 0.1;

/// Words that are not cut.
#[derive(Clone, Copy)]
struct Whole {
    /// As long as this at most: a hash has to be cut.
    letters: usize,
    /// Only those with a digit in them, which nobody reads right once they are cut.
    digit: bool,
}

/// What is tried first stands first. The longest with digits are an NDC or a GTIN; then a day, or a DEA number.
const WHOLE: [Whole; 3] = [
    Whole {
        letters: 14,
        digit: false,
    },
    Whole {
        letters: 14,
        digit: true,
    },
    Whole {
        letters: 10,
        digit: true,
    },
];

impl Whole {
    fn holds(self, word: &str) -> bool {
        word.chars().count() <= self.letters
            && (!self.digit || word.contains(|letter: char| letter.is_ascii_digit()))
    }

    /// The widest of them in `words`.
    fn widest(self, face: &Typeface, words: &str) -> f32 {
        let drawable = face.drawable(words);
        let whole = drawable.split_whitespace().filter(|word| self.holds(word));
        whole
            .map(|word| face.width(word, TABLE))
            .fold(0.0, f32::max)
    }

    /// How wide the column at `place` is at least, that none of them is cut in its heading or its cells.
    fn least(self, faces: &Typefaces, column: &Column, place: usize, rows: &[Row]) -> f32 {
        let heading = Self {
            digit: false,
            ..self
        };
        let heading = heading.widest(faces.of(true), column.heading);
        let cells = rows.iter().filter_map(|row| row.cells.get(place));
        let cells = cells.map(|cell| self.widest(faces.of(false), &cell.printed()));
        cells.fold(heading, f32::max) + SLACK
    }
}

/// A column and where it stands.
pub(super) struct Placed {
    /// Among all columns, printed or not.
    place: usize,
    pub(super) column: Column,
    /// From the left end of the table.
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Placed {
    /// What `row` says in it.
    pub(super) fn printed(&self, row: &Row) -> String {
        let cell = row.cells.get(self.place).map(Cell::printed);
        cell.unwrap_or_default()
    }
}

/// The printed columns, next to each other.
pub(super) struct Columns(pub(super) Vec<Placed>);

impl Columns {
    /// As wide as `width` together: each has its share, and more where a word would be cut. Where not even the
    /// shortest words with digits have room, each has its share alone.
    pub(super) fn over(columns: &[Column], rows: &[Row], faces: &Typefaces, width: f32) -> Self {
        let printed = columns.iter().enumerate();
        let printed: Vec<_> = printed.filter(|(_, column)| column.width > 0.0).collect();
        let room = width - GAP * printed.len().saturating_sub(1) as f32;
        let wishes = |whole: &Whole| -> Vec<_> {
            let each = printed.iter();
            each.map(|(place, column)| Wish {
                share: column.width,
                least: whole.least(faces, column, *place, rows),
            })
            .collect()
        };
        let fit = |wishes: &Vec<Wish>| wishes.iter().map(|wish| wish.least).sum::<f32>() <= room;
        let wishes = WHOLE.iter().map(wishes).find(fit).unwrap_or_else(|| {
            let shares = printed.iter().map(|(_, column)| column.width);
            shares.map(|share| Wish { share, least: 0.0 }).collect()
        });
        let mut left = 0.0;
        let place = |((place, column), width): (&(usize, &Column), f32)| {
            let placed = Placed {
                place: *place,
                column: **column,
                left,
                width,
            };
            left += width + GAP;
            placed
        };
        Self(
            printed
                .iter()
                .zip(widths(&wishes, room))
                .map(place)
                .collect(),
        )
    }
}

/// What a column asks for.
struct Wish {
    /// Of the width, against the shares of the others.
    share: f32,
    least: f32,
}

/// Widths that fill `room`, which is wide enough for what each of `wishes` is at least.
fn widths(wishes: &[Wish], room: f32) -> Vec<f32> {
    let mut unit = room / wishes.iter().map(|wish| wish.share).sum::<f32>();
    // A share only ever becomes narrower, so a column once at its least width stays there.
    for _ in wishes {
        let (held, free): (Vec<_>, Vec<_>) = wishes
            .iter()
            .partition(|wish| wish.least > unit * wish.share);
        let taken: f32 = held.iter().map(|wish| wish.least).sum();
        let shares: f32 = free.iter().map(|wish| wish.share).sum();
        if shares > 0.0 {
            unit = (room - taken) / shares;
        }
    }
    let each = wishes.iter();
    each.map(|wish| wish.least.max(unit * wish.share)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ledger::Purpose,
        report::{KINDS, document::number},
    };

    const LANDSCAPE: f32 = 712.0;
    const PORTRAIT: f32 = 532.0;

    fn row(cells: impl IntoIterator<Item = String>) -> Row {
        Row {
            purpose: Purpose::Law,
            cells: cells.into_iter().map(Cell::Text).collect(),
        }
    }

    /// As wide as what the column holds becomes.
    fn sample(column: &Column, number: &str) -> String {
        let named = |part: &str| column.name.contains(part);
        let words = if column.number {
            number
        } else if named("registration") {
            "MW9999999"
        } else if named("ndc11") {
            "00054-0283-25"
        } else if column.name.ends_with("_id") {
            "CRL999999"
        } else if named("_at") || named("_entry") {
            "2028-08-28 08:28:28 -08:00"
        } else if column.name.ends_with("_on") || named("date") || named("_day") {
            "2028-08-28"
        } else if named("signed_") {
            "A. Nurse, pharmacist, witnessed 2028-08-28 08:28:28 -08:00"
        } else {
            "CII, 62701"
        };
        words.to_owned()
    }

    #[test]
    fn no_table_cuts_a_number_a_day_or_a_registration() {
        let faces = Typefaces::builtin().unwrap();
        for kind in KINDS {
            for sheet in kind.tables {
                let columns = sheet.columns();
                let rows = ["999999", "999.9"]
                    .map(|number| row(columns.iter().map(|column| sample(column, number))));
                let width = if kind.landscape { LANDSCAPE } else { PORTRAIT };
                let placed = Columns::over(&columns, &rows, &faces, width).0;
                for column in &placed {
                    let at = format!("{}: {}", kind.name, column.column.name);
                    let lines = |bold, words: &str| {
                        let lines = faces.of(bold).lines(words, TABLE, column.width);
                        lines.join(" ")
                    };
                    for row in &rows {
                        let words = column.printed(row);
                        assert_eq!(lines(false, &words), words, "{at}");
                    }
                    let heading = column.column.heading;
                    assert_eq!(lines(true, heading), heading, "{at}");
                }
                let end = placed.last().map(|column| column.left + column.width);
                assert!(end.is_some_and(|end| (end - width).abs() < 0.1), "{end:?}");
            }
        }
    }

    #[test]
    fn a_number_takes_its_width_from_running_text() {
        let faces = Typefaces::builtin().unwrap();
        let columns = [("record", 1.0), ("said", 50.0), ("why", 100.0)]
            .map(|(name, share)| number(name, "", share).holds(""));
        let rows = [row(["999999", "so", "because"].map(str::to_owned))];
        let placed = Columns::over(&columns, &rows, &faces, 300.0).0;
        let widths: Vec<_> = placed.iter().map(|column| column.width).collect();
        let least = faces.regular.width("999999", TABLE) + SLACK;
        assert!((widths[0] - least).abs() < 0.01, "{widths:?}");
        assert!((2.0 * widths[1] - widths[2]).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn columns_that_cannot_all_be_wide_enough_have_their_shares() {
        let faces = Typefaces::builtin().unwrap();
        let columns = [number("record", "No.", 2.0).holds(""); 60];
        let rows = [row(columns.map(|_| "9999999999".to_owned()))];
        let placed = Columns::over(&columns, &rows, &faces, LANDSCAPE).0;
        let share = (LANDSCAPE - 59.0 * GAP) / 60.0;
        let fair = |column: &Placed| (column.width - share).abs() < 0.01;
        assert!(placed.iter().all(fair));
    }
}
