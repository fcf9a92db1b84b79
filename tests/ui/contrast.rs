//! Text at 4.5:1, controls and focus at 3:1, in every theme (WCAG 2.2, 1.4.3 and 1.4.11).

use takeback::ui::theme::{DARK, HIGH_CONTRAST, LIGHT, contrast};

#[test]
fn every_pair_in_use_can_be_read() {
    for (theme, p) in [
        ("light", LIGHT),
        ("dark", DARK),
        ("high-contrast", HIGH_CONTRAST),
    ] {
        let text = [
            ("text on background", p.text, p.background),
            ("text on surface", p.text, p.surface),
            ("text on hovered", p.text, p.hovered),
            ("text on selected", p.text, p.selected),
            ("soft on background", p.soft, p.background),
            ("soft on surface", p.soft, p.surface),
            ("soft on hovered", p.soft, p.hovered),
            ("soft on selected", p.soft, p.selected),
            ("on primary", p.on_primary, p.primary),
            ("hazardous", p.hazardous.words, p.hazardous.ground),
            ("unknown", p.unknown.words, p.unknown.ground),
            ("neutral", p.neutral.words, p.neutral.ground),
            ("schedule", p.schedule.words, p.schedule.ground),
            ("warning on background", p.unknown.line, p.background),
            ("warning on surface", p.unknown.line, p.surface),
            ("number on a photograph", p.mark, p.mark_shadow),
            (
                "number of a pill that touches",
                p.mark_touching,
                p.mark_shadow,
            ),
        ];
        let marks = [
            ("outline on background", p.outline, p.background),
            ("outline on surface", p.outline, p.surface),
            ("primary on background", p.primary, p.background),
            ("primary on surface", p.primary, p.surface),
            ("primary on selected", p.primary, p.selected),
            ("focus on background", p.focus, p.background),
            ("focus on surface", p.focus, p.surface),
            ("hazard sign", p.hazardous.line, p.hazardous.ground),
            ("hazard sign in a row", p.hazardous.line, p.surface),
            ("unknown sign", p.unknown.line, p.unknown.ground),
            ("neutral sign", p.neutral.line, p.neutral.ground),
            ("schedule sign", p.schedule.line, p.schedule.ground),
        ];
        for (pairs, least) in [(text.as_slice(), 4.5), (marks.as_slice(), 3.0)] {
            for &(name, above, below) in pairs {
                let ratio = contrast(above, below);
                assert!(
                    ratio >= least,
                    "{theme} theme, {name}: {ratio:.2}, needs {least}"
                );
            }
        }
    }
}
