//! Colors and shapes of drawn pills: named as drawn, weighed softly; and whether they are lit and seen whole.

use crate::support::drawn::{GROUND, Pill, WHITE, find, find_on, photo_of, pill};
use image::Rgb;
use takeback::vision::{
    Flaw, PhotoMeasures, PillMeasures, PillView, color_log_likelihood, shape_log_likelihood,
};

#[test]
fn discs_and_capsules_are_told_by_their_outline() {
    for (drawn, name, other) in [
        (pill([320.0, 240.0], 150.0, 150.0, 0.0), "ROUND", "TRIANGLE"),
        (pill([320.0, 240.0], 210.0, 68.0, 25.0), "CAPSULE", "ROUND"),
    ] {
        let view = &find(&photo_of(640, 480, GROUND, &[drawn]))[0];
        assert_eq!(view.shape.name, Some(name));
        let [right, wrong] = [name, other].map(|shape| shape_log_likelihood(view, shape));
        assert!(right > 0.2 && wrong < -2.0, "{name}: {right} {wrong}");
        assert!((shape_log_likelihood(view, &name.to_lowercase()) - right).abs() < 1e-6);
        assert!(shape_log_likelihood(view, "NOT A SHAPE") == 0.0);
        assert!(shape_log_likelihood(view, "PENTAGON (5 sided)").is_finite());
    }
}

/// A photograph's color under warm or cold light: gains of linear light.
fn lit(color: [u8; 3], gains: [f32; 3]) -> [u8; 3] {
    let mut lit = color;
    for (value, gain) in lit.iter_mut().zip(gains) {
        let light = (f32::from(*value) / 255.0).powf(2.2) * gain;
        *value = (light.powf(1.0 / 2.2) * 255.0).clamp(0.0, 255.0) as u8;
    }
    lit
}

fn names(colors: &[&str]) -> Vec<String> {
    colors.iter().map(ToString::to_string).collect()
}

#[test]
fn colors_are_named_and_weighed_softly() {
    for (color, name, unlike) in [
        ([205, 205, 200], "WHITE", "RED"),
        ([215, 190, 70], "YELLOW", "BLUE"),
        ([60, 110, 180], "BLUE", "ORANGE"),
        ([180, 45, 45], "RED", "GREEN"),
    ] {
        let drawn = Pill {
            colors: [color; 2],
            ..pill([320.0, 240.0], 180.0, 90.0, 30.0)
        };
        let ground = Rgb([30, 30, 30]);
        let view = &find_on(ground, &photo_of(640, 480, ground, &[drawn]))[0];
        assert_eq!(
            view.colors.iter().map(|c| c.name).collect::<Vec<_>>(),
            [name]
        );
        let like = color_log_likelihood(view, &names(&[name]));
        let against = color_log_likelihood(view, &names(&[unlike]));
        assert!(
            like > 0.2 && (-6.0..-1.0).contains(&against),
            "{name}: {like} {against}"
        );
        assert!(color_log_likelihood(view, &names(&[unlike, name])) >= like);
        assert!(color_log_likelihood(view, &[]) == 0.0);
        assert!(color_log_likelihood(view, &names(&["PLAID"])) == 0.0);
    }
}

#[test]
fn the_ends_of_a_two_tone_capsule_are_two_colors() {
    for degrees in [0.0, 70.0] {
        let drawn = Pill {
            colors: [[60, 110, 180], WHITE],
            ..pill([320.0, 240.0], 200.0, 80.0, degrees)
        };
        let view = &find(&photo_of(640, 480, GROUND, &[drawn]))[0];
        let mut found: Vec<_> = view.colors.iter().map(|c| c.name).collect();
        found.sort_unstable();
        assert_eq!(found, ["BLUE", "WHITE"], "{degrees}");
        assert!(view.colors.iter().all(|c| (c.share - 0.5).abs() < 0.1));
        let both = color_log_likelihood(view, &names(&["BLUE", "WHITE"]));
        let one = color_log_likelihood(view, &names(&["WHITE"]));
        assert!(both > one + 0.5, "{both} {one}");
    }
}

#[test]
fn warm_light_on_a_grey_ground_is_taken_off() {
    let warm = [1.25, 1.0, 0.7];
    let color = lit([215, 215, 210], warm);
    let yellowness = |ground: Rgb<u8>| {
        let drawn = Pill {
            colors: [color; 2],
            ..pill([320.0, 240.0], 150.0, 150.0, 0.0)
        };
        let view = &find_on(ground, &photo_of(640, 480, ground, &[drawn]))[0];
        view.colors[0].lab[2]
    };
    let on_grey = yellowness(Rgb(lit(GROUND.0, warm)));
    // Black padding and a ground with a color of its own say nothing about the light.
    let uncorrected = yellowness(Rgb([0, 0, 0]));
    assert!(on_grey < 0.5 * uncorrected, "{on_grey} of {uncorrected}");
    assert!((yellowness(Rgb([150, 20, 90])) - uncorrected).abs() < 0.5);
}

#[test]
fn a_small_pill_in_good_light_on_a_black_tray_is_not_too_dark() {
    let black = Rgb([12; 3]);
    let is_dark = |color| {
        let drawn = Pill {
            colors: [color; 2],
            ..pill([300.0, 200.0], 44.0, 44.0, 0.0)
        };
        let photo = photo_of(640, 480, black, &[drawn]);
        let views = find_on(black, &photo);
        assert_eq!(views.len(), 1);
        let flaws = PhotoMeasures::of(&photo, &views).flaws();
        flaws.contains(&Flaw::TooDark)
    };
    assert!(!is_dark(WHITE));
    assert!(is_dark([20, 0, 160]), "a pill that can hardly be seen");
    let empty = PhotoMeasures::of::<PillView>(&photo_of(640, 480, black, &[]), &[]);
    assert!(empty.flaws().contains(&Flaw::TooDark));
}

#[test]
fn a_pill_that_the_border_cuts_is_told_and_one_that_lies_there_whole_is_not() {
    let flaws = |drawn| {
        let photo = photo_of(640, 480, GROUND, &[drawn]);
        let views = find(&photo);
        assert_eq!(views.len(), 1);
        PillMeasures::of(&photo, &views[0]).flaws()
    };
    let round = |x, y| pill([x, y], 90.0, 90.0, 0.0);
    let cut = [
        round(4.0, 240.0),
        round(630.0, 200.0),
        round(320.0, 20.0),
        pill([300.0, 478.0], 180.0, 72.0, 0.0),
        pill([10.0, 240.0], 180.0, 72.0, 0.0),
    ];
    for drawn in cut {
        let flaws = flaws(drawn);
        let center = drawn.center;
        assert!(flaws.contains(&Flaw::CutOff), "{center:?}: {flaws:?}");
    }
    for whole in [round(46.0, 240.0), round(320.0, 432.0), round(320.0, 240.0)] {
        assert!(!flaws(whole).contains(&Flaw::CutOff), "{:?}", whole.center);
    }
}
