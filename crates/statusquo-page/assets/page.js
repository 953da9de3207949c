// What every page does more than be read: text that is to be run elsewhere can be copied.
"use strict";

/** Puts text where it can be pasted from. Pages of http at other addresses than this machine's have no clipboard. */
async function copy(from) {
  if (navigator.clipboard) return navigator.clipboard.writeText(from.textContent);
  getSelection().selectAllChildren(from);
  if (!document.execCommand("copy")) throw new Error("the browser copies nothing");
}

for (const block of document.querySelectorAll(".copied")) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  const whose = document.createElement("span");
  button.type = "button";
  said.textContent = "Copy";
  said.setAttribute("aria-live", "polite");
  whose.className = "unseen";
  whose.textContent = ` the text for ${block.dataset.client}`;
  button.append(said, whose);
  button.addEventListener("click", async () => {
    try {
      await copy(block.querySelector("code"));
      said.textContent = "Copied";
    } catch {
      // It is selected then, and the keys for copying are everybody's own.
      getSelection().selectAllChildren(block.querySelector("code"));
      said.textContent = "Selected";
    }
    setTimeout(() => (said.textContent = "Copy"), 2000);
  });
  block.prepend(button);
}
