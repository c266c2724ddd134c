// Filters the figures, and opens what a link points to. Without it every page shows everything.
"use strict";

(() => {
  const panel = document.querySelector(".filter");
  const apply = panel ? filtering(panel) : () => {};
  apply();
  addEventListener("hashchange", reveal);
  reveal();

  // Shows the target of the address: no filter hides it, and its details are open.
  function reveal() {
    const target = document.getElementById(fragment());
    if (!target || target.tagName === "MAIN") return;
    if (target.closest("[hidden]")) {
      const all = panel?.querySelector('input[value="all"]');
      const search = panel?.querySelector('input[type="search"]');
      if (all) all.checked = true;
      if (search) search.value = "";
      apply();
    }
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    // Of a figure or a finding the explanation is what the link is about; of a chapter it is not.
    if (target.matches("tbody, article")) target.querySelectorAll("details").forEach((details) => { details.open = true; });
    target.scrollIntoView();
  }

  function fragment() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return ""; // A stray % in an address that somebody typed.
    }
  }

  function filtering(panel) {
    const search = panel.querySelector('input[type="search"]');
    const status = panel.querySelector('[role="status"]');
    const chapters = [...document.querySelectorAll(".chapter")].map((section) => ({
      section,
      link: document.querySelector(`.contents a[href="#${CSS.escape(section.id)}"]`)?.parentElement,
      figures: [...section.querySelectorAll("tbody")].map((body) => ({
        body,
        kind: body.dataset.kind,
        text: plain([body.dataset.id, ...[...body.querySelectorAll(".name")].map((name) => name.textContent)].join(" ")),
        // In a series that has changed, the rows that have not.
        same: [...body.querySelectorAll('.member[data-kind="unchanged"]')],
      })),
    }));
    panel.hidden = false;
    panel.addEventListener("input", update);
    return update;

    function update() {
      const kind = panel.querySelector('input[type="radio"]:checked')?.value ?? "all";
      const words = plain(search.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      let total = 0;
      for (const { section, link, figures } of chapters) {
        let here = 0;
        for (const { body, kind: own, text, same } of figures) {
          const fits = (kind === "all" || kind === own) && words.every((word) => text.includes(word));
          body.hidden = !fits;
          if (fits) here += 1;
          leaveOut(body, same, kind === "changed");
        }
        section.hidden = here === 0;
        if (link) link.hidden = section.hidden;
        shown += here;
        total += figures.length;
      }
      say(shown === 0 ? "Ingen nøgletal passer. Vælg »Alle«, eller søg efter noget andet." : `Viser ${shown} af ${total} nøgletal.`);
    }

    function say(text) {
      // A status that is written again is read aloud again.
      if (status.textContent !== text) status.textContent = text;
    }
  }

  function leaveOut(body, rows, leave) {
    for (const row of rows) row.hidden = leave;
    let note = body.querySelector(".left-out");
    if (!leave || rows.length === 0) return note?.remove();
    if (note) return;
    note = document.createElement("p");
    note.className = "left-out quiet";
    note.textContent = rows.length === 1 ? "1 uændret række er skjult." : `${rows.length} uændrede rækker er skjult.`;
    body.querySelector(".about td").prepend(note);
  }

  // One spelling of å and of capitals, as they may be typed.
  function plain(text) {
    return text.normalize("NFC").toLocaleLowerCase("da");
  }
})();
