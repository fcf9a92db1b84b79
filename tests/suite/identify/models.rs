//! Models and tables of the wrong form.

use std::sync::Arc;

use takeback::identify::{ClassTable, Classifier, ImprintReader};
use takeback::runtime::ClassifierEntry;

use super::fake::{CLASSES, classifier, entry};
use crate::support::model::fake;

#[test]
fn models_of_the_wrong_form_are_refused_in_words() {
    let narrow = fake(&[&[None, Some(2)], &[None, Some(4)], &[None]], |_| {
        Vec::new()
    });
    let refused = Classifier::new(Arc::new(narrow), &entry()).err().unwrap();
    assert!(refused.to_string().contains("manifest"), "{refused}");
    let coarse = ClassifierEntry {
        input_px: 128,
        ..entry()
    };
    let refused = Classifier::new(Arc::new(classifier()), &coarse);
    let refused = refused.err().unwrap();
    assert!(refused.to_string().contains("128 pixels"), "{refused}");
    let mapless = ImprintReader::new(Arc::new(classifier()), Arc::new(classifier()))
        .err()
        .unwrap();
    assert!(mapless.to_string().contains("[N, 4, H, W]"), "{mapless}");
}
#[test]
fn a_class_table_with_a_class_too_many_is_refused_with_its_row() {
    let refused = ClassTable::parse(CLASSES.as_bytes(), 4).err().unwrap();
    assert!(refused.to_string().contains("row 6"), "{refused}");
}
