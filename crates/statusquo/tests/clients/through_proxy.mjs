// What Node.js sees of the lab as a proxy: `node through_proxy.mjs CASE LAB SECOND TLS PEM` runs one case, an exported function
// each.

import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import tls from "node:tls";
import * as cases from "./through_proxy.mjs";

const WELCOME = "/lab/documents/welcome";
const GREETING = "Welcome to the lab: every code here has a real cause.\n";
const KNOWN = { "Proxy-Authorization": "Basic " + Buffer.from("proxy:proxy").toString("base64") };

const [name, lab, second, secured, pem] = process.argv.slice(2);

/** Asks, and answers with code, fields and content. */
function ask(options) {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent: false, timeout: 20_000, ...options });
    request.on("timeout", () => request.destroy(new Error("no answer came")));
    request.on("error", reject);
    request.on("response", (answer) => {
      let content = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece) => (content += piece));
      answer.on("end", () => resolve({ code: answer.statusCode, fields: answer.headers, content }));
    });
    request.end();
  });
}

/** A request to the lab as a proxy. */
function through(target, headers = {}) {
  const { hostname, port } = new URL(lab);
  return ask({ hostname, port, path: target, headers: { Host: new URL(target).host, ...headers } });
}

/** Asks for a tunnel: the socket, if there is one, else the answer's code. */
function connect(authority, headers = {}) {
  const { hostname, port } = new URL(lab);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method: "CONNECT", path: authority, headers, agent: false });
    request.on("error", reject);
    request.on("connect", (answer, socket) => {
      if (answer.statusCode !== 200) socket.destroy();
      resolve({ code: answer.statusCode, fields: answer.headers, socket });
    });
    request.end();
  });
}

export async function messages() {
  const refused = await through(second + WELCOME);
  assert.equal(refused.code, 407);
  assert.equal(refused.fields["proxy-authenticate"], 'Basic realm="proxy", charset="UTF-8"');
  const answer = await through(second + WELCOME, KNOWN);
  assert.deepEqual([answer.code, answer.content], [200, GREETING]);
  assert.match(answer.fields.via, /^1\.1 statusquo-[0-9a-f]{16}$/);
  const looped = await through(second + WELCOME, { ...KNOWN, Via: answer.fields.via });
  assert.deepEqual([looped.code, looped.fields["proxy-status"]], [502, "statusquo; error=proxy_loop_detected"]);
  assert.equal((await through("http://example.com/", KNOWN)).code, 403);
}

export async function tunnels() {
  const { host } = new URL(secured);
  const refused = await connect(host);
  assert.equal(refused.code, 407);
  assert.equal((await connect("example.com:443", KNOWN)).code, 403);
  const { code, fields, socket } = await connect(host, KNOWN);
  assert.deepEqual([code, fields["content-length"], fields["transfer-encoding"]], [200, undefined, undefined]);
  const inside = tls.connect({ socket, servername: "localhost", ca: fs.readFileSync(pem) });
  const headers = { Host: "localhost" };
  const answer = await ask({ path: WELCOME, headers, agent: undefined, createConnection: () => inside });
  assert.deepEqual([answer.code, answer.content, answer.fields.via], [200, GREETING, undefined]);
  inside.destroy();
}

await cases[name]();
console.log("seen");
