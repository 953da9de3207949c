// Makes a code happen without leaving its page: asks the lab, and shows what is told as it comes.
"use strict";

(() => {
  if (!window.ReadableStream || !window.TextDecoder) return;
  // The panel, and the causes that have a button: where each is asked for, and where it is told.
  const places = [...document.querySelectorAll(".happen, .causes > li")].flatMap((place) => {
    const find = (selector) => place.querySelector(selector);
    const form = find("form");
    return form ? [{ place, form, button: find("form button"), status: find(".told"), timeline: find(".timeline"), result: find(".happened") }] : [];
  });
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
  const row = ({ timeline }, data, className, way, spoken, label, note) => {
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
    sent(data, where) {
      // Connections have numbers once there are several.
      if (data.connection > 0) where.timeline.classList.add("several");
      row(where, data, "out", "→", "sent: ", data.label || "an empty line", octets(data.octets));
    },
    secured(data, where) {
      row(where, data, "aside", "·", "", `speaks TLS, and asked for ${data.server} in the handshake`);
    },
    paused(data, where) {
      row(where, data, "aside", "·", "", `${data.milliseconds} ms of silence, on purpose`);
    },
    answered(data, where) {
      const note = data.interim ? `interim, ${octets(data.octets)}` : octets(data.octets);
      row(where, data, `in ${kind(data.code)}${data.interim ? " interim" : ""}`, "←", "received: ", data.label, note);
      if (data.interim) where.status.textContent = `An interim answer came: ${data.code}.`;
    },
    closed(data, where) {
      row(where, data, "aside", "×", "", "the server closed the connection");
    },
    result(data, { status, result }) {
      const page = document.createElement("template");
      page.innerHTML = data.html;
      result.querySelector(".whole").replaceChildren(page.content);
      result.hidden = false;
      status.textContent = `It happened: ${data.code} ${data.phrase} over ${data.version}.`;
      status.append(" ", make("span", "because", `Decided by: ${data.why}. (${data.source})`));
    },
    missed(data, where) {
      tell(where, `It did not happen: ${data.sentence}.`, data.fault);
    },
  };

  const tell = ({ status }, sentence, isFault) => {
    status.textContent = sentence;
    status.classList.toggle("failed", isFault);
  };
  const fail = (where, sentence) => tell(where, sentence, true);

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

  const run = async (where) => {
    let response;
    try {
      response = await fetch(where.form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(where.form)),
        headers: { Accept: "text/event-stream, application/problem+json;q=0.5" },
      });
    } catch {
      return fail(where, "The server cannot be reached.");
    }
    if (!response.ok) return fail(where, await refused(response));
    let last = "";
    try {
      for await (const { name, data } of events(response.body)) {
        shows[name]?.(data, where);
        last = name;
      }
    } catch {
      // What came until then stays.
    }
    if (last !== "result" && last !== "missed") fail(where, "The connection ended before it was over.");
  };

  /** As it is before anything is told. */
  const clear = ({ status, timeline, result }) => {
    timeline.replaceChildren();
    timeline.classList.remove("several");
    timeline.hidden = true;
    result.querySelector(".whole").replaceChildren();
    result.hidden = true;
    tell({ status }, "", false);
  };

  /** One at a time. The buttons are not disabled in the strict sense: the one that was pressed would lose the focus. */
  const hold = (held) => {
    running = held;
    for (const { button } of places) {
      if (held) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };

  /** What is told of a cause at the lower edge would be out of sight; whoever has gone elsewhere meanwhile is left there. */
  const keepInSight = ({ place }) => {
    const { top, bottom } = place.getBoundingClientRect();
    if (place.matches("li") && top < innerHeight && bottom > innerHeight) place.scrollIntoView({ block: "nearest" });
  };

  for (const where of places) {
    where.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (running) return;
      hold(true);
      clear(where);
      where.place.setAttribute("aria-busy", "true");
      tell(where, "It begins …", false);
      keepInSight(where);
      await run(where);
      where.place.removeAttribute("aria-busy");
      hold(false);
      keepInSight(where);
    });
  }
})();
