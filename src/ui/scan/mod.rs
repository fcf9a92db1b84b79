//! Barcodes by the camera, off a photograph, or from a hand scanner: what the label of a package says, and numbers of
//! liners and packages for a custody form.
//!
//! A label may name a patient, so pictures are looked at here and let go: neither they nor their
//! hashes are kept, and nothing is said of what is inside.

mod screen;

pub use screen::show;

use crate::barcode::{Drug, Label, PackageLabel};
use crate::camera::Frame;
use crate::catalog::ProductId;
use crate::custody::Step;
use crate::ledger::RecordId;
use crate::ledger::custody::UniqueId;
use crate::station::Scanned;
use crate::ui::app::App;
use crate::ui::custody::{AtCustody, Form, Page};
use crate::ui::kit::button::Button;
use crate::ui::kit::icons::Icon;
use crate::ui::pill::quantity::Counted;
use crate::ui::state::{Screen, Source};
use crate::ui::words::strings::text;
use crate::ui::words::told::told;
use crate::ui::workers::ledger::Job;
use crate::vision::Photo;

/// What the screen shows.
#[derive(Default)]
pub struct Desk {
    /// What was read since the screen was opened, each once, the newest first; the labels of one package are one.
    pub found: Vec<Scanned>,
    /// The form that numbers go into.
    pub form: Option<Step>,
    /// What of the newest package would be recorded, where its label leaves a choice.
    pub choice: Option<ProductId>,
    pub quantity: Option<u32>,
    /// The package in hand in the record, once it is there.
    pub record: Option<RecordId>,
    /// A photograph is being looked at.
    pub busy: bool,
    /// Why the last photograph says nothing.
    pub problem: Option<String>,
}

/// What a person asks for here.
#[derive(Clone, Debug)]
pub enum AtScan {
    Open,
    /// The photograph that was refused shows a label: look for its barcode.
    OpenRefused,
    /// Numbers go into the form of this step.
    OpenFor(Step),
    /// Back to that form.
    Done,
    /// Look no more at what was read; the next package.
    Clear,
    Choose(ProductId),
    /// Record the medicine of the package in hand.
    Record,
    /// Every record that names this number.
    Trail(UniqueId),
}

impl Desk {
    /// The package that was read last.
    pub fn package(&self) -> Option<&PackageLabel> {
        self.packages().next()
    }

    /// Whether the label of the package in hand contradicts that of one before it, which names the same drug: a
    /// person who holds one package alone has to see that they do not belong together.
    pub fn is_another_of_its_kind(&self) -> bool {
        let mut packages = self.packages();
        let in_hand = packages.next();
        in_hand.is_some_and(|in_hand| packages.any(|before| before.drug == in_hand.drug))
    }

    /// The packages, the newest first.
    pub(super) fn packages(&self) -> impl Iterator<Item = &PackageLabel> {
        self.found.iter().filter_map(|(_, label)| match label {
            Ok(Label::Package(package)) => Some(package),
            _ => None,
        })
    }

    /// What the label says is in it; the parts of a pack are several.
    pub fn products(&self) -> &[ProductId] {
        match self.package().map(|package| &package.drug) {
            Some(Drug::Known { products, .. }) => products,
            _ => &[],
        }
    }

    /// What would be recorded.
    pub fn product(&self) -> Option<ProductId> {
        match self.products() {
            [only] => Some(*only),
            _ => self.choice,
        }
    }

    /// Nothing is chosen of the package in hand, for the next person.
    pub fn forget_choice(&mut self) {
        self.choice = None;
        self.quantity = None;
    }

    /// Takes in what one look found. Another label of the package in hand fills in what was not read yet, until
    /// that package is in the record, or `saving` says that it may be on its way there: what stands beside
    /// "Recorded" is what is in the record. Whether another package is in hand now.
    fn take_in(&mut self, scanned: Vec<Scanned>, saving: bool) -> bool {
        let mut is_another = false;
        for (barcode, label) in scanned {
            if self.found.iter().any(|(known, _)| *known == barcode) {
                continue;
            }
            if let Ok(Label::Package(package)) = &label {
                let is_settled = saving || self.record.is_some();
                let packages = self.found.iter_mut().filter_map(|(_, label)| match label {
                    Ok(Label::Package(known)) => Some(known),
                    _ => None,
                });
                let mut packages = packages.enumerate();
                let same = packages.find(|(_, known)| known.is_same_package(package));
                if let Some((place, known)) = same {
                    if place == 0 && !is_settled {
                        *known = known.clone().with(package);
                    }
                    continue;
                }
                (self.choice, self.quantity, self.record) = (None, None, None);
                is_another = true;
            }
            self.found.insert(0, (barcode, label));
        }
        is_another
    }
}

/// The number of a liner, a package, a box, if it is one; that of goods says which goods they are, not
/// which piece.
pub fn number(label: &Result<Label, impl Sized>) -> Option<UniqueId> {
    match label {
        Ok(Label::Text(text)) => text.parse().ok(),
        Ok(Label::OtherGoods(_) | Label::Package(_)) | Err(_) => None,
    }
}

/// The way on from a picture that shows print instead of pills.
pub fn button() -> Button<'static> {
    Button::new(text("scan-package")).icon(Icon::Camera)
}

impl App {
    /// Carries out what was asked for on this screen.
    pub(super) fn at_scan(&mut self, asked: AtScan) {
        let desk = &mut self.state.scan;
        match asked {
            AtScan::Open => {
                *desk = Desk::default();
                self.live.glance.again();
                self.show(Screen::Scan);
            }
            AtScan::OpenRefused => {
                let label = self.state.notice.take().and_then(|notice| notice.label);
                self.at_scan(AtScan::Open);
                if let Some(source) = label {
                    self.scan_photograph(source);
                }
            }
            AtScan::OpenFor(step) => {
                *desk = Desk {
                    form: Some(step),
                    ..Desk::default()
                };
                self.live.glance.again();
                self.show(Screen::Scan);
            }
            AtScan::Done => match desk.form.take() {
                Some(step) => self.at_custody(AtCustody::Begin(step, None)),
                None => self.show(Screen::Capture),
            },
            AtScan::Clear => {
                *desk = Desk::default();
                self.live.glance.again();
                self.state.put_stated_away();
            }
            AtScan::Choose(product) => desk.choice = Some(product),
            AtScan::Record => {
                let quantity = desk.quantity.unwrap_or(1);
                let package = desk.package().cloned().filter(|_| !self.state.saving);
                if let Some((package, product)) = package.zip(desk.product()) {
                    self.record_package(package, product, quantity);
                }
            }
            AtScan::Trail(number) => {
                self.at_custody(AtCustody::Go(Page::Trail));
                self.at_custody(AtCustody::Seek(number.to_string()));
                self.at_custody(AtCustody::Follow);
            }
        }
    }

    /// Takes in what was read, and its numbers into the form that waits for them.
    pub(super) fn take_in_scanned(&mut self, scanned: Vec<Scanned>) {
        let found = &self.state.scan.found;
        let is_new = |(barcode, _): &&Scanned| !found.iter().any(|(known, _)| known == barcode);
        let new = scanned.iter().filter(is_new);
        let numbers: Vec<_> = new.filter_map(|(_, label)| number(label)).collect();
        let form = self.state.scan.form.filter(|_| !numbers.is_empty());
        if let Some(step) = form {
            // What was in it may have come into the record meanwhile: this begins the next one.
            let next = Form::new(step, &self.station.site(), self.station.now());
            let form = self.state.custody.forms.entry(step).or_insert(next);
            for id in numbers {
                form.scanned.add(id);
            }
        }
        let saving = self.state.saving;
        if self.state.scan.take_in(scanned, saving) {
            self.state.stop_counting(Counted::Package);
            self.state.put_stated_away();
        }
    }

    /// The look for barcodes in `frame`.
    pub(super) fn label_look(frame: Frame) -> Job {
        Box::new(move |station| {
            let scanned = station.scan_frame(&frame.pixels);
            Box::new(move |app: &mut Self| {
                if app.state.screen == Screen::Scan {
                    app.take_in_scanned(scanned);
                }
            })
        })
    }

    /// Looks for barcodes in a photograph that somebody opened, dropped or pasted here, or that was refused.
    pub(super) fn scan_photograph(&mut self, source: Source) {
        self.state.scan.problem = None;
        self.state.scan.busy = true;
        self.look_aside(Box::new(move |station| {
            let scan = |photo: Photo| station.scan(&photo.pixels);
            let scanned = match &source {
                Source::File(path) => Photo::read(path).map(scan),
                Source::Bytes(bytes) => Photo::decode(bytes).map(scan),
                Source::Frame(frame) => Ok(station.scan(&frame.pixels)),
                // Labels are not drawn.
                Source::Drawing(_) => Ok(Vec::new()),
            };
            Box::new(move |app: &mut Self| {
                app.state.scan.busy = false;
                match scanned {
                    Ok(scanned) if scanned.is_empty() => {
                        app.state.scan.problem = Some(text("scan-nothing"));
                    }
                    Ok(scanned) => app.take_in_scanned(scanned),
                    Err(error) => app.state.scan.problem = Some(told(&error)),
                }
            })
        }));
    }
}
