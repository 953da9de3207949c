//! The prepaid meter: each reading takes a unit, nothing left is 402, and topping up helps.

mod support;

use serde_json::json;
use statusquo_decision::Question;
use support::{TestLab, lab, lab_with};

const METER: &str = "/lab/meter";
const TOP_UP: &str = "POST /lab/meter/top-up";

fn empty(lab: &TestLab) {
    for left in [2, 1, 0] {
        assert_eq!(lab.get(METER).expect(200).json(), json!({"price": 1, "balance": left}));
    }
}

#[test]
fn three_readings_are_paid_for_and_the_fourth_is_402_until_somebody_tops_up() {
    let lab = lab();
    empty(&lab);
    for _ in 0..2 {
        let answer = lab.get(METER).expect(402);
        assert_eq!(lab.decided(&answer), (Question::PaidFor, false));
        let problem = answer.json();
        assert_eq!((&problem["price"], &problem["balance"]), (&json!(1), &json!(0)));
        assert_eq!(problem["top_up"], "/lab/meter/top-up");
        assert_eq!(answer.field("Link"), "</lab/meter/top-up>; rel=\"payment\"");
        assert!(answer.detail().contains("POST /lab/meter/top-up"));
    }
    assert_eq!(lab.plain(TOP_UP, &[]).expect(200).json()["balance"], 3);
    let paid = lab.get(METER).expect(200);
    assert_eq!((paid.json()["balance"].clone(), paid.field("Cache-Control")), (json!(2), "no-store"));
}

#[test]
fn head_says_what_get_would_and_takes_nothing() {
    let lab = lab();
    for _ in 0..5 {
        let head = lab.plain("HEAD /lab/meter", &[]).expect(200);
        assert_eq!(head.content, b"");
    }
    empty(&lab);
    lab.plain("HEAD /lab/meter", &[]).expect(402);
}

#[test]
fn a_top_up_puts_in_what_it_says() {
    let lab = lab();
    assert_eq!(lab.json(TOP_UP, r#"{"units": 100}"#).expect(200).json()["balance"], 103);
    assert_eq!(lab.ask(TOP_UP, &["Content-Length: 0"], "").expect(200).json()["balance"], 106);
}

#[test]
fn bad_coins_are_refused_and_the_balance_stays() {
    let lab = lab();
    for (content, code) in [
        ("{", 400),
        ("3", 400),
        ("{}", 400),
        (r#"{"units": "3"}"#, 422),
        (r#"{"units": 0}"#, 422),
        (r#"{"units": -1}"#, 422),
        (r#"{"units": 1.5}"#, 422),
        (r#"{"units": 101}"#, 422),
        (r#"{"units": 1e300}"#, 422),
    ] {
        lab.json(TOP_UP, content).expect(code);
    }
    let answer = lab.ask(TOP_UP, &["Content-Type: text/plain"], "3").expect(415);
    assert_eq!(answer.field("Accept"), "application/json");
    lab.ask(TOP_UP, &["Content-Length: 70000"], "").expect(413);
    assert_eq!(lab.get(METER).json()["balance"], 2);
}

#[test]
fn a_full_meter_takes_no_more() {
    let lab = lab();
    for _ in 0..9 {
        lab.json(TOP_UP, r#"{"units": 100}"#).expect(200);
    }
    let full = lab.json(TOP_UP, r#"{"units": 98}"#).expect(409);
    assert_eq!((&full.json()["balance"], &full.json()["limit"]), (&json!(903), &json!(1000)));
    assert_eq!(lab.json(TOP_UP, r#"{"units": 97}"#).expect(200).json()["balance"], 1000);
    lab.plain(TOP_UP, &[]).expect(409);
}

#[test]
fn what_is_refused_for_another_reason_costs_nothing() {
    let lab = lab();
    lab.plain("GET /lab/meter", &["Expect: the-unexpected"]).expect(417);
    lab.ask("PUT /lab/meter", &[], "x").expect(405);
    assert_eq!(lab.plain("OPTIONS /lab/meter", &[]).expect(204).field("Allow"), "GET, HEAD, OPTIONS");
    assert_eq!(lab.plain("OPTIONS /lab/meter/top-up", &[]).expect(204).field("Allow"), "POST, OPTIONS");
    lab.get("/lab/meter/top-up").expect(405);
    empty(&lab);
}

#[test]
fn what_may_be_a_replay_costs_nothing() {
    let lab = lab();
    let early = lab.plain("GET /lab/meter", &["Early-Data: 1"]).expect(425);
    assert_eq!(lab.decided(&early), (Question::ReplayHarmless, false));
    assert!(early.detail().starts_with("GET is safe, but here it takes what was paid for"), "{}", early.detail());
    lab.plain("HEAD /lab/meter", &["Early-Data: 1"]).expect(200);
    lab.plain("POST /lab/meter/top-up", &["Early-Data: 1"]).expect(425);
    empty(&lab);
}

#[test]
fn no_unit_is_read_twice_however_many_read_at_once() {
    let lab = lab_with(|settings| settings.threads = 2);
    lab.json(TOP_UP, r#"{"units": 97}"#).expect(200);
    let readers: Vec<usize> = std::thread::scope(|scope| {
        let read = || {
            let mut client = lab.connect();
            (0..50).filter(|_| client.ask("GET /lab/meter", &[], "").code() == 200).count()
        };
        let running: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
        running.into_iter().map(|reader| reader.join().expect("no panic")).collect()
    });
    assert_eq!(readers.iter().sum::<usize>(), 100);
    lab.get(METER).expect(402);
}
