//! The teapot: it shows itself, and cannot brew coffee; nothing else even knows what that would be.

mod support;

use statusquo_decision::Question;
use support::lab;

#[test]
fn brew_is_418_for_this_is_a_teapot_with_content_or_without() {
    let lab = lab();
    for content in ["", "start"] {
        let answer =
            lab.ask("BREW /lab/teapot", &["Content-Type: application/coffee-pot-command"], content).expect(418);
        assert_eq!(lab.decided(&answer), (Question::InItsNature, false));
        assert!(answer.detail().contains("teapot"));
    }
}

#[test]
fn get_shows_the_pot_and_head_does_not() {
    let lab = lab();
    assert!(lab.get("/lab/teapot").expect(200).text().contains("short and stout"));
    assert_eq!(lab.plain("HEAD /lab/teapot", &[]).expect(200).content, b"");
    assert_eq!(lab.plain("OPTIONS /lab/teapot", &[]).expect(204).field("Allow"), "GET, HEAD, BREW, OPTIONS");
}

#[test]
fn another_method_is_405_and_brew_elsewhere_is_405_or_404() {
    let lab = lab();
    lab.ask("PUT /lab/teapot", &[], "tea").expect(405);
    lab.plain("BREW /lab/documents/welcome", &[]).expect(405);
    lab.plain("BREW /", &[]).expect(405);
    lab.plain("BREW /lab/coffee", &[]).expect(404);
    lab.plain("brew /lab/teapot", &[]).expect(501);
}
