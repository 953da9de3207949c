// A browser without a window, driven through two pipes by Chromium's own protocol: nothing but Node.js is needed for it,
// and the browser ends when the pipes do, whatever becomes of this program.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long anything that must come may take, on a machine under load. */
const PATIENCE = 30_000;

/** Waits for a promise no longer than that. */
export function soon(promise, what, patience = PATIENCE) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${patience / 1000} s`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Browser {
  #folder = mkdtempSync(join(tmpdir(), "statusquo-pages-"));
  #child;
  #last = 0;
  #asked = new Map();
  #heard = new Map();
  #rest = [];

  static async start(program) {
    const browser = new Browser();
    // The sandbox does not work for root, who runs this in CI; the browser sees nothing but the lab.
    const options = [
      "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-dev-shm-usage",
      "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--mute-audio",
      "--disable-renderer-backgrounding", "--disable-background-timer-throttling",
      "--disable-backgrounding-occluded-windows", "--force-color-profile=srgb", "--lang=en",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-proxy-server", "--remote-debugging-pipe",
      `--user-data-dir=${browser.#folder}`, "about:blank",
    ];
    const child = spawn(program, options, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    browser.#child = child;
    child.on("error", (error) => browser.#end(error));
    child.on("exit", (code) => browser.#end(new Error(`the browser ended: ${code}`)));
    child.stdio[3].on("error", (error) => browser.#end(error));
    child.stdio[4].on("data", (octets) => browser.#hear(octets));
    await browser.ask("Browser.getVersion");
    return browser;
  }

  #end(error) {
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
  }

  /** Messages are JSON, each with a zero octet after it. */
  #hear(octets) {
    let from = 0;
    for (let end; (end = octets.indexOf(0, from)) >= 0; from = end + 1) {
      this.#rest.push(octets.subarray(from, end));
      this.#take(JSON.parse(Buffer.concat(this.#rest).toString()));
      this.#rest = [];
    }
    this.#rest.push(octets.subarray(from));
  }

  #take(message) {
    const asked = this.#asked.get(message.id);
    if (!asked) return this.#heard.get(message.sessionId)?.(message.method, message.params);
    this.#asked.delete(message.id);
    if (message.error) asked.reject(new Error(`${asked.method}: ${message.error.message}`));
    else asked.resolve(message.result);
  }

  ask(method, params = {}, sessionId = undefined) {
    const id = ++this.#last;
    const answer = new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject, method }));
    this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return soon(answer, method);
  }

  /** A page of its own, 1280 by 900 and light as long as nothing else is said. */
  async page() {
    const { targetId } = await this.ask("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.ask("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page((method, params) => this.ask(method, params, sessionId));
    this.#heard.set(sessionId, (method, params) => page.hear(method, params));
    page.close = async () => {
      this.#heard.delete(sessionId);
      await this.ask("Target.closeTarget", { targetId });
    };
    await page.begin();
    return page;
  }

  async stop() {
    const ended = once(this.#child, "exit");
    this.ask("Browser.close").catch(() => {});
    await soon(ended, "the end of the browser", 5000).catch(() => this.#child.kill("SIGKILL"));
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class Page {
  #loaded = () => {};
  /** What went wrong in it: errors of scripts, what it complains of, what its policy kept from happening, dialogs. */
  wrong = [];
  /** The status of the answer that it shows. */
  status = 0;

  constructor(ask) {
    this.ask = ask;
  }

  async begin() {
    for (const domain of ["Page", "Runtime", "Log", "Network", "Audits"]) await this.ask(`${domain}.enable`);
    await this.look();
  }

  /** How it is looked at. */
  look({ width = 1280, height = 900, scheme = "light", media = "", scale = 1 } = {}) {
    const features = [
      { name: "prefers-color-scheme", value: scheme },
      // What comes slowly into sight is not what is to be looked at.
      { name: "prefers-reduced-motion", value: "reduce" },
    ];
    return Promise.all([
      this.ask("Emulation.setEmulatedMedia", { media, features }),
      this.ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: false }),
    ]);
  }

  scripts(run) {
    return this.ask("Emulation.setScriptExecutionDisabled", { value: !run });
  }

  hear(method, params) {
    if (method === "Page.loadEventFired") this.#loaded();
    if (method === "Network.responseReceived" && params.type === "Document") this.status = params.response.status;
    if (method === "Runtime.exceptionThrown") {
      this.wrong.push(`exception: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`);
    }
    if (method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(params.type)) {
      this.wrong.push(`console: ${params.args.map((value) => value.value ?? value.description).join(" ")}`);
    }
    if (method === "Log.entryAdded" && ["error", "warning"].includes(params.entry.level)) {
      // That the page itself is an error's is what it is about.
      const { entry } = params;
      if (!(entry.source === "network" && entry.url === this.url)) this.wrong.push(`${entry.source}: ${entry.text} ${entry.url ?? ""}`);
    }
    if (method === "Audits.issueAdded" && params.issue.code === "ContentSecurityPolicyIssue") {
      this.wrong.push(`policy: ${JSON.stringify(params.issue.details.contentSecurityPolicyIssueDetails)}`);
    }
    if (method === "Page.javascriptDialogOpening") {
      this.wrong.push(`dialog: ${params.message}`);
      this.ask("Page.handleJavaScriptDialog", { accept: true }).catch(() => {});
    }
  }

  /** Waits until a page is loaded that something leads to. */
  async leads(what, act) {
    const loaded = new Promise((resolve) => (this.#loaded = resolve));
    const outcome = await act();
    if (outcome?.errorText) throw new Error(`${what}: ${outcome.errorText}`);
    await soon(loaded, `${what} loads`);
  }

  async open(url) {
    this.wrong = [];
    this.url = url;
    await this.leads(url, () => this.ask("Page.navigate", { url }));
  }

  /** The value of an expression, or of a function with arguments. */
  async run(what, ...given) {
    const expression = typeof what === "string" ? what : `(${what})(...${JSON.stringify(given)})`;
    const { result, exceptionDetails } = await this.ask("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${expression.slice(0, 200)}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  /** Waits until an expression is true of it, or a function with arguments; what it was then. */
  async until(what, ...given) {
    const last = Date.now() + PATIENCE;
    for (;;) {
      const value = await this.run(what, ...given);
      if (value) return value;
      if (Date.now() > last) {
        const told = await this.run("document.querySelector('.told, .live')?.textContent ?? document.title");
        throw new Error(`${this.url}: never ${what} ${JSON.stringify(given)}; it says: ${told}`);
      }
      await sleep(20);
    }
  }

  text(selector) {
    return this.run((selector) => document.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "", selector);
  }

  /** Clicks where a person would. */
  async click(selector) {
    const at = await this.run((selector) => {
      const element = document.querySelector(selector);
      if (!element) return null;
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = element.getBoundingClientRect();
      const point = { x: x + Math.min(width / 2, 200), y: y + height / 2 };
      const there = document.elementFromPoint(point.x, point.y);
      return there && (element.contains(there) || there.contains(element)) ? point : { ...point, covered: there?.outerHTML.slice(0, 120) ?? "nothing" };
    }, selector);
    if (!at) throw new Error(`${this.url}: there is no ${selector}`);
    if (at.covered) throw new Error(`${this.url}: ${selector} cannot be clicked, there is ${at.covered}`);
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.ask("Input.dispatchMouseEvent", { type, x: at.x, y: at.y, button: "left", clickCount: 1 });
    }
  }

  /** Types where the focus is. */
  type(text) {
    return this.ask("Input.insertText", { text });
  }

  /** A picture of all of it, or of what is in sight. */
  async picture({ whole = true, format = "png", quality = undefined } = {}) {
    const { cssContentSize } = await this.ask("Page.getLayoutMetrics");
    // The table of decisions is long; so much of a page says how it looks.
    const height = Math.min(cssContentSize.height, 6000);
    const clip = whole ? { x: 0, y: 0, width: cssContentSize.width, height, scale: 1 } : undefined;
    const { data } = await this.ask("Page.captureScreenshot", { format, quality, clip, captureBeyondViewport: whole });
    return Buffer.from(data, "base64");
  }
}
