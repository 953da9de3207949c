// Makes a code happen without leaving its page: asks the lab, and shows what is told as it comes.
"use strict";

(() => {
  const panel = document.querySelector(".happen");
  const form = panel?.querySelector("form");
  if (!form || !window.ReadableStream || !window.TextDecoder) return;
  const button = form.querySelector("button");
  const status = panel.querySelector(".told");
  const timeline = panel.querySelector(".timeline");
  const result = panel.querySelector(".happened");
  let running = false;

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const time = (milliseconds) =>
    milliseconds < 100 ? `${(Math.trunc(milliseconds * 100) / 100).toFixed(2)} ms` : `${Math.trunc(milliseconds)} ms`;

  // Which class of codes it belongs to, for its colour.
  const kind = (code) => (code >= 100 && code < 600 ? `c${Math.floor(code / 100)}` : "c0");

  /** A row of the time line: when, which way, what, and what there is to say of it. */
  const row = (data, className, way, spoken, label, note) => {
    const item = make("li", className);
    item.append(make("span", "at", time(data.at)));
    const arrow = make("span", "way", way);
    arrow.setAttribute("aria-hidden", "true");
    item.append(arrow, make("span", "unseen", spoken));
    const what = make("span", "what");
    if (data.connection !== undefined) what.append(make("span", "on", `${data.connection + 1}`));
    what.append(make("span", "label", label));
    if (note) what.append(" ", make("small", "", note));
    item.append(what);
    timeline.append(item);
    timeline.hidden = false;
  };

  const octets = (count) => `${count.toLocaleString("en")} B`;

  const shows = {
    sent(data) {
      // Connections have numbers once there are several.
      if (data.connection > 0) timeline.classList.add("several");
      row(data, "out", "→", "sent: ", data.label || "an empty line", octets(data.octets));
    },
    secured(data) {
      row(data, "aside", "·", "", `speaks TLS, and asked for ${data.server} in the handshake`);
    },
    paused(data) {
      row(data, "aside", "·", "", `${data.milliseconds} ms of silence, on purpose`);
    },
    answered(data) {
      const note = data.interim ? `interim, ${octets(data.octets)}` : octets(data.octets);
      row(data, `in ${kind(data.code)}${data.interim ? " interim" : ""}`, "←", "received: ", data.label, note);
      if (data.interim) status.textContent = `An interim answer came: ${data.code}.`;
    },
    closed(data) {
      row(data, "aside", "×", "", "the server closed the connection");
    },
    result(data) {
      const page = document.createElement("template");
      page.innerHTML = data.html;
      result.replaceChildren(page.content);
      result.hidden = false;
      status.textContent = `It happened: ${data.code} ${data.phrase} over ${data.version}.`;
      status.append(" ", make("span", "because", `Decided by: ${data.why}. (${data.source})`));
    },
    missed(data) {
      fail(`It did not happen: ${data.sentence}.`);
    },
  };

  const fail = (sentence) => {
    status.textContent = sentence;
    status.classList.add("failed");
  };

  /** Why the lab refused, in its words. */
  const refused = async (response) => {
    const wait = response.headers.get("Retry-After");
    let detail = "";
    try {
      detail = (await response.json()).detail ?? "";
    } catch {
      // Not every answer comes from the lab.
    }
    return `${response.status}: ${detail || response.statusText}${wait ? ` Try again in ${wait} s.` : ""}`;
  };

  /** The events of a stream as they come: their name, and their data. */
  async function* events(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += value;
      let end;
      while ((end = text.indexOf("\n\n")) >= 0) {
        const lines = text.slice(0, end).split("\n");
        text = text.slice(end + 2);
        const of = (name) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        if (of("event")) yield { name: of("event"), data: JSON.parse(of("data") ?? "{}") };
      }
    }
  }

  const run = async (sent) => {
    let response;
    try {
      response = await fetch(form.action, {
        method: "POST",
        body: sent,
        headers: { Accept: "text/event-stream, application/problem+json;q=0.5" },
      });
    } catch {
      return fail("The server cannot be reached.");
    }
    if (!response.ok) return fail(await refused(response));
    let last = "";
    try {
      for await (const { name, data } of events(response.body)) {
        shows[name]?.(data);
        last = name;
      }
    } catch {
      // What came until then stays.
    }
    if (last !== "result" && last !== "missed") fail("The connection ended before it was over.");
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (running) return;
    running = true;
    // Not disabled in the strict sense: it would lose the focus.
    button.setAttribute("aria-disabled", "true");
    panel.setAttribute("aria-busy", "true");
    timeline.replaceChildren();
    timeline.classList.remove("several");
    timeline.hidden = true;
    result.replaceChildren();
    result.hidden = true;
    status.classList.remove("failed");
    status.textContent = "It begins …";
    await run(new URLSearchParams(new FormData(form)));
    panel.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
    running = false;
  });
})();
