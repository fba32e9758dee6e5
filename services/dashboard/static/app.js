// The live part of a campaign: one stream a page, closed while nobody looks at it.
//
// The server sends the whole part each time (also on connecting), so a lost message leaves no wrong
// number behind. htmx morphs it into the page: focus, scroll and selection stay.
"use strict";

(() => {
  const start = () => {
    const live = document.querySelector("[data-stream]");
    if (!live) return;
    const warning = document.querySelector("[data-connection]");
    let source = null;

    const lost = (isLost) => {
      live.classList.toggle("lost", isLost);
      if (warning) warning.hidden = !isLost;
    };
    const close = () => {
      if (source) source.close();
      source = null;
    };
    const open = () => {
      if (source) return;
      source = new EventSource(live.dataset.stream);
      source.addEventListener("live", (message) => {
        lost(false);
        htmx.swap({ target: live, text: message.data, swap: "innerMorph" });
      });
      // The browser reconnects by itself, unless the server refused: then the session has ended.
      source.onerror = () => {
        lost(true);
        if (source && source.readyState === EventSource.CLOSED) close();
      };
    };
    // A hidden tab would hold one of the six connections that HTTP/1.1 allows to a server.
    document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
    window.addEventListener("pagehide", close);
    if (!document.hidden) open();
  };

  // A menu closes when something else is clicked, or with Escape.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(null);
  });

  // The look changes at once where there is script; the button is for where there is none.
  document.addEventListener("change", (event) => {
    const form = event.target.closest('form[action="/look"]');
    if (form) form.submit();
  });

  // A file may be dropped on its field.
  const drops = () => {
    for (const field of document.querySelectorAll(".drop")) {
      const input = field.querySelector("input[type=file]");
      const over = (is) => field.classList.toggle("over", is);
      field.addEventListener("dragover", (event) => {
        event.preventDefault();
        over(true);
      });
      field.addEventListener("dragleave", () => over(false));
      field.addEventListener("drop", (event) => {
        event.preventDefault();
        over(false);
        if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
      });
    }
  };

  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("DOMContentLoaded", drops);
})();
