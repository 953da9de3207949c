// What Node.js sees of the lab: `node with_node.mjs CASE ADDRESS` runs one case, an exported function each.

import assert from "node:assert/strict";
import http from "node:http";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import * as cases from "./with_node.mjs";

const WELCOME = "/lab/documents/welcome";
const GREETING = "Welcome to the lab: every code here has a real cause.\n";
const PROBLEM = "application/problem+json";

const [name, lab] = process.argv.slice(2);

/** Asks with fetch; whatever happens, not for ever. */
async function ask(method, target, code, options = {}) {
  const answer = await fetch(lab + target, { method, signal: AbortSignal.timeout(20_000), ...options });
  assert.equal(answer.status, code, `${method} ${target}`);
  return answer;
}

function json(value) {
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

/** Asks with the http module and tells all that it heard; `body` is held back until the server says to go on. */
async function hear(target, { body, ...options } = {}) {
  const heard = { interim: [], content: "" };
  const request = http.request(lab + target, { agent: false, timeout: 20_000, ...options });
  request.on("timeout", () => request.destroy(new Error("no answer came")));
  request.on("continue", () => {
    heard.interim.push({ statusCode: 100 });
    request.end(body);
  });
  request.on("information", ({ statusCode, headers }) => {
    if (statusCode !== 100) heard.interim.push({ statusCode, headers });
  });
  if (body === undefined) request.end();
  else request.flushHeaders();
  const [response] = await once(request, "response");
  heard.code = response.statusCode;
  heard.headers = response.headers;
  for await (const piece of response) heard.content += piece;
  request.destroy();
  return heard;
}

export async function redirects() {
  for (const [document, code] of [["old-welcome", 301], ["welcome-today", 302]]) {
    const followed = await ask("GET", `/lab/documents/${document}`, 200);
    assert.deepEqual([followed.redirected, followed.url], [true, lab + WELCOME]);
    assert.equal(await followed.text(), GREETING);
    const shown = await ask("GET", `/lab/documents/${document}`, code, { redirect: "manual" });
    assert.equal(shown.headers.get("Location"), WELCOME);
    await shown.text();
    await assert.rejects(ask("GET", `/lab/documents/${document}`, code, { redirect: "error" }), TypeError);
  }
}

export async function keptMethods() {
  const put = (target, code, body) => ask("PUT", target, code, { headers: { "Content-Type": "text/plain" }, body });
  for (const name of ["old-inbox", "inbox-today"]) {
    const kept = await put(`/lab/documents/${name}`, 204, `by ${name}`);
    assert.deepEqual([kept.redirected, kept.url], [true, lab + "/lab/documents/inbox"]);
    assert.equal(await (await ask("GET", "/lab/documents/inbox", 200)).text(), `by ${name}`);
  }
  const made = await ask("POST", "/lab/people", 201, json({ name: "Ada", email: "ada@example.test" }));
  assert.deepEqual([made.redirected, (await made.json()).name], [true, "Ada"]);
  // What was read on the way cannot be sent again (the Fetch standard).
  const body = new Blob(["a stream"]).stream();
  await assert.rejects(ask("PUT", "/lab/documents/old-inbox", 308, { body, duplex: "half" }), TypeError);
  assert.equal(await (await ask("GET", "/lab/documents/inbox", 200)).text(), "by inbox-today");
}

export async function banned() {
  const answer = await ask("GET", "/lab/documents/banned", 451);
  assert.equal(answer.headers.get("Link"), '</>; rel="blocked-by"');
  assert.equal((await answer.json()).title, "Unavailable For Legal Reasons");
}

export async function variants() {
  // Its fetch says that it takes any type and any language: that leaves the choice open, and 300 is not followed.
  const open = await ask("GET", "/lab/variants/greeting", 300);
  assert.deepEqual([open.redirected, open.headers.get("Location")], [false, "/lab/variants/greeting/en.txt"]);
  const german = await ask("GET", "/lab/variants/greeting", 200, { headers: { "Accept-Language": "de" } });
  assert.deepEqual([german.headers.get("Content-Language"), await german.text()], ["de", "Guten Tag!\n"]);
}

export async function validators() {
  const first = await ask("GET", WELCOME, 200);
  assert.equal(await first.text(), GREETING);
  const etag = first.headers.get("ETag");
  assert.match(etag, /^"1-[0-9a-f]{16}"$/);
  const again = await ask("GET", WELCOME, 304, { headers: { "If-None-Match": etag } });
  assert.deepEqual([again.headers.get("ETag"), again.body, await again.text()], [etag, null, ""]);
  const replaced = await ask("PUT", WELCOME, 204, { body: "changed" });
  assert.deepEqual([replaced.body, await replaced.text()], [null, ""]);
  assert.notEqual(replaced.headers.get("ETag"), etag);
  const changed = await ask("GET", WELCOME, 200, { headers: { "If-None-Match": etag } });
  assert.equal(await changed.text(), "changed");
}

export async function lostUpdate() {
  const plan = "/lab/guarded/plan";
  const read = async () => {
    const answer = await ask("GET", plan, 200);
    return { text: await answer.text(), etag: answer.headers.get("ETag") };
  };
  const put = async (body, code, headers = {}) => (await ask("PUT", plan, code, { body, headers })).text();
  const [mine, theirs] = [await read(), await read()];
  const problem = JSON.parse(await put("unseen", 428));
  assert.deepEqual([problem.title, problem.required], ["Precondition Required", "If-Match"]);
  await put("theirs", 204, { "If-Match": theirs.etag });
  await put("mine alone", 412, { "If-Match": mine.etag });
  const now = await read();
  assert.equal(now.text, "theirs");
  await put(`${now.text} and mine`, 204, { "If-Match": now.etag });
  assert.equal((await read()).text, "theirs and mine");
}

export async function form() {
  const send = (fields, code) => ask("POST", "/lab/form", code, { body: new URLSearchParams(fields) });
  const shown = await send({ entry: "Grüße & mehr" }, 200);
  assert.deepEqual([shown.redirected, shown.url], [true, `${lab}/lab/form/1`]);
  assert.equal(await shown.text(), "Grüße & mehr\n");
  const reset = await send({ entry: "next", then: "next" }, 205);
  assert.deepEqual([reset.body, await reset.text()], [null, ""]);
}

export async function lengths() {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("hello"));
      controller.close();
    },
  });
  const streamed = await ask("POST", "/lab/needs-length", 411, { body, duplex: "half" });
  assert.equal((await streamed.json()).title, "Length Required");
  const whole = await ask("POST", "/lab/needs-length", 200, { body: "hello" });
  assert.match(await whole.text(), /^5 octets/);
}

export async function ranges() {
  const part = await ask("GET", WELCOME, 206, { headers: { Range: "bytes=15-17" } });
  assert.deepEqual([await part.text(), part.headers.get("Content-Range")], ["lab", "bytes 15-17/54"]);
  const parts = await ask("GET", WELCOME, 206, { headers: { Range: "bytes=0-6,15-17" } });
  assert.match(parts.headers.get("Content-Type"), /^multipart\/byteranges; boundary=/);
  assert.match(await parts.text(), /Welcome[^]*lab/);
  const none = await ask("GET", WELCOME, 416, { headers: { Range: "bytes=54-" } });
  assert.equal(none.headers.get("Content-Range"), "bytes */54");
  assert.equal((await none.json()).length, 54);
}

export async function users() {
  const ada = { name: "Ada", email: "ada@example.test" };
  const made = await ask("POST", "/lab/users", 201, json(ada));
  assert.equal(made.headers.get("Location"), "/lab/users/2");
  assert.deepEqual(await made.json(), { id: 2, ...ada, version: 1 });
  const taken = await ask("POST", "/lab/users", 409, json(ada));
  assert.equal(taken.headers.get("Content-Type"), PROBLEM);
  const problem = await taken.json();
  assert.deepEqual([problem.status, problem.title, problem.holder], [409, "Conflict", "/lab/users/2"]);
  assert.deepEqual(problem.why.at(-1).answer, "yes");
  const impossible = await (await ask("POST", "/lab/users", 422, json({ name: "", email: "x", age: -3 }))).json();
  assert.deepEqual(impossible.errors.map((error) => error.pointer), ["#/name", "#/email", "#/age"]);
}

/** Three requests are broken off: two that are worked on, and one whose content is under way. */
export async function aborted() {
  const giveUp = new AbortController();
  const work = [1, 2].map(() => fetch(lab + "/lab/busy?seconds=2", { signal: giveUp.signal }));
  const ends = Promise.allSettled(work);
  // They are under way for certain once there is no third place.
  for (;;) {
    const third = await fetch(lab + "/lab/busy?seconds=0");
    await third.text();
    if (third.status === 503) break;
  }
  giveUp.abort();
  for (const end of await ends) assert.deepEqual([end.status, end.reason?.name], ["rejected", "AbortError"]);

  const stop = new AbortController();
  let pieces = 0;
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024));
      if (++pieces < 4) return undefined;
      stop.abort();
      return new Promise(() => {});
    },
  });
  const upload = fetch(lab + "/lab/documents/upload", { method: "PUT", body, duplex: "half", signal: stop.signal });
  await assert.rejects(upload, { name: "AbortError" });

  assert.equal(await (await ask("GET", WELCOME, 200)).text(), GREETING);
  await (await ask("GET", "/lab/documents/upload", 404)).text();
  // The places are free again as soon as their work is over.
  for (;;) {
    const free = await fetch(lab + "/lab/busy?seconds=0");
    await free.text();
    if (free.status === 200) break;
    await pause(20);
  }
}

/** Fifty at once, twice: the second time over the connections that are there from the first. */
export async function concurrent() {
  for (let round = 0; round < 2; round++) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask("GET", WELCOME, 200)));
    for (const text of await Promise.all(answers.map((answer) => answer.text()))) assert.equal(text, GREETING);
    const ids = new Set(answers.map((answer) => answer.headers.get("Statusquo-Exchange")));
    assert.equal(ids.size, 50);
    // The pool takes a connection back a moment after its answer was read.
    await pause(10);
  }
}

export async function kept() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (const [method, target, code] of [
    ["GET", WELCOME, 200],
    ["HEAD", WELCOME, 200],
    ["POST", WELCOME, 405],
    ["DELETE", WELCOME, 204],
    ["GET", WELCOME, 410],
    ["GET", "/lab/divide?by=0", 500],
    ["GET", "/lab/divide?by=4", 200],
  ]) {
    const { code: seen, headers, content } = await hear(target, { method, agent });
    assert.equal(seen, code, `${method} ${target}`);
    if (method === "HEAD") assert.deepEqual([headers["content-length"], content], [String(GREETING.length), ""]);
    if (code === 405) assert.equal(headers.allow, "GET, HEAD, PUT, DELETE, OPTIONS");
  }
  agent.destroy();
}

export async function goAhead() {
  const put = (name, length, body) => {
    const headers = { Expect: "100-continue", "Content-Length": length, "Content-Type": "text/plain" };
    return hear(`/lab/documents/${name}`, { method: "PUT", headers, body });
  };
  const made = await put("notes", 5, "hello");
  assert.deepEqual([made.interim, made.code], [[{ statusCode: 100 }], 201]);
  assert.equal(await (await ask("GET", "/lab/documents/notes", 200)).text(), "hello");
  // Refused by its head alone: there is no go-ahead, and no octet of the content is sent.
  const large = await put("large", 1024 * 1024 + 1, "never sent");
  assert.deepEqual([large.interim, large.code], [[], 413]);
}

export async function interim() {
  const hints = await hear("/lab/gateway/hints");
  assert.deepEqual(hints.interim.map((interim) => interim.statusCode), [103]);
  assert.equal(hints.interim[0].headers.link, "</style.css>; rel=preload; as=style");
  assert.deepEqual([hints.code, hints.content], [200, "The hint came before the end\n"]);
  for (const code of [102, 103, 199]) {
    const heard = await hear(`/status/${code}`);
    assert.deepEqual([heard.interim.map((interim) => interim.statusCode), heard.code], [[code], 200]);
  }
}

/** 102 while a job goes on, 103 before a page is ready: each is heard when it comes, not when the answer does. */
export async function meanwhile() {
  await (await ask("POST", "/lab/jobs", 202, json({ seconds: 0.5 }))).text();
  const job = await hear("/lab/jobs/1?wait=8");
  assert.deepEqual([job.interim.map((interim) => interim.statusCode), job.code], [[102], 303]);
  const page = await hear("/lab/slow-page");
  assert.deepEqual([page.interim.map((interim) => interim.statusCode), page.code], [[103], 200]);
  assert.equal(page.interim[0].headers.link, "</lab/slow-page.css>; rel=preload; as=style");
  assert.equal(page.headers.link, page.interim[0].headers.link);
  // fetch reads past them.
  assert.match(await (await ask("GET", "/lab/slow-page", 200)).text(), /All is well here/);
}

/** An echo, with its events as promises. */
async function echo() {
  const socket = new WebSocket(lab.replace("http:", "ws:") + "/lab/echo");
  socket.binaryType = "arraybuffer";
  const limit = { signal: AbortSignal.timeout(20_000) };
  await once(socket, "open", limit);
  const next = async (event) => (await once(socket, event, limit))[0];
  return { socket, next };
}

export async function messages() {
  const { socket, next } = await echo();
  assert.deepEqual([socket.protocol, socket.extensions], ["", ""]);
  for (const text of ["hello", "", "Grüße, 世界 🌍", "x".repeat(1024 * 1024)]) {
    const message = next("message");
    socket.send(text);
    assert.equal((await message).data, text);
  }
  const octets = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
  const message = next("message");
  socket.send(octets);
  assert.deepEqual(new Uint8Array((await message).data), octets);
  const closed = next("close");
  socket.close(1000, "that was all");
  const { code, wasClean } = await closed;
  assert.deepEqual([code, wasClean], [1000, true]);
}

export async function tooLong() {
  const { socket, next } = await echo();
  const closed = next("close");
  socket.send("x".repeat(1024 * 1024 + 1));
  const { code, reason } = await closed;
  assert.deepEqual([code, reason], [1009, "A message has at most 1048576 octets."]);
}

export async function refused() {
  for (const target of [WELCOME, "/status/426", "/lab/none"]) {
    const socket = new WebSocket(lab.replace("http:", "ws:") + target);
    const event = await new Promise((resolve) => {
      socket.onopen = resolve;
      socket.onerror = resolve;
    });
    assert.equal(event.type, "error");
  }
}

await cases[name]();
console.log("seen");
