//! The letters of a page: how wide words are, where lines break, which glyphs draw them.

use ab_glyph::{Font as _, FontRef};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::ReportError;

/// One weight of Atkinson Hyperlegible Next, which is made to be read by everyone.
pub(super) struct Typeface {
    metrics: FontRef<'static>,
    units: f32,
    pub(super) font: Font,
}

/// Both weights.
pub(super) struct Typefaces {
    pub(super) regular: Typeface,
    pub(super) bold: Typeface,
}

impl Typefaces {
    /// The fonts that the program carries.
    pub(super) fn builtin() -> Result<Self, ReportError> {
        Ok(Self {
            regular: Typeface::read(include_bytes!(
                "../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf"
            ))?,
            bold: Typeface::read(include_bytes!(
                "../../assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf"
            ))?,
        })
    }

    pub(super) fn of(&self, bold: bool) -> &Typeface {
        if bold { &self.bold } else { &self.regular }
    }
}

impl Typeface {
    fn read(bytes: &'static [u8]) -> Result<Self, ReportError> {
        let unusable = || ReportError::Pdf("its own font cannot be read".to_owned());
        let metrics = FontRef::try_from_slice(bytes).map_err(|_| unusable())?;
        Ok(Self {
            units: metrics.units_per_em().ok_or_else(unusable)?,
            font: Font::new(bytes.into(), 0).ok_or_else(unusable)?,
            metrics,
        })
    }

    fn has(&self, letter: char) -> bool {
        self.metrics.glyph_id(letter).0 != 0
    }

    /// `words` in letters that the font has: others are spelled as `[U+4E2D]`, so that nothing is
    /// lost silently; white space other than a line feed becomes a space.
    pub(super) fn drawable(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        for letter in words.chars() {
            match letter {
                '\n' => out.push('\n'),
                '\r' => {}
                letter if letter.is_whitespace() => out.push(' '),
                letter if self.has(letter) => out.push(letter),
                other => {
                    let spelled = format!("[U+{:04X}]", u32::from(other));
                    out.push_str(&spelled);
                }
            }
        }
        out
    }

    /// Share of the font size that `letter` advances.
    fn advance(&self, letter: char) -> f32 {
        self.metrics
            .h_advance_unscaled(self.metrics.glyph_id(letter))
            / self.units
    }

    /// Width of drawable words at `size`, points.
    pub(super) fn width(&self, words: &str, size: f32) -> f32 {
        words
            .chars()
            .map(|letter| self.advance(letter))
            .sum::<f32>()
            * size
    }

    /// The glyphs of one drawable line.
    pub(super) fn glyphs(&self, line: &str) -> Vec<KrillaGlyph> {
        line.char_indices()
            .map(|(at, letter)| {
                let glyph = GlyphId::new(u32::from(self.metrics.glyph_id(letter).0));
                let range = at..at + letter.len_utf8();
                KrillaGlyph::new(glyph, self.advance(letter), 0.0, 0.0, 0.0, range, None)
            })
            .collect()
    }

    /// Breaks `words` into lines at most `width` points wide: at spaces where there are any, inside
    /// a word where it alone is too long.
    pub(super) fn lines(&self, words: &str, size: f32, width: f32) -> Vec<String> {
        let drawable = self.drawable(words);
        drawable
            .split('\n')
            .flat_map(|paragraph| self.broken(paragraph, width / size))
            .collect()
    }

    /// `width` as a multiple of the font size.
    fn broken(&self, paragraph: &str, width: f32) -> Vec<String> {
        let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0.0);
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let length: f32 = word.chars().map(|letter| self.advance(letter)).sum();
            let space = if line.is_empty() {
                0.0
            } else {
                self.advance(' ')
            };
            if used + space + length <= width {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                used += space + length;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            used = 0.0;
            for letter in word.chars() {
                let advance = self.advance(letter);
                if used + advance > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(letter);
                used += advance;
            }
        }
        lines.push(line);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        let faces = Typefaces::builtin().unwrap();
        let face = &faces.regular;
        let words = "oxycodone hydrochloride 5 MG Oral Tablet 0123456789abcdef0123456789abcdef0123456789abcdef";
        for width in [40.0, 90.0, 400.0] {
            let lines = face.lines(words, 8.0, width);
            assert!(
                lines.iter().all(|line| face.width(line, 8.0) <= width),
                "{lines:?}"
            );
            let (kept, all) = (lines.concat(), words.to_owned());
            assert_eq!(kept.replace(' ', ""), all.replace(' ', ""));
        }
        assert_eq!(face.lines("a\r\nb", 8.0, 90.0), ["a", "b"]);
        assert_eq!(face.lines("", 8.0, 90.0), [""]);
    }

    #[test]
    fn letters_that_the_font_lacks_are_spelled() {
        let faces = Typefaces::builtin().unwrap();
        assert_eq!(faces.bold.drawable("José\t中"), "José [U+4E2D]");
    }
}
