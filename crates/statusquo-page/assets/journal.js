'use strict';
// The journal follows: a row for each exchange as it comes, on top, unless somebody is just reading there. Without this the page
// is a list that is loaded again. What is inserted are rows that this server made, in which all that clients sent is text.
(() => {
  const MOST = 300;
  const section = document.querySelector('[data-follow]');
  if (!section || !window.EventSource) return;
  const rows = section.querySelector('tbody');
  const status = section.querySelector('.live');
  const input = section.querySelector('#filter');
  const form = input.form;

  const button = (text, press) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', press);
    status.parentElement.append(made);
    return made;
  };
  const pause = button('Pause', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    if (!paused) show();
    say(paused ? 'Paused: what comes is held back.' : 'Following again.');
    later();
  });
  pause.className = 'quiet-button';
  pause.setAttribute('aria-pressed', 'false');
  const reveal = button('', () => { show(); later(); });
  reveal.hidden = true;

  let source, paused = false, held = [], came = 0, lost = 0, said = 0, trouble = 0, asked = 0;
  let newest = Number(section.dataset.newest) || 0;
  let filter = input.value;

  const timer = (wait, work) => {
    let id = 0;
    return () => { clearTimeout(id); id = setTimeout(work, wait); };
  };
  const say = (text) => { status.textContent = text; said = Date.now(); };

  // Somebody reads where rows would be pushed away: the pointer, the focus or a selection is there, or the top is out of sight.
  const isRead = () => {
    const selection = document.getSelection();
    return (matchMedia('(hover: hover)').matches && rows.matches(':hover')) || rows.contains(document.activeElement)
      || rows.getBoundingClientRect().top < 0 || (!selection.isCollapsed && rows.contains(selection.anchorNode));
  };

  const show = () => {
    if (!held.length) return;
    const template = document.createElement('template');
    template.innerHTML = `<table><tbody>${held.reverse().join('')}</tbody></table>`;
    const fresh = [...template.content.querySelectorAll('tr')];
    held = [];
    for (const row of fresh) row.classList.add('fresh');
    rows.prepend(...fresh);
    section.querySelector('.none')?.remove();
    if (rows.rows.length > MOST) {
      while (rows.rows.length > MOST) rows.lastElementChild.remove();
      older(rows.lastElementChild.cells[0].textContent);
    }
    came += fresh.length;
    tell();
  };
  // A short sentence now and then, and not each row, for those who hear the page.
  let telling = 0;
  const tell = () => {
    if (telling) return;
    telling = setTimeout(() => {
      telling = 0;
      if (paused || !(came || lost)) return;
      const missing = lost ? ` ${lost} came faster than they can be shown; load the page again to see the newest.` : '';
      say(`Following: ${came} new ${came === 1 ? 'exchange' : 'exchanges'}.${missing}`);
    }, Math.max(0, said + 4000 - Date.now()));
  };
  const older = (before) => {
    const pages = section.querySelector('.pages');
    const link = pages.querySelector('[rel=next]') || pages.appendChild(document.createElement('a'));
    link.rel = 'next';
    link.textContent = 'Older ones';
    link.href = address('/_/', { filter, before });
  };
  const later = () => {
    if (!paused && !isRead()) show();
    reveal.hidden = !held.length;
    if (held.length) reveal.textContent = `Show ${held.length} new`;
  };
  const soon = timer(80, later);
  for (const event of ['mouseleave', 'focusout']) rows.addEventListener(event, soon);
  addEventListener('scroll', soon, { passive: true });

  const address = (path, parts) => {
    const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => String(value).trim() !== ''));
    return query.size === 0 ? path : `${path}?${query}`;
  };

  let waiting = false, troubled = true;
  const connect = () => {
    source?.close();
    source = new EventSource(address(section.dataset.follow, { filter, after: newest }));
    source.addEventListener('open', () => {
      clearTimeout(trouble);
      trouble = 0;
      if (troubled && !paused) say('Following: what comes is added on top.');
      troubled = false;
    });
    source.addEventListener('row', (event) => {
      newest = Number(event.lastEventId);
      held.push(event.data);
      if (held.length > MOST) { held.shift(); lost++; }
      // A stream of rows must not put off the first of them.
      if (waiting) return;
      waiting = true;
      setTimeout(() => { waiting = false; later(); }, 80);
    });
    source.addEventListener('lost', (event) => { lost += Number(event.data); tell(); });
    source.addEventListener('error', () => {
      // That a stream ends after a while and is asked for again is no trouble.
      trouble ||= setTimeout(() => {
        trouble = 0;
        troubled = true;
        say('Not following: the server does not answer, or has no place free. Trying again.');
        // A browser asks again by itself, unless it was refused.
        if (source.readyState === EventSource.CLOSED && !document.hidden) connect();
      }, 5000);
    });
  };

  const sift = async () => {
    if (input.value === filter) return;
    const wanted = input.value;
    const mine = ++asked;
    const answer = await fetch(address('/_/', { filter: wanted }), { headers: { Accept: 'text/html' } }).catch(() => null);
    if (mine !== asked) return;
    if (!answer?.ok) return say(`Not filtered: the server ${answer ? 'takes no such filter' : 'does not answer'}.`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-follow]');
    if (mine !== asked || !page) return;
    filter = wanted;
    newest = Number(page.dataset.newest) || 0;
    held = [];
    came = lost = 0;
    rows.replaceChildren(...page.querySelector('tbody').rows);
    section.querySelector('.end').replaceWith(page.querySelector('.end'));
    section.querySelector('.har').href = page.querySelector('.har').href;
    history.replaceState(null, '', address('/_/', { filter }));
    say(`${rows.rows.length === 0 ? 'No' : rows.rows.length} ${rows.rows.length === 1 ? 'exchange is' : 'exchanges are'} like that.`);
    reveal.hidden = true;
    connect();
  };
  input.addEventListener('input', timer(300, sift));
  form.addEventListener('submit', (event) => { event.preventDefault(); sift(); });

  // Over HTTP/1.1 a browser has six connections to a server: where as many pages followed that nobody looks at, no other would
  // open. What passes meanwhile is caught up with.
  const look = () => {
    if (!document.hidden) return connect();
    clearTimeout(trouble);
    trouble = 0;
    source?.close();
  };
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', (event) => { if (event.persisted) look(); });
  look();
})();
