//! The desktop's own file chooser and clipboard. Both may wait for a person or another program,
//! so each call has its own short-lived thread.

use std::ffi::OsStr;
use std::io::Cursor;
use std::path::Path;
use std::thread::Builder;
use std::time::{Duration, Instant};

use image::{ImageFormat, RgbaImage};

use super::post::{Event, FileOf, NoChooser, Post};
use crate::ui::state::Source;
use crate::ui::words::strings::text;
use crate::vision::ENDINGS;

/// A chooser that is gone this quickly was never shown to a person.
const NOT_SHOWN: Duration = Duration::from_millis(250);

/// Asks for a photograph.
pub fn choose_photo(post: Post) -> std::io::Result<()> {
    let dialog = rfd::FileDialog::new()
        .set_title(text("dialog-open"))
        .add_filter(text("dialog-photos"), &ENDINGS);
    ask("choose photograph", move || {
        post.send(Event::Chosen(FileOf::Photo, answer(|| dialog.pick_file())))
    })
}

/// Asks where to write the export, proposing `name`.
pub fn choose_export(post: Post, name: &str) -> std::io::Result<()> {
    let dialog = rfd::FileDialog::new()
        .set_title(text("dialog-export"))
        .set_file_name(name)
        .add_filter("CSV", &["csv"]);
    ask("choose export", move || {
        post.send(Event::Chosen(FileOf::Export, answer(|| dialog.save_file())))
    })
}

/// Asks where to write a document, proposing `path`.
pub fn choose_document(post: Post, path: &Path, file_of: FileOf) -> std::io::Result<()> {
    let words = |part: Option<&OsStr>| {
        part.map_or_else(String::new, |part| part.to_string_lossy().into_owned())
    };
    let ending = words(path.extension());
    let dialog = rfd::FileDialog::new()
        .set_title(text("dialog-report"))
        .set_file_name(words(path.file_name()))
        .add_filter(ending.to_uppercase(), &[ending]);
    ask("choose report", move || {
        post.send(Event::Chosen(file_of, answer(|| dialog.save_file())))
    })
}

/// Fetches a picture from the clipboard.
pub fn paste(post: Post) -> std::io::Result<()> {
    ask("paste", move || post.send(Event::Pasted(clipboard())))
}

fn ask(name: &str, work: impl FnOnce() -> bool + Send + 'static) -> std::io::Result<()> {
    Builder::new().name(name.to_owned()).spawn(work).map(drop)
}

fn answer<T>(ask: impl FnOnce() -> Option<T>) -> Result<Option<T>, NoChooser> {
    let asked = Instant::now();
    match ask() {
        None if asked.elapsed() < NOT_SHOWN => Err(NoChooser),
        answer => Ok(answer),
    }
}

/// A copied picture, or the first of the files that a file manager copied.
fn clipboard() -> Option<Source> {
    let mut board = arboard::Clipboard::new().ok()?;
    match board.get_image() {
        Ok(picture) => encoded(picture).map(|bytes| Source::Bytes(bytes.into())),
        Err(_) => board
            .get()
            .file_list()
            .ok()?
            .into_iter()
            .next()
            .map(Source::File),
    }
}

fn encoded(picture: arboard::ImageData) -> Option<Vec<u8>> {
    let width = u32::try_from(picture.width).ok()?;
    let height = u32::try_from(picture.height).ok()?;
    let picture = RgbaImage::from_raw(width, height, picture.bytes.into_owned())?;
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}
