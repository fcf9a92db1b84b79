//! A page of every photograph that was asked about: truth, candidates and why, errors first.
//!
//! One HTML file, and small copies of the photographs beside it; nothing is fetched when it is read.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};

use super::answer::{products, seen_and_listed};
use super::in_words;
use crate::catalog::{Catalog, Product};
use crate::identify::{Identification, Outcome, Remark};
use crate::vision::Photo;

/// Longest side of a copy, pixels.
const SIDE: u32 = 320;

const STYLE: &str = "body{font:15px sans-serif;margin:2em;max-width:75em}article{display:flex;gap:1em;border-top:1px solid \
    #888;padding:1em 0}article.wrong h2{color:#a00000}h2{font-size:1.1em;margin:0 0 .5em}ol{margin:.5em 0}li.truth{font-weight:\
    bold}small{color:#555}figure{margin:0;flex:0 0 340px}img{max-width:320px}";

/// The page as it grows.
pub struct Gallery {
    folder: PathBuf,
    entries: Vec<Entry>,
    copies: u32,
}

struct Entry {
    wrong: bool,
    confidence: f32,
    html: String,
}

impl Gallery {
    /// The page will be `folder/index.html`.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            entries: Vec::new(),
            copies: 0,
        }
    }

    /// One question: its photographs, what they show and what was said; nothing where no pill was found.
    pub fn add(
        &mut self,
        photos: &[PathBuf],
        truth: &Product,
        said: Option<&Identification>,
        catalog: &Catalog,
    ) -> anyhow::Result<()> {
        let first = said.and_then(|said| said.candidates.first());
        let wrong = first.is_none_or(|first| first.appearance != truth.appearance);
        let class = if wrong { "wrong" } else { "right" };
        let mut html = format!("<article class=\"{class}\"><figure>");
        for path in photos {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = escape(&name);
            self.copies += 1;
            let small = format!("{:05}.jpg", self.copies);
            match copy(path, &self.folder.join(&small)) {
                Ok(()) => write!(html, "<img alt=\"{name}\" src=\"{small}\">")?,
                Err(error) => write!(html, "<p>{}</p>", escape(&in_words(&error)))?,
            }
            write!(html, "<figcaption>{name}</figcaption>")?;
        }
        write!(html, "</figure><div><h2>{}</h2>", described(truth))?;
        match said {
            None => html.push_str("<p>No pill was found.</p>"),
            Some(said) => answer(&mut html, said, truth, catalog)?,
        }
        html.push_str("</div></article>\n");
        self.entries.push(Entry {
            wrong,
            confidence: first.map_or(1.0, |first| first.confidence),
            html,
        });
        Ok(())
    }

    /// Writes the page: errors first, the surest of them before the others.
    pub fn finish(mut self, title: &str) -> anyhow::Result<()> {
        self.entries.sort_by(|a, b| {
            let by_error = b.wrong.cmp(&a.wrong);
            by_error.then(b.confidence.total_cmp(&a.confidence))
        });
        let wrong = self.entries.iter().filter(|entry| entry.wrong).count();
        let mut page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{0}</title><style>{STYLE}</style><h1>{0}</h1>\
             <p>{1} questions, first candidate wrong in {wrong}; those come first.</p>\n",
            escape(title),
            self.entries.len()
        );
        for entry in &self.entries {
            page.push_str(&entry.html);
        }
        let path = self.folder.join("index.html");
        fs::write(&path, page).with_context(|| path.display().to_string())
    }
}

fn answer(
    html: &mut String,
    said: &Identification,
    truth: &Product,
    catalog: &Catalog,
) -> anyhow::Result<()> {
    let outcome = match said.outcome {
        Outcome::Identified => "identified",
        Outcome::Unidentified => "unidentified",
    };
    let read = escape(&said.imprint_read.join(" | "));
    write!(html, "<p>{outcome}; read: {read}</p><ol>")?;
    for candidate in &said.candidates {
        let class = if candidate.appearance == truth.appearance {
            " class=\"truth\""
        } else {
            ""
        };
        let name = products(candidate, catalog).next().map(described);
        write!(
            html,
            "<li{class}>{:.1} % {}<br><small>{}</small></li>",
            candidate.confidence * 100.0,
            name.unwrap_or_default(),
            candidate
                .remarks
                .iter()
                .map(why)
                .collect::<Vec<_>>()
                .join("; ")
        )?;
    }
    html.push_str("</ol>");
    Ok(())
}

fn why(remark: &Remark) -> String {
    let side = if remark.favors { "for" } else { "against" };
    let mut words = vec![format!(
        "{side} ({:+.1}): {:?}",
        remark.nats, remark.channel
    )];
    words.extend(seen_and_listed(remark));
    escape(&words.join(", "))
}

fn described(product: &Product) -> String {
    escape(&format!(
        "{} [{}; {}; {}] {}",
        product.name,
        product.imprint_words(),
        product.colors.join(" "),
        product.shape.as_deref().unwrap_or("shape not listed"),
        product.id.ndc11
    ))
}

/// Writes a small copy of a photograph.
fn copy(path: &Path, to: &Path) -> anyhow::Result<()> {
    let photo = Photo::read(path)?;
    let (width, height) = photo.pixels.dimensions();
    let scale = f64::from(SIDE) / f64::from(width.max(height).max(SIDE));
    let size = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    let small = resize(
        &photo.pixels,
        size(width),
        size(height),
        FilterType::Triangle,
    );
    let file = fs::File::create(to).with_context(|| to.display().to_string())?;
    small.write_with_encoder(JpegEncoder::new_with_quality(&file, 85))?;
    Ok(())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
