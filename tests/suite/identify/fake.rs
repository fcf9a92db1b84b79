//! Models that say what the test wants, a catalogue of four pills, and what is asked of an identifier over them.

use std::sync::Arc;

use image::{Rgb, RgbImage};
use ndarray::{Array1, Array2, Array3, Array4};
use takeback::catalog::{Catalog, ProductId};
use takeback::hazard::Rules;
use takeback::identify::{
    Channel, ClassTable, Classifier, Embedding, EnrolledPill, Evidence, Identification, Identifier,
    ImprintReader, Look, Models, Remark, Side, TypedImprint,
};
use takeback::runtime::{
    BySides, ClassifierEntry, FusionSettings, HazardSettings, IdentifyAt, Weights,
};
use takeback::vision::{CROP_SIDE, Locator, PillView};

use crate::support::model::{self, Fake, fake};

/// Appearance 0: warfarin (P001). 1: oxycodone/acetaminophen (CII). 2: levothyroxine, bears the back
/// of 1. 3: no reference photograph.
pub const CATALOG: &str = "\
ndc11,ndc9,part,rxcui,name,ingredients,pack,form,labeler,imprint,seen_imprint,imprint_type,colors,shape,score,size_mm,has_reference_photo,appearance,source,as_of
00001-0001-01,00001-0001,1,1,Warfarin,warfarin|sodium|4|MG,no,Oral Tablet,A,4;COUMADIN,,DEBOSSED,BLUE,ROUND,2,9,yes,0,test,2020-01-01
00001-0002-01,00001-0002,1,2,Oxycodone,acetaminophen||325|MG;oxycodone|hydrochloride|5|MG,no,Oral Tablet,B,M;15,,DEBOSSED,WHITE,OVAL,1,12,yes,1,test,2020-01-01
00001-0003-01,00001-0003,1,3,Levothyroxine,levothyroxine|sodium|0.1|MG,no,Oral Tablet,C,M;99,,DEBOSSED,WHITE,ROUND,1,9,yes,2,test,2020-01-01
00001-0004-01,00001-0004,1,4,Metformin,metformin|hydrochloride|500|MG,no,Oral Tablet,D,ZX7248,,DEBOSSED,WHITE,OVAL,1,15,no,3,test,2020-01-01
";
pub const WARFARIN: &str = "00001-0001-01";
pub const METFORMIN: &str = "00001-0004-01";
pub const CLASSES: &str = "\
class_index,ndc11,part,side,look
0,00001-0001-01,1,0,0
1,00001-0001-01,1,1,0
2,00001-0002-01,1,0,1
3,00001-0002-01,1,1,1
4,00001-0003-01,1,0,2
3,00001-0003-01,1,1,2
";
pub const CLASS_COUNT: usize = 5;

/// The crop's first pixel says which class it shows (red) and how surely (green, in nats), and from 1 on of
/// which of two taught sides it is (blue).
pub fn classifier() -> Fake {
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
        let embeddings = Array2::from_shape_fn((count, 2), |(n, side)| {
            let shows = usize::from(crops[[n, 0, 0, 2]]) == side + 1;
            f32::from(u8::from(shows))
        });
        vec![
            embeddings.into_dyn(),
            scores.into_dyn(),
            Array1::zeros(count).into_dyn(),
        ]
    })
}

/// A finder that sees one line of eight characters in the middle, and a recogniser that reads `text`
/// in it from either end.
pub fn reader(text: &'static str) -> ImprintReader {
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

pub fn entry() -> ClassifierEntry {
    serde_json::from_value(serde_json::json!({
        "file": "", "sha256": "", "input_px": CROP_SIDE, "embedding": 2, "classes": CLASS_COUNT,
        "class_table": "", "class_table_sha256": "", "catalog": ""
    }))
    .unwrap()
}

const AT: BySides = BySides {
    one_side: 0.6,
    two_sides: 0.8,
};
const IDENTIFY_AT: IdentifyAt = IdentifyAt {
    bare: AT,
    measured: AT,
};

pub fn fusion() -> FusionSettings {
    FusionSettings {
        without_imprint: Weights {
            picture: 1.0,
            imprint: 0.0,
            color: 0.0,
            shape: 0.0,
            size: 1.0,
            identify_at: IDENTIFY_AT,
        },
        with_imprint: Weights {
            picture: 1.0,
            imprint: 1.0,
            color: 0.0,
            shape: 0.0,
            size: 1.0,
            identify_at: IDENTIFY_AT,
        },
        no_reference: BySides {
            one_side: -6.0,
            two_sides: -12.0,
        },
        unexplained: 7.0,
        odd_side: -7.0,
        odd_picture: -6.5,
        hazard: HazardSettings {
            bias: 0.0,
            mass: 1.0,
            head: 0.0,
            threshold: 0.1,
            threshold_measured: 0.1,
        },
        fitted: serde_json::Value::Null,
    }
}

pub fn identifier(reader: Option<ImprintReader>) -> Identifier {
    weighing(reader, fusion())
}

/// The same with other weights and bounds.
pub fn weighing(reader: Option<ImprintReader>, fusion: FusionSettings) -> Identifier {
    let catalog = Arc::new(Catalog::from_csv(CATALOG.as_bytes()).unwrap());
    let nothing = fake(&[&[None, Some(3), Some(96), Some(96)]], |_| {
        vec![Array4::zeros((1, 3, 96, 96)).into_dyn()]
    });
    let models = Models {
        classifier: Classifier::new(Arc::new(classifier()), &entry()).unwrap(),
        classes: ClassTable::parse(CLASSES.as_bytes(), CLASS_COUNT).unwrap(),
        locator: Locator::new(Arc::new(nothing)),
        reader,
        fusion,
        engine: "none".to_owned(),
    };
    Identifier::assemble(models, catalog, Arc::new(Rules::builtin().unwrap()))
}

/// A round pill whose crop shows `class` as surely as `nats`.
pub fn pill(class: u8, nats: u8) -> PillView {
    PillView {
        crop: RgbImage::from_pixel(CROP_SIDE, CROP_SIDE, Rgb([class, nats, 0])),
        ..model::pill()
    }
}

/// A pill that shows none of the classes, but this taught side: 0 or 1.
pub fn taught_side(side: u8) -> PillView {
    PillView {
        crop: RgbImage::from_pixel(CROP_SIDE, CROP_SIDE, Rgb([0, 0, side + 1])),
        ..model::pill()
    }
}

/// The product taught by these sides in one act.
pub fn taught(ndc: &str, sides: &[usize]) -> EnrolledPill {
    let embedding = |side: &usize| {
        let mut embedding = vec![0.0; 2];
        embedding[*side] = 1.0;
        let look = Look {
            embedding,
            scores: Vec::new(),
            hazard_logit: 0.0,
        };
        Embedding::of(&look).unwrap()
    };
    EnrolledPill {
        product: id(ndc),
        sides: sides.iter().map(embedding).collect(),
    }
}

pub fn ask(identifier: &Identifier, pills: &[PillView]) -> Identification {
    identifier.decide(&evidence(identifier, pills))
}

pub fn evidence(identifier: &Identifier, pills: &[PillView]) -> Evidence {
    let photo = model::photo();
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
pub fn ask_typed(identifier: &Identifier, pills: &[PillView], text: &str) -> Identification {
    let typed = TypedImprint::new(text).unwrap();
    identifier.decide(&identifier.typed(&evidence(identifier, pills), &typed))
}

pub fn id(ndc: &str) -> ProductId {
    ProductId {
        ndc11: ndc.parse().unwrap(),
        part: 1,
    }
}

pub fn order(answer: &Identification) -> Vec<u32> {
    answer
        .candidates
        .iter()
        .map(|candidate| candidate.appearance.0)
        .collect()
}

/// What the imprint says of the first candidate.
pub fn of_imprint(answer: &Identification) -> &Remark {
    let mut remarks = answer.candidates[0].remarks.iter();
    remarks
        .find(|remark| remark.channel == Channel::Imprint)
        .unwrap()
}
