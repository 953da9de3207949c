// Pictures of five kinds of page, dark, light, narrow and as printed, and what axe-core finds on them.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ANSWER = "HTTP/1.1 405 Method Not Allowed\nDate: Sun, 06 Nov 1994 08:49:37 GMT\nContent-Length: 2\n\nno";

/** How each kind is reached. */
const KINDS = {
  home: (page, at) => page.open(at("/")),
  async code(page, at) {
    await page.open(at("/409"));
    await page.click(".happen form button");
    await page.until("document.querySelector('.told').textContent.startsWith('It happened') && !document.querySelector('.happen').hasAttribute('aria-busy')");
  },
  decision: (page, at) => page.open(at("/decision?turn=25")),
  journal: async (page, at) => {
    await page.open(at("/_/"));
    await page.until("document.querySelector('.live').textContent.startsWith('Following')");
  },
  async judged(page, at) {
    await page.open(at("/"));
    await page.run((answer) => {
      document.querySelector("details.paste").open = true;
      document.querySelector("#pasted").value = answer;
    }, ANSWER);
    await page.leads("what is wrong with it", () => page.run("document.querySelector('details.paste form').submit()"));
  },
};

/** What passes before, so that the journal has something to show. */
async function pass(at) {
  const asked = { Accept: "application/json" };
  for (const path of ["documents/welcome", "documents/nowhere", "vault", "gateway/garbage", "documents/old-welcome", "divide?by=0"]) {
    await fetch(at(`/lab/${path}`), { headers: asked, redirect: "manual" });
  }
  await fetch(at("/lab/users"), { method: "POST", body: '{"name":"Ada","email":"grace@example.test"}', headers: { "Content-Type": "application/json", ...asked } });
}

/** What would have to be scrolled, which paper cannot be. */
const CUT = `[...document.querySelectorAll("main *")].filter((element) => getComputedStyle(element).overflowX !== "hidden" && element.clientWidth > 0
  && (element.scrollWidth > element.clientWidth + 1 || (getComputedStyle(element).overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1))
  && getComputedStyle(element).display !== "inline").map((element) => element.outerHTML.slice(0, 60)).slice(0, 4)`;

export async function takePictures({ at, browser, pictures, expect }) {
  await pass(at);
  mkdirSync(pictures, { recursive: true });
  const page = await browser.page();
  const looks = {
    light: {}, dark: { scheme: "dark" }, narrow: { width: 360, height: 740 }, print: { width: 794, height: 1123, media: "print" },
  };
  for (const [kind, reach] of Object.entries(KINDS)) {
    await page.look({});
    await reach(page, at);
    const sizes = new Set();
    for (const [name, look] of Object.entries(looks)) {
      await page.look(look);
      const picture = await page.picture();
      sizes.add(picture.length);
      writeFileSync(join(pictures, `${kind}-${name}.png`), picture);
      const [wide, room] = await page.run("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
      expect(wide <= room, `${kind}, ${name}: ${wide} wide where there is room for ${room}`);
      const cut = name === "print" ? await page.run(CUT) : [];
      expect(cut.length === 0, `${kind}, ${name}: not all is to be seen of ${cut.join(", ")}`);
    }
    expect(sizes.size === 4, `${kind}: two of its pictures are alike`);
  }
  // Those that README.md shows.
  const shown = { home: ["light", "h1"], code: ["dark", "#happen-title"], decision: ["light", "#what-if-title", 1380] };
  for (const [kind, [scheme, top, height = 820]] of Object.entries(shown)) {
    await page.look({ scheme, height });
    await KINDS[kind](page, at);
    await page.run((top) => {
      document.activeElement?.blur();
      scrollTo({ top: top === "h1" ? 0 : document.querySelector(top).getBoundingClientRect().top + scrollY - 24, behavior: "instant" });
    }, top);
    const picture = await page.picture({ whole: false, format: "webp", quality: 82 });
    expect(picture.length < 150_000, `the picture of ${kind} has ${picture.length} octets`);
    writeFileSync(join(pictures, `page-${kind}.webp`), picture);
  }
  expect(page.wrong.length === 0, page.wrong.join("; "));
}

export async function askAxe({ at, axe, browser, expect }) {
  await pass(at);
  const script = readFileSync(axe, "utf8");
  const page = await browser.page();
  for (const [kind, reach] of Object.entries(KINDS)) {
    await reach(page, at);
    // What is folded away is to be seen by everybody too.
    await page.run("for (const details of document.querySelectorAll('details')) details.open = true");
    await page.run(script);
    for (const scheme of ["light", "dark"]) {
      await page.look({ scheme });
      const found = await page.run("axe.run(document, { resultTypes: ['violations'] }).then(({ violations, passes }) => ({ violations, passed: passes.length }))");
      expect(found.passed > 10, `${kind}, ${scheme}: axe-core looked at ${found.passed} things`);
      for (const { id, help, nodes } of found.violations) {
        const where = nodes.slice(0, 4).map(({ html, failureSummary }) => `${html.slice(0, 160)} (${failureSummary.split("\n").slice(1, 3).join(" ").trim()})`);
        expect(false, `${kind}, ${scheme}: ${id}: ${help}, ${nodes.length} times: ${where.join("; ")}`);
      }
    }
  }
}
