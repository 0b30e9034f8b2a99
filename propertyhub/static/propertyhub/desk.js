/* A long list to choose from is drawn by Select2 as a box of its own, which leaves the name of the
   list behind: whoever listens to the page would not hear what is to be chosen. */
"use strict";

new MutationObserver(() => {
  for (const box of document.querySelectorAll(".select2-selection:not([data-named])")) {
    const list = box.closest(".select2")?.previousElementSibling;
    const chosen = box.querySelector(".select2-selection__rendered");
    const label = list?.labels?.[0];
    if (label && chosen) {
      label.id ||= `${list.id}-label`;
      chosen.setAttribute("aria-labelledby", label.id);
      box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
      box.dataset.named = "";
    }
  }
}).observe(document, { childList: true, subtree: true });
