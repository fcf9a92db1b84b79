//! Pills followed from one look at the tray to the next.

use std::sync::Arc;

use image::{GrayImage, Rgb, RgbImage};
use takeback::tray::{Change, Face, Follower, Placed, Sighting, untouched};
use takeback::vision::{Bounds, Flaw, Mask, MeasuredColor, PillView, ShapeEstimate};

/// A pill drawn as a disk: which drug, which side, where.
#[derive(Clone, Copy)]
struct Lying {
    drug: usize,
    side: usize,
    at: [f32; 2],
    touching: bool,
}

const RADIUS: f32 = 30.0;
/// More than the odds that a moved pill must reach.
const DRUGS: usize = 16;

fn pill(drug: usize, side: usize, x: f32, y: f32) -> Lying {
    Lying {
        drug,
        side,
        at: [x, y],
        touching: false,
    }
}

fn picture(pills: &[Lying]) -> RgbImage {
    RgbImage::from_fn(640, 480, |x, y| {
        let inside = pills
            .iter()
            .find(|pill| (x as f32 - pill.at[0]).hypot(y as f32 - pill.at[1]) < RADIUS);
        match inside {
            Some(pill) => Rgb([200, 180, (40 * pill.drug) as u8]),
            None => Rgb([60, 64, 70]),
        }
    })
}

fn view(pill: Lying) -> Arc<PillView> {
    let [x, y] = pill.at;
    let side = 2 * RADIUS as u32;
    Arc::new(PillView {
        bounds: Bounds {
            x: (x - RADIUS) as u32,
            y: (y - RADIUS) as u32,
            width: side,
            height: side,
        },
        mask: Mask {
            origin: [x - RADIUS, y - RADIUS],
            cell: [1.0; 2],
            cells: GrayImage::new(side, side),
        },
        outline: Vec::new(),
        center: pill.at,
        angle_deg: 0.0,
        long_px: 2.0 * RADIUS,
        short_px: 2.0 * RADIUS,
        size_mm: None,
        touching: pill.touching,
        crop: RgbImage::new(0, 0),
        colors: vec![MeasuredColor {
            name: "WHITE",
            lab: [80.0, 0.0, 20.0 * pill.drug as f32],
            share: 1.0,
        }],
        shape: ShapeEstimate::default(),
        flaws: Vec::new(),
    })
}

fn face(pill: Lying) -> Face {
    let mut embedding = vec![0.0; 2 * DRUGS];
    embedding[2 * pill.drug + pill.side] = 1.0;
    let mut likely = vec![0.0; DRUGS];
    likely[pill.drug] = 1.0;
    Face {
        view: view(pill),
        embedding,
        likely,
    }
}

fn flawed(pill: Lying, flaw: Flaw) -> Face {
    let face = face(pill);
    let mut view = (*face.view).clone();
    view.flaws = vec![flaw];
    Face {
        view: Arc::new(view),
        ..face
    }
}

/// A tray and its follower.
#[derive(Default)]
struct Tray(Follower);

impl Tray {
    /// What became of each pill, in the order given, and which are missing.
    fn look(&mut self, pills: &[Lying]) -> (Vec<(u32, Change)>, Vec<u32>) {
        self.look_turning(pills, None)
    }

    fn look_turning(
        &mut self,
        pills: &[Lying],
        turns: Option<u32>,
    ) -> (Vec<(u32, Change)>, Vec<u32>) {
        let picture = picture(pills);
        let views: Vec<_> = pills.iter().map(|&pill| view(pill)).collect();
        let sightings: Vec<_> = untouched(&self.0.still(&picture), &views)
            .into_iter()
            .zip(pills)
            .zip(views)
            .map(|((number, &pill), view)| match number {
                Some(number) => Sighting::Still { number, view },
                None => Sighting::Changed(face(pill)),
            })
            .collect();
        let placed = self.0.take_in(&picture, &sightings, turns);
        let became = placed
            .into_iter()
            .map(|Placed { number, change }| (number, change));
        (became.collect(), self.0.missing())
    }
}

use Change::{Freed, Known, New, Shifted, Turned};

#[test]
fn numbers_stay_when_others_are_added_and_taken_away() {
    let (a, b, c) = (
        pill(1, 0, 100.0, 100.0),
        pill(2, 0, 300.0, 100.0),
        pill(3, 0, 500.0, 100.0),
    );
    let mut tray = Tray::default();
    assert_eq!(tray.look(&[a]).0, [(1, New)]);
    assert_eq!(tray.look(&[b, a]).0, [(2, New), (1, Known)]);
    assert_eq!(tray.look(&[c, a, b]).0, [(3, New), (1, Known), (2, Known)]);
    let (became, missing) = tray.look(&[b, c]);
    assert_eq!(became, [(2, Known), (3, Known)]);
    assert_eq!(missing, [1], "it went without a record");
    assert_eq!(
        tray.look(&[b, c, a]),
        (vec![(2, Known), (3, Known), (1, Known)], vec![])
    );
}

#[test]
fn a_pill_that_is_pushed_aside_keeps_its_number() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0)]);
    let (became, _) = tray.look(&[pill(2, 0, 310.0, 112.0), pill(1, 0, 420.0, 300.0)]);
    assert_eq!(became, [(2, Known), (1, Known)]);
}

#[test]
fn a_pill_that_is_turned_over_is_the_same_one() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0)]);
    let (became, missing) = tray.look(&[pill(1, 1, 108.0, 95.0), pill(2, 0, 300.0, 100.0)]);
    assert_eq!(became, [(1, Turned), (2, Known)]);
    assert!(missing.is_empty());
    let (became, _) = tray.look(&[pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0)]);
    assert_eq!(became, [(1, Known), (2, Known)], "both sides are known now");
}

#[test]
fn taken_up_turned_and_laid_down_elsewhere_it_is_the_same_one() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0)]);
    assert_eq!(tray.look(&[pill(2, 0, 300.0, 100.0)]).1, [1]);
    let (became, missing) = tray.look(&[pill(2, 0, 300.0, 100.0), pill(1, 1, 500.0, 300.0)]);
    assert_eq!(became, [(2, Known), (1, Turned)]);
    assert!(missing.is_empty());
}

#[test]
fn another_pill_at_the_same_place_is_another_pill() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0)]);
    let (became, missing) = tray.look(&[pill(2, 0, 100.0, 100.0)]);
    assert_eq!(became, [(2, New)]);
    assert_eq!(missing, [1]);
}

#[test]
fn of_two_that_changed_none_is_guessed_to_be_turned() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0)]);
    let (became, missing) = tray.look(&[pill(1, 1, 500.0, 300.0), pill(2, 1, 200.0, 400.0)]);
    assert_eq!(became, [(3, New), (4, New)]);
    assert_eq!(missing, [1, 2]);
}

#[test]
fn what_a_person_turns_over_is_turned_whatever_it_looks_like() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0)]);
    let (became, _) = tray.look_turning(&[pill(5, 1, 100.0, 100.0)], Some(1));
    assert_eq!(became, [(1, Turned)]);
    assert_eq!(tray.0.split(1), Some(2), "and it can be taken back");
    assert_eq!(tray.0.missing(), [1]);
    assert_eq!(tray.0.split(1), None);
    assert_eq!(tray.look(&[pill(5, 1, 100.0, 100.0)]).0, [(2, Known)]);
}

#[test]
fn a_pill_whose_sides_were_both_seen_is_not_turned_into_a_third() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0)]);
    let turned = [pill(2, 1, 100.0, 100.0)];
    assert_eq!(tray.look_turning(&turned, Some(1)).0, [(1, Turned)]);
    let (became, missing) = tray.look_turning(&[pill(5, 1, 100.0, 100.0)], Some(1));
    assert_eq!((became, missing), (vec![(2, New)], vec![1]));
}

#[test]
fn a_recorded_pill_goes_for_good_and_its_twin_is_a_new_one() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0)]);
    tray.0.set_recorded(&[1]);
    assert_eq!(
        tray.look(&[pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0)])
            .0,
        [(1, Known), (2, Known)]
    );
    let (became, missing) = tray.look(&[pill(1, 0, 420.0, 300.0), pill(2, 0, 300.0, 100.0)]);
    assert_eq!(
        became,
        [(3, New), (2, Known)],
        "a twin elsewhere is not the recorded one"
    );
    assert!(missing.is_empty());
}

#[test]
fn a_twin_laid_about_where_a_recorded_pill_lay_does_not_pass_for_it_without_a_word() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0)]);
    tray.0.set_recorded(&[1]);
    let aside = [pill(1, 0, 118.0, 100.0), pill(2, 0, 318.0, 100.0)];
    assert_eq!(tray.look(&aside).0, [(1, Shifted), (2, Known)]);
    assert_eq!(tray.look(&aside).0, [(1, Known), (2, Known)]);
}

#[test]
fn unwatched_a_twin_laid_where_a_recorded_pill_lay_does_not_pass_for_it_without_a_word() {
    for (unwatched, change) in [(false, Known), (true, Shifted)] {
        let mut tray = Tray::default();
        tray.0.set_unwatched(unwatched);
        tray.look(&[pill(1, 0, 100.0, 100.0)]);
        tray.0.set_recorded(&[1]);
        assert_eq!(tray.look(&[pill(1, 0, 100.0, 100.0)]).0, [(1, Known)]);
        assert_eq!(tray.look(&[pill(1, 0, 104.0, 100.0)]).0, [(1, change)]);
    }
}

#[test]
fn of_two_alike_that_lie_close_together_each_keeps_its_number() {
    let mut tray = Tray::default();
    let aside = |by: f32| [pill(1, 0, 100.0, 100.0 + by), pill(1, 0, 100.0, 130.0 + by)];
    let [_, first] = aside(0.0);
    tray.look(&[first]);
    // Laid down above the other, which shows differently beside it.
    assert_eq!(tray.look(&aside(0.0)).0, [(2, New), (1, Known)]);
    tray.0.set_recorded(&[1]);
    let (became, missing) = tray.look(&aside(12.0));
    assert_eq!(became, [(2, Known), (1, Shifted)]);
    assert!(missing.is_empty());
}

#[test]
fn an_empty_tray_counts_from_one_again() {
    let mut tray = Tray::default();
    tray.look(&[pill(1, 0, 100.0, 100.0)]);
    tray.0.set_recorded(&[1]);
    assert_eq!(tray.look(&[]), (vec![], vec![]));
    assert_eq!(tray.look(&[pill(2, 0, 100.0, 100.0)]).0, [(1, New)]);
    assert_eq!(tray.look(&[]).1, [1]);
    tray.0.forget(1);
    assert!(tray.0.missing().is_empty());
}

#[test]
fn a_pill_that_is_let_go_while_it_is_laid_down_again_is_found_as_another() {
    let mut tray = Tray::default();
    let (one, two) = (pill(1, 0, 100.0, 100.0), pill(2, 0, 300.0, 100.0));
    tray.look(&[one, two]);
    assert_eq!(tray.look(&[one]).1, [2]);
    assert_eq!(tray.look(&[one, two]).0, [(1, Known), (2, Known)]);
    tray.0.forget(2);
    assert_eq!(tray.look(&[one, two]).0, [(1, Known), (3, New)]);
}

#[test]
fn touching_pills_are_looked_at_anew_when_they_lie_apart() {
    let touching = |pill: Lying| Lying {
        touching: true,
        ..pill
    };
    let (a, b) = (pill(1, 0, 100.0, 100.0), pill(2, 0, 160.0, 100.0));
    let mut tray = Tray::default();
    assert_eq!(
        tray.look(&[touching(a), touching(b)]).0,
        [(1, New), (2, New)]
    );
    let (became, missing) = tray.look(&[a, pill(2, 0, 260.0, 100.0)]);
    assert_eq!(became, [(1, Freed), (2, Freed)]);
    assert!(missing.is_empty());
    tray.look(&[touching(a), touching(pill(2, 0, 160.0, 100.0))]);
    let (became, _) = tray.look(&[a, pill(2, 0, 260.0, 100.0)]);
    assert_eq!(
        became,
        [(1, Known), (2, Known)],
        "their own looks were known before"
    );
}

#[test]
fn a_cloud_before_the_window_moves_no_pill() {
    let mut tray = Tray::default();
    let pills = [pill(1, 0, 100.0, 100.0)];
    tray.look(&pills);
    let mut darker = picture(&pills);
    for pixel in darker.pixels_mut() {
        pixel.0 = pixel.0.map(|level| level - 12);
    }
    let views = vec![view(pills[0])];
    assert_eq!(untouched(&tray.0.still(&darker), &views), [Some(1)]);
    let moved = picture(&[pill(1, 0, 104.0, 100.0)]);
    assert_eq!(untouched(&tray.0.still(&moved), &views), [None]);
}

#[test]
fn a_pill_that_showed_badly_is_looked_at_anew_when_it_shows_well() {
    let mut tray = Tray::default();
    // Blurred, the classifier takes it for something else.
    let (badly, well) = (pill(5, 0, 100.0, 100.0), pill(1, 0, 103.0, 100.0));
    let seen = [Sighting::Changed(flawed(badly, Flaw::Blurred))];
    tray.0.take_in(&picture(&[badly]), &seen, None);
    assert_eq!(tray.look(&[well]), (vec![(1, Freed)], vec![]));
}

impl Tray {
    /// A look at the one pill that lies there, which the border cuts.
    fn look_cut(&mut self, cut: Lying, turns: Option<u32>) -> (u32, Change) {
        let seen = [Sighting::Changed(flawed(cut, Flaw::CutOff))];
        let placed = self.0.take_in(&picture(&[cut]), &seen, turns);
        (placed[0].number, placed[0].change)
    }
}

#[test]
fn a_pill_that_the_border_cut_is_looked_at_anew_wherever_it_is_drawn_to() {
    let mut tray = Tray::default();
    tray.look_cut(pill(1, 0, 30.0, 100.0), None);
    let drawn_in = pill(1, 0, 300.0, 100.0);
    assert_eq!(tray.look(&[drawn_in]), (vec![(1, Freed)], vec![]));
    assert_eq!(tray.look(&[pill(1, 0, 500.0, 100.0)]).0, [(1, Known)]);
}

#[test]
fn of_a_pill_turned_over_the_side_that_the_border_cut_is_not_kept() {
    let mut tray = Tray::default();
    tray.look_cut(pill(1, 0, 30.0, 100.0), None);
    let (back, front) = (pill(1, 1, 300.0, 100.0), pill(1, 0, 308.0, 95.0));
    assert_eq!(tray.look(&[back]).0, [(1, Freed)]);
    assert_eq!(tray.look(&[front]).0, [(1, Turned)]);
}

#[test]
fn a_second_side_that_the_border_cut_is_taken_again_once_it_is_whole() {
    // Where it lies, and elsewhere.
    for to in [50.0, 300.0] {
        let mut tray = Tray::default();
        tray.look(&[pill(1, 0, 30.0, 100.0)]);
        let cut = tray.look_cut(pill(1, 1, 30.0, 100.0), Some(1));
        assert_eq!(cut, (1, Turned));
        let whole = pill(1, 1, to, 100.0);
        assert_eq!(tray.look(&[whole]), (vec![(1, Turned)], vec![]), "{to}");
        let aside = pill(1, 1, to + 20.0, 100.0);
        assert_eq!(tray.look(&[aside]).0, [(1, Known)], "it is whole now");
    }
}
