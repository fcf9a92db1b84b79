//! The whole of `identify` over fake models: what is said, what is asked for, what is admitted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test or bench that cannot set itself up has nothing to say"
)]

use std::sync::Arc;

use image::{GrayImage, Luma, Rgb, RgbImage};
use ndarray::{Array1, Array2, Array3, Array4, ArrayD};
use takeback::catalog::{AppearanceId, Catalog, ProductId};
use takeback::hazard::{Rules, Verdict};
use takeback::identify::{
    Advice, Channel, ClassTable, Classifier, Evidence, Identification, Identifier, ImprintReader,
    LabelFinding, Models, Outcome, Remark, Side, TypedFinding, TypedImprint,
};
use takeback::runtime::{
    ClassifierEntry, FusionSettings, HazardSettings, Model, ModelError, ModelInfo, OutputInfo,
    Weights,
};
use takeback::vision::{Bounds, Locator, Mask, Photo, PillView, ShapeEstimate};

/// Appearance 0: warfarin (P001). 1: oxycodone/acetaminophen (CII). 2: levothyroxine, bears the back
/// of 1. 3: no reference photograph.
const CATALOG: &str = "\
ndc11,ndc9,part,rxcui,name,ingredients,pack,form,labeler,imprint,imprint_type,colors,shape,score,size_mm,has_reference_photo,appearance,source,as_of
00001-0001-01,00001-0001,1,1,Warfarin,warfarin|sodium|4|MG,no,Oral Tablet,A,4;COUMADIN,DEBOSSED,BLUE,ROUND,2,9,yes,0,test,2020-01-01
00001-0002-01,00001-0002,1,2,Oxycodone,acetaminophen||325|MG;oxycodone|hydrochloride|5|MG,no,Oral Tablet,B,M;15,DEBOSSED,WHITE,OVAL,1,12,yes,1,test,2020-01-01
00001-0003-01,00001-0003,1,3,Levothyroxine,levothyroxine|sodium|0.1|MG,no,Oral Tablet,C,M;99,DEBOSSED,WHITE,ROUND,1,9,yes,2,test,2020-01-01
00001-0004-01,00001-0004,1,4,Metformin,metformin|hydrochloride|500|MG,no,Oral Tablet,D,ZX7248,DEBOSSED,WHITE,OVAL,1,15,no,3,test,2020-01-01
";
const CLASSES: &str = "\
class_index,ndc11,part,side,look
0,00001-0001-01,1,0,0
1,00001-0001-01,1,1,0
2,00001-0002-01,1,0,1
3,00001-0002-01,1,1,1
4,00001-0003-01,1,0,2
3,00001-0003-01,1,1,2
";
const CLASS_COUNT: usize = 5;

struct Fake {
    info: ModelInfo,
    answer: Box<dyn Fn(ArrayD<u8>) -> Vec<ArrayD<f32>> + Send + Sync>,
}

impl Model for Fake {
    fn run(&self, input: ArrayD<u8>) -> Result<Vec<ArrayD<f32>>, ModelError> {
        let outputs = (self.answer)(input);
        self.info.check(&outputs)?;
        Ok(outputs)
    }

    fn info(&self) -> &ModelInfo {
        &self.info
    }
}

fn fake(
    outputs: &[&[Option<usize>]],
    answer: impl Fn(ArrayD<u8>) -> Vec<ArrayD<f32>> + Send + Sync + 'static,
) -> Fake {
    let outputs = outputs.iter().map(|shape| OutputInfo {
        name: String::new(),
        shape: shape.to_vec(),
    });
    let info = ModelInfo {
        name: "fake".into(),
        outputs: outputs.collect(),
        ..ModelInfo::default()
    };
    Fake {
        info,
        answer: Box::new(answer),
    }
}

/// The crop's first pixel says which class it shows (red) and how surely (green, in nats).
fn classifier() -> Fake {
    let shapes: [&[Option<usize>]; 3] = [&[None, Some(2)], &[None, Some(CLASS_COUNT)], &[None]];
    fake(&shapes, |crops| {
        let count = crops.shape()[0];
        let scores = Array2::from_shape_fn((count, CLASS_COUNT), |(n, class)| {
            if usize::from(crops[[n, 0, 0, 0]]) == class {
                f32::from(crops[[n, 0, 0, 1]])
            } else {
                0.0
            }
        });
        vec![
            Array2::zeros((count, 2)).into_dyn(),
            scores.into_dyn(),
            Array1::zeros(count).into_dyn(),
        ]
    })
}

/// A finder that sees one line of eight characters in the middle, and a recogniser that reads `text`
/// in it from either end.
fn reader(text: &'static str) -> ImprintReader {
    let finder = fake(&[&[None, Some(4), None, None]], |input| {
        let [_, height, width, _] = *input.shape() else {
            panic!("not an image")
        };
        let mut maps = Array4::zeros((1, 4, height / 4, width / 4));
        for n in 0..8 {
            let at = [height / 8, width / 8 + 4 * n - 14];
            maps[[0, 0, at[0], at[1]]] = 0.9;
            maps[[0, 1, at[0], at[1]]] = 0.9;
            maps[[0, 3, at[0], at[1]]] = 4f32.ln();
        }
        vec![maps.into_dyn()]
    });
    let glyphs: Vec<char> = ('A'..='Z').chain('0'..='9').collect();
    let columns = glyphs.len() + 1;
    let recognizer = fake(&[&[None, None, Some(columns)]], move |_| {
        let mut steps = Array3::zeros((1, 2 * text.len(), columns));
        for (n, letter) in text.chars().enumerate() {
            let column = glyphs.iter().position(|known| *known == letter).unwrap() + 1;
            steps[[0, 2 * n, column]] = 0.97;
            steps[[0, 2 * n + 1, 0]] = 0.99;
        }
        vec![steps.into_dyn()]
    });
    ImprintReader::new(Arc::new(finder), Arc::new(recognizer)).unwrap()
}

fn entry() -> ClassifierEntry {
    serde_json::from_value(serde_json::json!({
        "file": "", "sha256": "", "input_px": 128, "embedding": 2, "classes": CLASS_COUNT,
        "class_table": "", "class_table_sha256": "", "catalog": ""
    }))
    .unwrap()
}

fn fusion() -> FusionSettings {
    FusionSettings {
        without_imprint: Weights {
            picture: 1.0,
            imprint: 0.0,
            color: 0.0,
            shape: 0.0,
            size: 1.0,
            identify_at: 0.6,
            ask_other_side_below: 0.9,
        },
        with_imprint: Weights {
            picture: 1.0,
            imprint: 1.0,
            color: 0.0,
            shape: 0.0,
            size: 1.0,
            identify_at: 0.6,
            ask_other_side_below: 0.9,
        },
        no_reference: -6.0,
        unexplained: 7.0,
        hazard: HazardSettings {
            bias: 0.0,
            mass: 1.0,
            head: 0.0,
            threshold: 0.1,
        },
        fitted: serde_json::Value::Null,
    }
}

fn identifier(reader: Option<ImprintReader>) -> Identifier {
    let catalog = Arc::new(Catalog::from_csv(CATALOG.as_bytes()).unwrap());
    let nothing = fake(&[&[None, Some(3), Some(96), Some(96)]], |_| {
        vec![Array4::zeros((1, 3, 96, 96)).into_dyn()]
    });
    let models = Models {
        classifier: Classifier::new(Arc::new(classifier()), &entry()).unwrap(),
        classes: ClassTable::parse(CLASSES.as_bytes(), CLASS_COUNT, &catalog).unwrap(),
        locator: Locator::new(Arc::new(nothing)),
        reader,
        fusion: fusion(),
        engine: "none".to_owned(),
    };
    Identifier::assemble(models, catalog, Arc::new(Rules::builtin().unwrap()))
}

fn photo() -> Photo {
    Photo {
        pixels: RgbImage::from_pixel(64, 64, Rgb([200; 3])),
        sha256: String::new(),
        decode_ms: 0.0,
        tray: None,
    }
}

/// A round pill whose crop shows `class` as surely as `nats`.
fn pill(class: u8, nats: u8) -> PillView {
    PillView {
        bounds: Bounds {
            x: 12,
            y: 12,
            width: 40,
            height: 40,
        },
        mask: Mask {
            origin: [12.0; 2],
            cell: [40.0; 2],
            cells: GrayImage::from_pixel(1, 1, Luma([255])),
        },
        outline: vec![[12.0, 12.0], [52.0, 12.0], [52.0, 52.0], [12.0, 52.0]],
        center: [32.0; 2],
        angle_deg: 0.0,
        long_px: 40.0,
        short_px: 40.0,
        size_mm: None,
        touching: false,
        crop: RgbImage::from_pixel(128, 128, Rgb([class, nats, 0])),
        colors: Vec::new(),
        shape: ShapeEstimate::default(),
        flaws: Vec::new(),
    }
}

fn ask(identifier: &Identifier, pills: &[PillView]) -> Identification {
    identifier.decide(&evidence(identifier, pills))
}

fn evidence(identifier: &Identifier, pills: &[PillView]) -> Evidence {
    let photo = photo();
    let sides: Vec<Side> = pills
        .iter()
        .map(|pill| Side {
            photo: &photo,
            pill,
        })
        .collect();
    let evidence = identifier.picture(&sides).unwrap();
    identifier.imprint(evidence, &sides).unwrap()
}

/// The same pills with what a person typed.
fn ask_typed(identifier: &Identifier, pills: &[PillView], text: &str) -> Identification {
    let typed = TypedImprint::new(text).unwrap();
    identifier.decide(&identifier.typed(&evidence(identifier, pills), &typed))
}

fn id(ndc: &str) -> ProductId {
    ProductId {
        ndc11: ndc.parse().unwrap(),
        part: 1,
    }
}

fn order(answer: &Identification) -> Vec<u32> {
    answer
        .candidates
        .iter()
        .map(|candidate| candidate.appearance.0)
        .collect()
}

/// What the imprint says of the first candidate.
fn of_imprint(answer: &Identification) -> &Remark {
    let mut remarks = answer.candidates[0].remarks.iter();
    remarks
        .find(|remark| remark.channel == Channel::Imprint)
        .unwrap()
}

#[test]
fn a_clear_picture_identifies_with_its_reasons() {
    let identifier = identifier(None);
    assert!(!identifier.has_imprint_reader());
    let answer = ask(&identifier, &[pill(0, 12)]);
    assert_eq!(answer.outcome, Outcome::Identified);
    let first = &answer.candidates[0];
    assert_eq!((first.rank, first.appearance), (1, AppearanceId(0)));
    assert!(first.confidence > 0.99 && !answer.asks_other_side && answer.advice.is_none());
    assert!(
        first
            .remarks
            .iter()
            .any(|remark| remark.channel == Channel::Picture && remark.favors)
    );
    assert_eq!(answer.hazard.verdict, Verdict::Hazardous);
    assert!(
        answer
            .hazard
            .reasons
            .iter()
            .any(|reason| reason.code == "P001"),
        "{:?}",
        answer.hazard.reasons
    );
    assert_eq!(answer.schedule, None);
}

#[test]
fn nobody_is_excluded_and_confidences_are_a_distribution() {
    let answer = ask(&identifier(None), &[pill(0, 12)]);
    assert_eq!(answer.candidates.len(), 4);
    assert!(
        answer
            .candidates
            .iter()
            .all(|candidate| candidate.confidence > 0.0)
    );
    let sum: f32 = answer
        .candidates
        .iter()
        .map(|candidate| candidate.confidence)
        .sum();
    assert!((sum - 1.0).abs() < 1e-4, "{sum}");
}

#[test]
fn a_side_that_two_pills_share_asks_for_the_other_and_the_other_settles_it() {
    let identifier = identifier(None);
    let shared = ask(&identifier, &[pill(3, 12)]);
    assert_eq!(shared.outcome, Outcome::Unidentified);
    assert_eq!(
        (shared.asks_other_side, shared.advice),
        (true, Some(Advice::OtherSideUnsure))
    );
    assert_eq!(
        shared.schedule.map(|schedule| schedule.class),
        Some("CII".to_owned())
    );
    for pills in [[pill(3, 12), pill(2, 12)], [pill(2, 12), pill(3, 12)]] {
        let both = ask(&identifier, &pills);
        assert_eq!(
            (both.outcome, order(&both)[0], both.advice),
            (Outcome::Identified, 1, None)
        );
    }
}

#[test]
fn an_unknown_pill_is_never_called_harmless() {
    let answer = ask(&identifier(None), &[pill(4, 1)]);
    assert_eq!(answer.outcome, Outcome::Unidentified);
    assert_ne!(answer.hazard.verdict, Verdict::NoListingFound);
    assert!(!answer.hazard.reasons.is_empty());
}

#[test]
fn both_sides_seen_and_still_unsure_means_look_it_up() {
    let answer = ask(&identifier(None), &[pill(4, 1), pill(2, 1)]);
    assert_eq!(
        (answer.asks_other_side, answer.advice),
        (false, Some(Advice::LookItUp))
    );
}

#[test]
fn the_imprint_finds_a_pill_that_was_never_photographed() {
    let identifier = identifier(Some(reader("ZX7248")));
    let answer = ask(&identifier, &[pill(4, 1)]);
    assert_eq!(
        (answer.outcome, order(&answer)[0]),
        (Outcome::Identified, 3)
    );
    assert_eq!(answer.imprint_read, ["ZX7248"]);
    let remark = of_imprint(&answer);
    assert!(remark.favors);
    assert_eq!(
        (remark.seen.as_slice(), remark.listed.as_slice()),
        (&["ZX7248".to_owned()][..], &["ZX7248".to_owned()][..])
    );
}

#[test]
fn a_picture_that_contradicts_a_common_imprint_is_not_overruled() {
    let answer = ask(&identifier(Some(reader("M"))), &[pill(0, 12)]);
    assert_eq!(order(&answer)[0], 0);
}

#[test]
fn an_imprint_names_no_pill_that_the_picture_says_is_another() {
    let identifier = identifier(Some(reader("COUMADIN")));
    for (nats, outcome, advice) in [
        (0, Outcome::Identified, None),
        (9, Outcome::Unidentified, Some(Advice::OtherSideUnsure)),
    ] {
        let answer = ask(&identifier, &[pill(4, nats)]);
        assert_eq!(order(&answer)[0], 0);
        assert!(answer.candidates[0].confidence > 0.9);
        assert_eq!((answer.outcome, answer.advice), (outcome, advice), "{nats}");
    }
}

#[test]
fn the_picture_names_no_pill_when_something_else_stands_on_it() {
    let looks_like_levothyroxine = [pill(4, 12)];
    let named = ask(&identifier(Some(reader("99"))), &looks_like_levothyroxine);
    let other = ask(
        &identifier(Some(reader("QX7JWK"))),
        &looks_like_levothyroxine,
    );
    for (answer, outcome) in [
        (&named, Outcome::Identified),
        (&other, Outcome::Unidentified),
    ] {
        assert_eq!((order(answer)[0], answer.outcome), (2, outcome));
        assert!(answer.candidates[0].confidence > 0.9);
    }
    let against = of_imprint(&other);
    assert!(!against.favors);
    assert_eq!(against.seen, ["QX7JWK"]);
    assert_eq!(other.advice, Some(Advice::OtherSideUnsure));
}

#[test]
fn models_of_the_wrong_form_are_refused_in_words() {
    let narrow = fake(&[&[None, Some(2)], &[None, Some(4)], &[None]], |_| {
        Vec::new()
    });
    let refused = Classifier::new(Arc::new(narrow), &entry()).err().unwrap();
    assert!(refused.to_string().contains("manifest"), "{refused}");
    let mapless = ImprintReader::new(Arc::new(classifier()), Arc::new(classifier()))
        .err()
        .unwrap();
    assert!(mapless.to_string().contains("[N, 4, H, W]"), "{mapless}");
}

#[test]
fn a_class_table_with_a_class_too_many_is_refused_with_its_row() {
    let catalog = Catalog::from_csv(CATALOG.as_bytes()).unwrap();
    let refused = ClassTable::parse(CLASSES.as_bytes(), 4, &catalog)
        .err()
        .unwrap();
    assert!(refused.to_string().contains("row 6"), "{refused}");
}

#[test]
fn what_is_typed_finds_a_pill_that_was_never_photographed_and_is_said_to_be_typed() {
    let identifier = identifier(None);
    for text in ["zx7248", "ZX-7248", "Z X 7248", "ZX724B"] {
        let answer = ask_typed(&identifier, &[pill(4, 1)], text);
        assert_eq!(order(&answer)[0], 3, "{text}");
        let remark = answer.candidates[0]
            .remarks
            .iter()
            .find(|remark| remark.channel == Channel::Typed)
            .unwrap();
        assert!(remark.favors);
        assert_eq!(remark.seen, [text]);
        let typed = answer.typed.unwrap();
        assert_eq!(
            (typed.text.as_str(), typed.finding),
            (text, TypedFinding::NoReference)
        );
    }
}

#[test]
fn typing_against_a_sure_picture_is_called_a_contradiction_and_commits_to_nothing() {
    let identifier = identifier(None);
    let answer = ask_typed(&identifier, &[pill(0, 12)], "M 15");
    assert_eq!(
        answer.typed.as_ref().map(|typed| typed.finding),
        Some(TypedFinding::Contradicts)
    );
    assert_eq!(answer.outcome, Outcome::Unidentified);
    assert_ne!(answer.hazard.verdict, Verdict::NoListingFound);
    let agreed = ask_typed(&identifier, &[pill(0, 12)], "coumadin 4");
    assert_eq!(
        (agreed.outcome, agreed.typed.unwrap().finding),
        (Outcome::Identified, TypedFinding::Agrees)
    );
}

#[test]
fn typing_what_stands_on_no_pill_changes_no_order() {
    let identifier = identifier(None);
    let without = ask(&identifier, &[pill(2, 3)]);
    let with = ask_typed(&identifier, &[pill(2, 3)], "QQKK33");
    assert_eq!(order(&with), order(&without));
    assert_eq!(with.typed.unwrap().finding, TypedFinding::NotListed);
    assert!(TypedImprint::new(" -- ").is_none());
}

#[test]
fn a_pill_read_upside_down_is_found() {
    let answer = ask_typed(&identifier(None), &[pill(2, 1)], "66 W");
    assert_eq!(order(&answer)[0], 2);
}

#[test]
fn a_label_is_borne_out_or_not_and_never_forced() {
    let identifier = identifier(None);
    let [warfarin, oxycodone, levothyroxine] =
        ["00001-0001-01", "00001-0002-01", "00001-0003-01"].map(id);
    let seen = evidence(&identifier, &[pill(0, 12)]);
    let right = identifier.compare(&seen, &[warfarin, oxycodone]);
    assert_eq!(right.finding, LabelFinding::Agrees);
    assert_eq!(right.products[0].product, warfarin);
    let wrong = identifier.compare(&seen, &[oxycodone, levothyroxine]);
    assert_eq!(wrong.finding, LabelFinding::Differs);
    for found in [right, wrong] {
        let listed: f32 = found.products.iter().map(|one| one.probability).sum();
        assert!((listed + found.none - 1.0).abs() < 1e-4);
    }
    // A side that a listed and an unlisted product share.
    let shared = evidence(&identifier, &[pill(3, 12)]);
    let unclear = identifier.compare(&shared, &[oxycodone]);
    assert_eq!(unclear.finding, LabelFinding::CannotTell);
    assert_eq!(
        identifier.compare(&seen, &[]).finding,
        LabelFinding::Differs
    );
}

/// A round pill whose crop shows `class`, measured on a tray.
fn measured(class: u8, nats: u8, mm: f32) -> PillView {
    PillView {
        size_mm: Some([mm, mm]),
        ..pill(class, nats)
    }
}

#[test]
fn a_measured_length_decides_between_pills_that_share_a_side() {
    let identifier = identifier(None);
    // Class 3 is a side of the 12 mm pill and of the 9 mm one.
    let unmeasured = ask(&identifier, &[pill(3, 12)]);
    assert!(unmeasured.length.is_none());
    assert!(unmeasured.candidates.iter().all(|candidate| {
        candidate
            .remarks
            .iter()
            .all(|remark| remark.channel != Channel::Size)
    }));
    for (mm, appearance, other) in [(12.1, 1, 2), (8.8, 2, 1)] {
        let answer = ask(&identifier, &[measured(3, 12, mm)]);
        assert_eq!(order(&answer)[..2], [appearance, other]);
        assert!((answer.length.unwrap().mm - mm).abs() < 1e-6);
        let against = answer.candidates[1]
            .remarks
            .iter()
            .find(|remark| remark.channel == Channel::Size)
            .unwrap();
        assert!(!against.favors);
        assert_eq!(against.seen, [format!("{mm:.1}")]);
        assert_eq!(against.listed, [if other == 1 { "12" } else { "9" }]);
    }
}

#[test]
fn a_length_that_fits_nothing_excludes_nobody() {
    let identifier = identifier(None);
    let plain = ask(&identifier, &[pill(0, 12)]);
    let odd = ask(&identifier, &[measured(0, 12, 80.0)]);
    assert_eq!(order(&plain), order(&odd));
    assert!(
        odd.candidates
            .iter()
            .all(|candidate| candidate.confidence > 0.0)
    );
    let wrong = ask(&identifier, &[measured(0, 12, 15.2)]);
    assert_eq!(
        order(&wrong)[0],
        0,
        "a clear picture outweighs a wrong length"
    );
    assert!(wrong.candidates[0].confidence < plain.candidates[0].confidence);
}
