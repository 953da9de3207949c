//! `detail=parts`: files told one by one, where httpbin's own shape has room for one of a name.

mod support;

use serde_json::{Value, json};
use statusquo_decision::Question;
use support::{TestLab, lab};

const FORM: &str = "Content-Type: multipart/form-data; boundary=b";

const CONTENT: &[u8] = b"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a \xc3\xa9.txt\"\r\nContent-Type: text/x; charset=utf-8\r\n\r\none\r\n\
      --b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n\
      --b\r\ncontent-disposition: form-data;\r\n  name=\"f\"; filename=\"\"\r\nX-A: 1\r\nX-a: 2\r\nX-A: 3\r\n\r\n\xff\x00\r\n\
      --b\r\nContent-Disposition: form-data; name=\"g\"; filename=\"c\"\r\nContent-Type: image/png\r\n\r\n\xfe\r\n--b--\r\n";

fn post(lab: &TestLab, target: &str) -> Value {
    lab.ask(&format!("POST {target}"), &[FORM], CONTENT).expect(200).json()
}

#[test]
fn every_file_is_told_in_order_with_its_name_and_the_fields_of_its_part() {
    let lab = lab();
    let files = json!([
        {
            "name": "f", "filename": "a é.txt", "content_type": "text/x; charset=utf-8", "size": 3, "data": "one",
            "headers": {
                "Content-Disposition": "form-data; name=\"f\"; filename=\"a é.txt\"",
                "Content-Type": "text/x; charset=utf-8",
            },
        },
        {
            "name": "f", "filename": "", "content_type": null, "size": 2, "data": "data:application/octet-stream;base64,/wA=",
            "headers": {"content-disposition": "form-data;  name=\"f\"; filename=\"\"", "X-A": "1,3", "X-a": "2"},
        },
        {
            "name": "g", "filename": "c", "content_type": "image/png", "size": 1, "data": "data:image/png;base64,/g==",
            "headers": {"Content-Disposition": "form-data; name=\"g\"; filename=\"c\"", "Content-Type": "image/png"},
        },
    ]);
    for target in ["/anything?detail=parts", "/post?a=b&detail=parts", "/anything/x/y?detail=parts"] {
        let shown = post(&lab, target);
        assert_eq!(shown["files"], files, "{target}");
        assert_eq!((&shown["form"], &shown["args"]["detail"]), (&json!({"note": "hi"}), &json!("parts")));
    }
    let text = lab.ask("POST /anything?detail=parts", &[FORM], CONTENT).text().to_owned();
    assert!(
        text.contains(
            "\n  \"files\": [\n    {\n      \"content_type\": \"text/x; charset=utf-8\",\n      \"data\": \"one\",\n"
        ),
        "{text}"
    );
}

#[test]
fn without_it_and_with_any_other_value_the_shape_is_httpbins() {
    let lab = lab();
    let files = json!({"f": "one", "g": "data:image/png;base64,/g=="});
    for target in ["/anything", "/anything?detail=", "/anything?detail=Parts", "/anything?detail=x&detail=parts"] {
        assert_eq!(post(&lab, target)["files"], files, "{target}");
    }
}

#[test]
fn where_there_are_no_files_the_list_is_empty() {
    let lab = lab();
    assert_eq!(lab.get("/anything?detail=parts").expect(200).json()["files"], json!([]));
    for (fields, content) in
        [(&["Content-Type: application/x-www-form-urlencoded"], "a=b"), (&[FORM], "no form"), (&[FORM], "--b--")]
    {
        assert_eq!(lab.ask("PUT /put?detail=parts", fields, content).expect(200).json()["files"], json!([]));
    }
}

#[test]
fn a_part_with_too_many_fields_is_not_told() {
    let lab = lab();
    let part = |fields: usize| {
        let more = "X: y\r\n".repeat(fields - 1);
        format!("--b\r\nContent-Disposition: form-data; name=f; filename=a\r\n{more}\r\nx\r\n--b--\r\n")
    };
    let ask = |fields| lab.ask("POST /post?detail=parts", &[FORM], part(fields));
    let shown = ask(100).expect(200).json();
    assert_eq!(shown["files"][0]["headers"]["X"].as_str().map(str::len), Some(99 * 2 - 1));
    let refused = ask(101).expect(413);
    assert_eq!(lab.decided(&refused), (Question::ContentFits, false));
    lab.ask("POST /post", &[FORM], part(101)).expect(200);
}
