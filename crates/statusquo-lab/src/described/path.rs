//! What is told of one path: its open places, what its query and its fields say, what it takes, and which codes it gives.

use serde_json::{Map, Value, json};

/// A path, and all that is known of it but its methods.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) template: String,
    /// An address that leads there.
    pub(crate) example: String,
    pub(super) says: String,
    pub(super) tag: &'static str,
    pub(super) parameters: Vec<Value>,
    asked: Vec<(&'static str, Value)>,
    taken: Vec<(&'static str, Value)>,
    given: Vec<(&'static str, &'static str, &'static str)>,
    secured: bool,
    pub(super) forced: bool,
}

/// Whether a list of methods has one; HEAD goes wherever GET does.
fn lists(methods: &str, method: &str) -> bool {
    methods == "*" || methods.split(' ').any(|one| one == method || one == "GET" && method == "HEAD")
}

impl Path {
    pub(super) fn new(tag: &'static str, template: &str, says: &str) -> Self {
        Self {
            template: template.to_owned(),
            example: template.to_owned(),
            says: says.to_owned(),
            tag,
            parameters: Vec::new(),
            asked: Vec::new(),
            taken: Vec::new(),
            given: Vec::new(),
            secured: false,
            forced: false,
        }
    }

    /// What may stand at an open place, and something that does.
    pub(super) fn place(mut self, name: &str, schema: Value, example: impl Into<Value>) -> Self {
        let example = example.into();
        let text = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        self.example = self.example.replace(&format!("{{{name}}}"), &text);
        self.parameters
            .push(json!({"name": name, "in": "path", "required": true, "schema": schema, "example": example}));
        self
    }

    /// What the query of a request with these methods may say.
    pub(super) fn query(mut self, methods: &'static str, name: &str, schema: Value) -> Self {
        self.asked.push((methods, json!({"name": name, "in": "query", "required": false, "schema": schema})));
        self
    }

    /// What it has to say.
    pub(super) fn required_query(mut self, methods: &'static str, name: &str, schema: Value) -> Self {
        self.asked.push((methods, json!({"name": name, "in": "query", "required": true, "schema": schema})));
        self
    }

    /// A field that counts.
    pub(super) fn field(mut self, methods: &'static str, name: &str, schema: Value) -> Self {
        self.asked.push((methods, json!({"name": name, "in": "header", "required": false, "schema": schema})));
        self
    }

    /// The content that it takes.
    pub(super) fn takes(mut self, methods: &'static str, media_type: &str, schema: Value) -> Self {
        let mut content = Map::new();
        content.insert(media_type.to_owned(), json!({"schema": schema}));
        self.taken.push((methods, json!({"required": true, "content": content})));
        self
    }

    /// The same, and it may come without one.
    pub(super) fn may_take(mut self, methods: &'static str, media_type: &str, schema: Value) -> Self {
        self = self.takes(methods, media_type, schema);
        if let Some((_, body)) = self.taken.last_mut() {
            body["required"] = json!(false);
        }
        self
    }

    /// The codes that it gives, and the media types of those that are no refusals; what is behind `=` names a schema.
    pub(super) fn gives(mut self, methods: &'static str, codes: &'static str, media_types: &'static str) -> Self {
        self.given.push((methods, codes, media_types));
        self
    }

    /// It asks who the client is, and takes Basic and Bearer credentials.
    pub(super) fn secured(self) -> Self {
        Self { secured: true, ..self }
    }

    /// It answers with whatever code is asked for, as whatever it is asked for.
    pub(super) fn forced(self) -> Self {
        Self { forced: true, ..self }
    }

    /// What may be asked of it by one method.
    pub(super) fn operation(&self, method: &str) -> Value {
        let mut operation = Map::new();
        let word = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
        let id: String = self.template.trim_matches('/').chars().map(word).collect();
        operation.insert("operationId".into(), json!(format!("{}_{id}", method.to_ascii_lowercase())));
        operation.insert("tags".into(), json!([self.tag]));
        operation.insert("summary".into(), json!(self.says));
        let asked: Vec<&Value> = self.asked.iter().filter(|(own, _)| lists(own, method)).map(|(_, one)| one).collect();
        if !asked.is_empty() {
            operation.insert("parameters".into(), json!(asked));
        }
        if let Some((_, body)) = self.taken.iter().find(|(own, _)| lists(own, method)) {
            operation.insert("requestBody".into(), body.clone());
        }
        operation.insert("responses".into(), self.responses(method));
        if self.secured && method != "OPTIONS" {
            operation.insert("security".into(), json!([{"basic": []}, {"bearer": []}]));
        }
        Value::Object(operation)
    }

    fn responses(&self, method: &str) -> Value {
        let mut all = Map::new();
        let own = self.given.iter().filter(|(own, ..)| lists(own, method) && (method != "OPTIONS" || *own != "*"));
        for (_, codes, media_types) in own {
            for code in codes.split(' ') {
                all.insert(code.to_owned(), response(code, method, media_types));
            }
        }
        if method == "OPTIONS" {
            let code = if self.tag == "httpbin" { "200" } else { "204" };
            all.insert(code.into(), json!({"description": "Allow lists the methods."}));
        } else if self.forced {
            for class in ["2XX", "3XX", "4XX", "5XX"] {
                all.insert(class.into(), json!({"description": "What was asked for, as it was asked for."}));
            }
        } else if all.is_empty() {
            all.insert("200".into(), response("200", method, "*/*"));
        }
        if self.template.starts_with("/lab") {
            all.insert("503".into(), response("503", method, ""));
        }
        all.entry("4XX").or_insert_with(|| response("4XX", method, ""));
        all.sort_keys();
        Value::Object(all)
    }
}

fn response(code: &str, method: &str, media_types: &str) -> Value {
    let entry = code.parse().ok().and_then(statusquo_catalog::entry);
    let mut response = Map::new();
    response.insert("description".into(), json!(entry.map_or("A refusal, which says why.", |entry| entry.meaning)));
    let mut content = Map::new();
    if code.starts_with(['4', '5']) {
        content.insert("application/problem+json".into(), json!({"schema": schema("Problem")}));
    } else if matches!(code, "200" | "201" | "202" | "206" | "207" | "300") {
        for one in media_types.split(' ').filter(|one| !one.is_empty()) {
            let (media_type, name) =
                one.split_once('=').map_or((one, None), |(media_type, name)| (media_type, Some(name)));
            content.insert(media_type.into(), name.map_or_else(|| json!({}), |name| json!({"schema": schema(name)})));
        }
    }
    if method != "HEAD" && !content.is_empty() {
        response.insert("content".into(), Value::Object(content));
    }
    Value::Object(response)
}

/// A schema by its name.
pub(super) fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}
