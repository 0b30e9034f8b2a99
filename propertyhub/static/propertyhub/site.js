/* Helps where scripts run; every page works without. Texts come from data attributes of the page. */
"use strict";

(() => {
  const LONGEST_SIDE = 2000;
  const SMALL_ENOUGH = 1500000;
  const SLOW_AFTER = 8000;

  const filled = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]").value;

  const oneTimeKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");

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

    const rest = () => {
      going = false;
      button.removeAttribute("aria-disabled");
      button.textContent = word;
      said.textContent = "";
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
      setTimeout(() => {
        if (going) said.textContent = button.dataset.textSlow;
      }, SLOW_AFTER);
    });
    window.addEventListener("pageshow", (event) => event.persisted && rest());
  };

  /* A large photo is made smaller on the phone; what the browser cannot read goes as it is. */
  const picture = (file) =>
    "createImageBitmap" in window
      ? createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null)
      : Promise.resolve(null);

  const drawn = (image, longest) => {
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const smaller = async (file, image) => {
    if (!image || file.size <= SMALL_ENOUGH) return file;
    const canvas = drawn(image, LONGEST_SIDE);
    for (const quality of [0.85, 0.7, 0.5]) {
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob && blob.size <= SMALL_ENOUGH) return blob;
    }
    return file;
  };

  /* Several tries with one key: a photo that arrived without our hearing of it is not taken twice. */
  const send = (url, body, key, csrf, onProgress) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.setRequestHeader("X-CSRFToken", csrf);
      request.setRequestHeader("Idempotency-Key", key);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) onProgress(Math.round((100 * event.loaded) / event.total));
      });
      request.addEventListener("loadend", () => {
        let answer = {};
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          /* no answer, or a page instead of one: the status tells */
        }
        done({ status: request.status, answer });
      });
      request.send(body);
    });

  const arrived = async (url, body, key, csrf, onProgress) => {
    let reply = { status: 0, answer: {} };
    for (const pause of [0, 1000, 3000, 8000]) {
      await new Promise((done) => setTimeout(done, pause));
      reply = await send(url, body, key, csrf, onProgress);
      if (reply.status >= 200 && reply.status < 500 && reply.status !== 409) break;
    }
    return reply;
  };

  const kept = (field, number, token, image, name) => {
    const item = document.createElement("li");
    item.className = "shot";
    if (image) {
      const preview = drawn(image, 640);
      preview.setAttribute("role", "img");
      preview.setAttribute("aria-label", name);
      item.append(preview);
    } else {
      item.append(name);
    }
    const row = document.createElement("div");
    row.className = "choice";
    const box = document.createElement("input");
    Object.assign(box, {
      type: "checkbox",
      name: field.dataset.photoName,
      value: token,
      id: `kept_${token}`,
      checked: true,
    });
    const label = document.createElement("label");
    label.htmlFor = box.id;
    label.textContent = filled(field.dataset.textKeep, { number });
    row.append(box, label);
    item.append(row);
    return item;
  };

  const sendPhotos = (field) => {
    const input = field.querySelector("input[type=file]");
    const list = field.querySelector("[data-photo-list]");
    const said = field.querySelector("[data-photo-said]");
    const wrong = field.querySelector("[data-photo-refused]");
    const { dataset } = field;
    const form = field.closest("form");

    const refuse = (name, message) => {
      wrong.append(wrongLine(field, filled(dataset.textRefused, { name, message })));
      dataset.refused = dataset.refused ? `${dataset.refused}, ${name}` : name;
    };

    const takeOne = async (file) => {
      const number = list.children.length + 1;
      said.textContent = filled(dataset.textGoing, { number, percent: 0 });
      const image = await picture(file);
      const body = new FormData();
      body.append("photo", await smaller(file, image), file.name);
      let spoken = 0;
      const reply = await arrived(dataset.photoUrl, body, oneTimeKey(), token(form), (percent) => {
        if (percent < spoken + 25) return;
        spoken = percent;
        said.textContent = filled(dataset.textGoing, { number, percent });
      });
      if (reply.status >= 200 && reply.status < 300) {
        list.append(kept(field, number, reply.answer.token, image, file.name));
        return filled(dataset.textArrived, { number });
      }
      refuse(file.name, reply.answer.message || filled(dataset.textFailed, { number }));
      return "";
    };

    input.addEventListener("change", async () => {
      const files = Array.from(input.files);
      const free = Math.max(0, Number(dataset.photoLimit) - list.children.length);
      const words = [];
      input.value = "";
      dataset.busy = "yes";
      for (const file of files.slice(0, free)) words.push(await takeOne(file));
      delete dataset.busy;
      for (const file of files.slice(free)) {
        refuse(file.name, filled(dataset.textMany, { limit: dataset.photoLimit }));
      }
      said.textContent = words.filter(Boolean).join(" ");
      if (form.dataset.sendWhenReady) {
        delete form.dataset.sendWhenReady;
        form.requestSubmit();
      }
    });
  };

  const offerPrint = (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  };

  const summary = document.querySelector("[data-error-summary]");
  if (summary) leadToErrors(summary);
  for (const button of document.querySelectorAll("[data-submit]")) guardSubmit(button.form);
  for (const field of document.querySelectorAll("[data-photos]")) {
    if (field.dataset.photoUrl) sendPhotos(field);
  }
  for (const button of document.querySelectorAll("[data-print]")) offerPrint(button);
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("[data-open-in-print]")) part.open = true;
  });
})();
