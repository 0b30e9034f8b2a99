/* Helps where scripts run; every page works without. Texts come from data attributes of the page. */
"use strict";

(() => {
  const SLOW_AFTER = 8000;

  const filled = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  /* The error summary takes the focus; its links hand it to the control. */
  const leadToErrors = (summary) => {
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const control = link && document.getElementById(link.hash.slice(1));
      if (!control) return;
      event.preventDefault();
      control.closest("details")?.setAttribute("open", "");
      control.closest(".field")?.scrollIntoView();
      control.focus({ preventScroll: true });
    });
  };

  /* One line of what went wrong, as the page shows errors: with its icon. */
  const wrongLine = (field, text) => {
    const line = field.querySelector("[data-photo-wrong]").content.cloneNode(true);
    line.querySelector("[data-photo-words]").textContent = text;
    return line;
  };

  /* Once after a refusal the form stops, and says what it would go without. */
  const stopWithoutPhoto = (field, said) => {
    const names = field.dataset.refused;
    delete field.dataset.refused;
    said.replaceChildren(wrongLine(field, filled(field.dataset.textWithout, { names })));
  };

  /* A form goes once; the button says that it is going, and waits for photos on their way. */
  const guardSubmit = (form) => {
    const button = form.querySelector("[data-submit]");
    const said = form.querySelector("[data-submit-said]");
    const word = button.textContent;
    let going = false;
    let slow = 0;

    const rest = (text) => {
      going = false;
      clearTimeout(slow);
      button.removeAttribute("aria-disabled");
      button.textContent = word;
      said.textContent = text;
    };

    form.addEventListener("submit", (event) => {
      const waiting = form.querySelector("[data-photos][data-busy]");
      if (going || waiting) event.preventDefault();
      if (going) return;
      if (waiting) {
        said.textContent = waiting.dataset.textWait;
        form.dataset.sendWhenReady = "yes";
        return;
      }
      const refused = form.querySelector("[data-photos][data-refused]");
      if (refused) {
        event.preventDefault();
        stopWithoutPhoto(refused, said);
        return;
      }
      going = true;
      button.setAttribute("aria-disabled", "true");
      button.textContent = button.dataset.textBusy;
      said.textContent = button.dataset.textBusy;
      // a line may hang for ever; the key of the form lets a second tap count once
      slow = setTimeout(() => rest(button.dataset.textSlow ?? ""), SLOW_AFTER);
    });
    window.addEventListener("pageshow", (event) => event.persisted && rest(""));
  };

  const offerPrint = (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  };

  /* The size of text changes where one is: what was typed stays. */
  const switchSize = (form) => {
    const button = form.querySelector("button");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = new FormData(form);
      body.set(button.name, button.value);
      try {
        await fetch(form.action, { method: "POST", body, redirect: "manual" });
      } catch {
        /* not remembered for the next page; this one changes all the same */
      }
      const large = document.documentElement.classList.toggle("large");
      button.value = large ? "normal" : "large";
      button.querySelector("span").textContent = large
        ? button.dataset.textNormal
        : button.dataset.textLarge;
    });
  };

  /* Who leaves a page on which something was typed and not sent is asked first. */
  const askBeforeLosing = (main) => {
    const ask = (event) => event.preventDefault();
    main.addEventListener("input", (event) => {
      const form = event.target.closest("form");
      if (form?.method === "post") window.addEventListener("beforeunload", ask);
    });
    document.addEventListener("submit", (event) => {
      if (main.contains(event.target) && !event.defaultPrevented)
        window.removeEventListener("beforeunload", ask);
    });
  };

  for (const form of document.querySelectorAll("[data-text-size]")) switchSize(form);
  const main = document.querySelector("main#main");
  if (main) askBeforeLosing(main);
  const summary = document.querySelector("[data-error-summary]");
  if (summary) leadToErrors(summary);
  for (const button of document.querySelectorAll("[data-submit]")) guardSubmit(button.form);
  for (const button of document.querySelectorAll("[data-print]")) offerPrint(button);
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("[data-open-in-print]")) part.open = true;
  });
})();
