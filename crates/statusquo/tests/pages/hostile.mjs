// What others wrote stays text, wherever it is shown: no dialog, no other title, no element that the page does not have, and
// nothing that its policy had to keep from running.

import { once } from "node:events";
import { connect } from "node:net";

const MARKUP = `"'><img src=x onerror="document.title='owned';alert(1)"><script>document.title='owned';alert(1)</script><svg onload=alert(1)>`;
/** The same without white space, which would end a target. */
const TIGHT = `"'><svg/onload=alert(1)><img/src=x/onerror=alert(1)><script>alert(1)</script>`;
const ENCODED = encodeURIComponent(MARKUP);

/** Sends octets as they are, and waits for the answer's end. */
async function send(base, text) {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  socket.resume();
  socket.on("error", () => {});
  socket.end(text);
  await once(socket, "close");
}

const head = (line, ...fields) => [line, "Host: localhost", "Connection: close", ...fields, "", ""].join("\r\n");

/** One of each place where a client can say something. */
const REQUESTS = {
  method: head(`<script>alert(1)</script> /lab/documents/welcome HTTP/1.1`),
  target: head(`GET /lab/documents/${TIGHT} HTTP/1.1`),
  encoded: head(`GET /lab/documents/${ENCODED} HTTP/1.1`),
  query: head(`GET /lab/documents/nowhere?${TIGHT} HTTP/1.1`),
  version: head(`GET / <script>alert(1)</script>`),
  name: head("GET /lab/documents/welcome HTTP/1.1", `X-<script>alert(1)</script>: 1`),
  value: head("GET /lab/documents/welcome HTTP/1.1", `X-Evil: ${MARKUP}`),
  agent: head("GET /lab/documents/welcome HTTP/1.1", `User-Agent: ${MARKUP}`),
  referrer: head("GET /lab/documents/welcome HTTP/1.1", `Referer: http://localhost/${TIGHT}`),
  forwarded: head("GET /lab/documents/welcome HTTP/1.1", `Forwarded: for="${TIGHT}"`, `X-Forwarded-For: ${TIGHT}`),
  host: `GET /lab/documents/welcome HTTP/1.1\r\nHost: ${TIGHT}\r\nConnection: close\r\n\r\n`,
  content: head("PUT /lab/documents/notes HTTP/1.1", "Content-Type: text/plain", `Content-Length: ${MARKUP.length}`) + MARKUP,
  page: head("PUT /lab/documents/page HTTP/1.1", "Content-Type: text/html", `Content-Length: ${MARKUP.length}`) + MARKUP,
  document: head(`PUT /lab/documents/${ENCODED} HTTP/1.1`, "Content-Type: text/plain", "Content-Length: 2") + "hi",
  user: head("POST /lab/users HTTP/1.1", "Content-Type: application/json", "Content-Length: 27") + `{"name":"<svg/onload=a()>"}`,
  conflict: head("POST /lab/users HTTP/1.1", "Content-Type: application/json", "Content-Length: 60") + `{"name": "Ada", "email": "<svg/onload=a()>@example.test"}   `,
  type: head("POST /lab/users HTTP/1.1", `Content-Type: ${MARKUP}`, "Content-Length: 2") + "hi",
};

/** What runs nowhere has no elements of its own either. */
const STRANGE = `[...document.querySelectorAll("script:not([src^='/assets/']), img, iframe, object, embed, [onload], [onerror], a[href^='javascript:']")].map((element) => element.outerHTML.slice(0, 120))`;

export async function sendWhatWouldRun({ at, base, browser, expect }) {
  for (const text of Object.values(REQUESTS)) await send(base, text);
  const page = await browser.page();
  const look = async (path, shows) => {
    const strange = await page.run(STRANGE);
    expect(strange.length === 0, `${path} has ${strange.join(" ")}`);
    const title = await page.run("document.title");
    expect(title !== "owned", `${path} ran what it shows`);
    if (shows) {
      const text = await page.run("document.body.innerText + [...document.querySelectorAll('input, textarea')].map((input) => input.value) + document.body.textContent");
      expect(text.includes(shows), `${path} does not show ${shows}`);
    }
    expect(page.wrong.length === 0, `${path}: ${page.wrong.join("; ")}`);
  };
  const see = async (path, shows = "") => {
    await page.open(at(path));
    await look(path, shows);
  };

  await see("/_/", "/lab/documents/");
  await page.until("document.querySelector('.live').textContent.startsWith('Following')");
  // The same once more, as it comes.
  const before = await page.run("document.querySelectorAll('table.passed tbody tr').length");
  for (const text of Object.values(REQUESTS)) await send(base, text);
  await page.until("document.querySelectorAll('table.passed tbody tr').length >= " + (before + Object.keys(REQUESTS).length));
  await look("/_/, following", "<svg/onload=alert(1)>");
  await page.click("#filter");
  await page.type(MARKUP);
  await page.until("document.querySelector('.live').textContent.startsWith('No exchange')");
  await look("/_/, filtered while it follows", MARKUP);

  const ids = await (async () => {
    await page.open(at("/_/"));
    return page.run("[...document.querySelectorAll('table.passed tbody td:first-child a')].map((link) => link.getAttribute('href'))");
  })();
  expect(ids.length === 2 * Object.keys(REQUESTS).length, `${ids.length} exchanges passed`);
  let shown = 0;
  for (const path of ids.slice(-Object.keys(REQUESTS).length)) {
    await see(path);
    if ((await page.run("document.body.textContent")).includes("alert(1)")) shown += 1;
  }
  // What two of them say is in the targets as escapes alone, and two have another text.
  expect(shown >= 11, `only ${shown} exchanges show what was sent`);

  await see(`/_/?filter=${ENCODED}`, MARKUP);
  await see(`/find?q=${ENCODED}`, MARKUP);
  await see(`/find?q=${encodeURIComponent(`HTTP/1.1 200 ${MARKUP}\nX: ${MARKUP}\n\n${MARKUP}`)}`);
  for (const path of ["/decision?turn=", "/decision/", "/compare/401-", "/", "/lab/", "/lab/documents/", "/lab/documents/welcome?", "/409?", "/_/exchanges/"]) {
    await see(path + ENCODED);
  }
  for (const path of ["/lab/documents", "/lab/users", "/lab/form", "/legacy", "/lab"]) await see(path);

  await page.open(at("/"));
  await page.click("details.paste summary");
  await page.click("#pasted");
  await page.type(`HTTP/1.1 405 ${MARKUP}\n${MARKUP}\nX<b>: ${MARKUP}\nDate: ${MARKUP}\nRetry-After: ${MARKUP}\n\n${MARKUP}`);
  await page.leads("what is wrong with it", () => page.click("details.paste form button"));
  await look("what was pasted", "<img src=x onerror=");

  // Documents of others are served as they are, and can do nothing.
  await page.open(at("/lab/documents/page"));
  expect((await page.run("document.title")) !== "owned", "a document that others put there runs");
  expect(!page.wrong.some((fault) => fault.startsWith("dialog")), `a document that others put there: ${page.wrong.join("; ")}`);
}
