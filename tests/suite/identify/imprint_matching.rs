//! What was read on a pill against listed imprints.

use takeback::catalog::Catalog;
use takeback::identify::{Matcher, Reading};

const HEADER: &str = "ndc11,ndc9,part,rxcui,name,ingredients,pack,form,labeler,imprint,seen_imprint,imprint_type,\
                      colors,shape,score,size_mm,has_reference_photo,appearance,source,as_of\n";

/// One product an imprint, with appearance numbers from 0; `listed/seen` where its photograph shows another.
fn matcher(imprints: &[&str]) -> Matcher {
    let row = |(number, imprint): (usize, &&str)| {
        let (imprint, seen) = imprint.split_once('/').unwrap_or((imprint, ""));
        format!(
            "00001-{number:04}-01,00001-{number:04},1,,Pill,x||1|MG,no,,Maker,{imprint},{seen},DEBOSSED,WHITE,ROUND,1,8,yes,{number},test,2020-01-01\n"
        )
    };
    let rows: String = imprints.iter().enumerate().map(row).collect();
    Matcher::new(&Catalog::from_csv(format!("{HEADER}{rows}").as_bytes()).unwrap())
}

/// The catalogue's size matters for how common each glyph is, not for the order of fits.
fn filler() -> Vec<&'static str> {
    vec![
        "93;7248",
        "M;15",
        "TEVA;5728",
        "WATSON;349",
        "6",
        "DAN;5513",
        "",
        "IP;203",
        "L484",
        "93;311;93;311",
    ]
}

fn line(text: &str, turn: u16, place: f32) -> Reading {
    let glyph = |c: char| {
        let index = if c.is_ascii_digit() {
            26 + c as usize - '0' as usize
        } else {
            c as usize - 'A' as usize
        };
        let mut seen = [0.0; 36];
        seen[index] = 0.95;
        seen
    };
    Reading {
        glyphs: text.chars().map(glyph).collect(),
        turn,
        place: [0.0, place],
        height: 10.0,
    }
}

fn best(imprints: &[&str], sides: &[Vec<Reading>]) -> (usize, Vec<f32>) {
    let nats: Vec<f32> = matcher(imprints)
        .fits(sides)
        .values()
        .iter()
        .map(|fit| fit.nats)
        .collect();
    let best = (0..nats.len())
        .max_by(|&a, &b| nats[a].total_cmp(&nats[b]))
        .unwrap();
    (best, nats)
}

#[test]
fn each_imprint_is_found_by_its_own_text() {
    let all = filler();
    for (number, imprint) in all
        .iter()
        .enumerate()
        .filter(|(_, imprint)| !imprint.is_empty())
    {
        let lines = imprint
            .split(';')
            .enumerate()
            .map(|(n, token)| line(token, 0, 30.0 * n as f32));
        assert_eq!(best(&all, &[lines.collect()]).0, number, "{imprint}");
    }
}

#[test]
fn order_and_spacing_do_not_count_and_one_side_is_enough_when_it_is_rare() {
    let all = filler();
    for reading in ["7248", "937248", "724893"] {
        assert_eq!(
            best(&all, &[vec![line(reading, 90, 0.0)]]).0,
            0,
            "{reading}"
        );
    }
}

#[test]
fn look_alike_glyphs_cost_little_and_other_glyphs_much() {
    let (found, nats) = best(&["S5BO", "X7KP"], &[vec![line("558O", 0, 0.0)]]);
    assert_eq!(found, 0);
    let fit = |text: &str| {
        matcher(&["S5BO"])
            .fits(&[vec![line(text, 0, 0.0)]])
            .values()[0]
            .nats
    };
    assert!(
        fit("S5BO") > fit("558O") && fit("558O") > fit("WXBO"),
        "{nats:?}"
    );
}

#[test]
fn a_missing_or_an_added_character_does_not_hide_the_pill() {
    for reading in ["TEV", "EVA", "TEVAI", "5728I", "572"] {
        assert_eq!(
            best(&filler(), &[vec![line(reading, 0, 0.0)]]).0,
            2,
            "{reading}"
        );
    }
}

#[test]
fn rare_imprints_say_more_than_shared_ones() {
    let mut all = vec!["93;1111", "93;2222", "93;3333"];
    all.extend(filler());
    let (_, shared) = best(&all, &[vec![line("93", 0, 0.0)]]);
    assert!((shared[0] - shared[1]).abs() < 1e-4 && (shared[1] - shared[2]).abs() < 1e-4);
    let (found, nats) = best(&all, &[vec![line("2222", 0, 0.0)]]);
    assert_eq!(found, 1);
    assert!(nats[1] > shared[1] + 3.0, "{} {}", nats[1], shared[1]);
}

#[test]
fn a_line_that_the_imprint_does_not_say_is_left_unexplained() {
    let matcher = matcher(&filler());
    let unexplained = |texts: [&str; 2]| -> Vec<f32> {
        let sides = texts.map(|text| vec![line(text, 0, 0.0)]);
        let fits = matcher.fits(&sides);
        fits.values().iter().map(|fit| fit.unexplained).collect()
    };
    let teva = unexplained(["TEVA", "5728"]);
    assert!(teva[2] < 1.0, "{teva:?}");
    assert!(teva[0] > 8.0, "{teva:?}");
    assert!(teva[6] > 8.0, "the pill without an imprint: {teva:?}");
    let one_strange = unexplained(["TEVA", "XQJK"]);
    assert!(one_strange[2] > 8.0, "{one_strange:?}");
    let one_misread = unexplained(["TEVA", "5729"]);
    assert!(
        one_misread[2] > 1.0 && one_misread[2] < one_strange[2],
        "{one_misread:?}"
    );
}

#[test]
fn one_side_is_no_excuse_for_what_the_other_says() {
    let matcher = matcher(&filler());
    let unexplained = |sides: &[Vec<Reading>]| matcher.fits(sides).values()[2].unexplained;
    let side = |text| vec![line(text, 0, 0.0)];
    let both = [side("TEVA"), side("5728")];
    assert!(unexplained(&both) < 1.0);
    let of_another = [
        vec![line("TEVA", 0, 0.0), line("5728", 0, 20.0)],
        side("WATSON"),
    ];
    assert!(unexplained(&of_another) > 8.0);
    let on_one_side = [vec![
        line("TEVA", 0, 0.0),
        line("5728", 0, 20.0),
        line("W", 0, 40.0),
    ]];
    assert!(
        unexplained(&on_one_side) < 1.0,
        "a mark beside what it says"
    );
}

#[test]
fn lines_of_different_turns_never_add_up() {
    let together = best(
        &filler(),
        &[vec![line("WATSON", 0, 0.0), line("349", 0, 30.0)]],
    )
    .1[3];
    let apart = best(
        &filler(),
        &[vec![line("WATSON", 0, 0.0), line("349", 90, 30.0)]],
    )
    .1[3];
    assert!(together > apart + 3.0, "{together} {apart}");
}

#[test]
fn the_same_line_read_twice_counts_once() {
    let once = best(&filler(), &[vec![line("93", 0, 0.0), line("311", 0, 30.0)]]).1;
    let twice = vec![
        line("93", 0, 0.0),
        line("93", 0, 2.0),
        line("311", 0, 30.0),
        line("311", 0, 31.0),
    ];
    assert_eq!(best(&filler(), &[twice]).1, once);
}

#[test]
fn two_sides_tell_more_than_one_and_a_side_with_nothing_on_it_hurts_little() {
    let both = best(
        &filler(),
        &[vec![line("M", 0, 0.0)], vec![line("15", 0, 0.0)]],
    );
    assert_eq!(both.0, 1);
    let one = best(&filler(), &[vec![line("M", 0, 0.0)]]).1;
    assert!(both.1[1] > one[1] + 2.0, "{} {}", both.1[1], one[1]);
    let blank = best(&filler(), &[vec![line("349", 0, 0.0)], vec![]]);
    assert_eq!(blank.0, 3);
}

#[test]
fn nothing_read_favors_the_blank_pill_only_mildly() {
    let (found, nats) = best(&filler(), &[vec![]]);
    assert_eq!(found, 6);
    assert!(nats.iter().all(|nats| *nats > -3.0), "{nats:?}");
}

#[test]
fn a_piece_that_stands_there_more_often_than_a_byte_counts_is_matched_as_any_other() {
    let often = ["QX"; 300].join(";");
    let mut all: Vec<&str> = filler();
    all.push(&often);
    let read = [vec![line("QX", 0, 0.0)]];
    assert_eq!(best(&all, &read).0, all.len() - 1);
}

#[test]
fn what_the_reference_photograph_shows_counts_beside_what_is_listed() {
    let mut imprints = filler();
    let listed = imprints.len() - 1;
    imprints.push("TEVA;3107");
    let read = [vec![line("TEVA", 0, 0.0), line("0311", 0, 20.0)]];
    let (without, _) = best(&imprints, &read);
    assert_ne!(without, listed);
    imprints[listed] = "93;311;93;311/TEVA;0311";
    assert_eq!(best(&imprints, &read).0, listed);
    let (older, _) = best(&imprints, &[vec![line("93", 0, 0.0), line("311", 0, 20.0)]]);
    assert_eq!(older, listed);
}
