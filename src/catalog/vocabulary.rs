//! The FDA's SPL vocabularies for the colour and shape of a solid dose form.

use serde::Deserialize;

/// One SPL colour.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Color {
    /// NCI code, `C48325`.
    pub code: String,
    /// Upper case, `WHITE`.
    pub name: String,
    /// The FDA's own example of the colour, sRGB.
    pub rgb: [u8; 3],
}

/// One SPL shape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shape {
    /// NCI code, `C48348`.
    pub code: String,
    /// Upper case without the number of sides, `HEXAGON`.
    pub name: String,
    /// Spellings met in listings, `HEXAGON (6 SIDED)`.
    pub also_written: Vec<String>,
}

/// Why the vocabulary tables cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    #[error(
        "the vocabulary table {table} cannot be read: {source}; rebuild it with scripts/build_catalog.py"
    )]
    Csv {
        table: &'static str,
        source: csv::Error,
    },
    #[error(
        "`{value}` is not a color of three numbers from 0 to 255; rebuild colors.csv with scripts/build_catalog.py"
    )]
    Rgb { value: String },
}

/// The twelve colours and nineteen shapes.
pub struct Vocabulary {
    pub colors: Vec<Color>,
    pub shapes: Vec<Shape>,
}

#[derive(Deserialize)]
struct ColorRow {
    code: String,
    name: String,
    fda_rgb: String,
}

#[derive(Deserialize)]
struct ShapeRow {
    code: String,
    name: String,
    also_written: String,
}

impl Vocabulary {
    /// The tables that the program ships (`assets/catalog/colors.csv` and `shapes.csv`).
    pub fn builtin() -> Result<Self, VocabularyError> {
        let colors: Vec<ColorRow> = rows(
            "colors.csv",
            include_str!("../../assets/catalog/colors.csv"),
        )?;
        let shapes: Vec<ShapeRow> = rows(
            "shapes.csv",
            include_str!("../../assets/catalog/shapes.csv"),
        )?;
        Ok(Self {
            colors: colors
                .into_iter()
                .map(ColorRow::color)
                .collect::<Result<_, _>>()?,
            shapes: shapes
                .into_iter()
                .map(|row| Shape {
                    code: row.code,
                    name: row.name,
                    also_written: row.also_written.split(';').map(str::to_owned).collect(),
                })
                .collect(),
        })
    }
}

impl ColorRow {
    fn color(self) -> Result<Color, VocabularyError> {
        let parts: Vec<u8> = self
            .fda_rgb
            .split(',')
            .filter_map(|part| part.trim().parse().ok())
            .collect();
        match <[u8; 3]>::try_from(parts) {
            Ok(rgb) => Ok(Color {
                code: self.code,
                name: self.name,
                rgb,
            }),
            Err(_) => Err(VocabularyError::Rgb {
                value: self.fda_rgb,
            }),
        }
    }
}

fn rows<T: for<'de> Deserialize<'de>>(
    table: &'static str,
    text: &str,
) -> Result<Vec<T>, VocabularyError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|source| VocabularyError::Csv { table, source })
}
