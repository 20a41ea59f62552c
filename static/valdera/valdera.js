// Small comforts on pages that work without them: focus on what must be read, shortcuts with Alt,
// choosing rows of a list with count and sum, menus that close.
(() => {
  "use strict";

  const italiano = new Intl.NumberFormat("it-IT", {minimumFractionDigits: 2, useGrouping: "always"});

  function daiFuoco(radice) {
    radice.querySelector("[data-fuoco]")?.focus();
  }

  // Alt with the letter printed near the act; arrows for the queue. Never while another key is down.
  function scorciatoia(evento) {
    if (!evento.altKey || evento.ctrlKey || evento.metaKey) return;
    const tasti = {ArrowRight: "→", ArrowLeft: "←"};
    const tasto = tasti[evento.key] ?? evento.code.replace("Key", "");
    const atto = document.querySelector(`[data-scorciatoia="${CSS.escape(tasto)}"]`);
    if (!atto) return;
    evento.preventDefault();
    atto.click();
  }

  function aggiornaScelta(modulo) {
    const tutte = [...modulo.querySelectorAll("[data-scelta]")];
    const scelte = tutte.filter((casella) => casella.checked);
    for (const casella of tutte) casella.closest("tr")?.classList.toggle("scelto", casella.checked);
    const capo = modulo.querySelector("[data-scegli-tutte]");
    if (capo) {
      capo.checked = tutte.length > 0 && scelte.length === tutte.length;
      capo.indeterminate = scelte.length > 0 && scelte.length < tutte.length;
    }
    const conto = modulo.querySelector("[data-conto]");
    if (conto) scriviConto(conto, scelte);
  }

  // Cents, so that the sum on the screen is the sum of the rows.
  function scriviConto(conto, scelte) {
    conto.invito ??= [...conto.childNodes];
    if (scelte.length === 0) return conto.replaceChildren(...conto.invito);
    const [una, molte] = conto.dataset.conto.split(",");
    const centesimi = scelte.reduce((somma, casella) => somma + Math.round(Number(casella.dataset.importo ?? 0) * 100), 0);
    const parole = document.createElement("strong");
    parole.textContent = `${scelte.length} ${scelte.length === 1 ? una : molte}`;
    const conImporti = scelte.some((casella) => "importo" in casella.dataset);
    const somma = italiano.format(centesimi / 100).replace("-", "−");
    conto.replaceChildren(parole, conImporti ? `, ${somma}\u00a0€` : "");
  }

  function preparaScelta(modulo) {
    modulo.addEventListener("change", (evento) => {
      if (evento.target.matches("[data-scegli-tutte]")) {
        for (const casella of modulo.querySelectorAll("[data-scelta]")) casella.checked = evento.target.checked;
      }
      aggiornaScelta(modulo);
    });
    modulo.addEventListener("reset", (evento) => {
      evento.preventDefault();
      for (const casella of modulo.querySelectorAll("[data-scelta]")) casella.checked = false;
      aggiornaScelta(modulo);
    });
    aggiornaScelta(modulo);
  }

  function chiudiMenu(evento) {
    for (const menu of document.querySelectorAll("details.tendina[open]")) {
      if (evento.type === "keydown" ? evento.key === "Escape" : !menu.contains(evento.target)) {
        menu.open = false;
        if (evento.type === "keydown") menu.querySelector("summary").focus();
      }
    }
  }

  function fermaImpediti(evento) {
    if (evento.target.closest("[aria-disabled=true]")) evento.preventDefault();
  }

  document.addEventListener("keydown", scorciatoia);
  document.addEventListener("keydown", chiudiMenu);
  document.addEventListener("click", chiudiMenu);
  document.addEventListener("click", fermaImpediti);
  document.addEventListener("htmx:afterSwap", (evento) => daiFuoco(evento.target));
  document.querySelectorAll("[data-selezione]").forEach(preparaScelta);
  daiFuoco(document);
})();
