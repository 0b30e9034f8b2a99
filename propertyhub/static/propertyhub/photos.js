/* Photos of a form go ahead of it, one by one and made smaller, each with a key of its own: what
   arrived without our hearing of it is not taken twice. A line that breaks is waited for. */
"use strict";

(() => {
  const LONGEST_SIDES = [2000, 1600, 1200];
  const QUALITIES = [0.85, 0.7, 0.5];
  const SMALL_ENOUGH = 1400000;
  const PREVIEW = 640;
  const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
  const DEAD_AFTER = 30000;
  const ANSWER_AFTER = 90000;
  const WHERE_CLAIMS_STAND = 131072;

  const filled = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  const oneTimeKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");

  const pathOf = (address) => address.split("?")[0];

  /* What the camera says of the moment: lost when a photo is drawn anew, so it is sent along. */
  const readClaims = (view) => {
    let at = 2;
    while (view.getUint16(at) !== 0xffe1) at += 2 + view.getUint16(at + 2);
    const start = at + 10;
    const little = view.getUint16(start) === 0x4949;
    const entryOf = (directory, tag) => {
      const count = view.getUint16(directory, little);
      for (let index = 0; index < count; index += 1) {
        const entry = directory + 2 + 12 * index;
        if (view.getUint16(entry, little) === tag) return entry;
      }
      return 0;
    };
    const pointer = (entry) => start + view.getUint32(entry + 8, little);
    const camera = pointer(entryOf(pointer(start - 4), 0x8769));
    const words = (tag) => {
      const entry = entryOf(camera, tag);
      if (!entry) return "";
      const bytes = new Uint8Array(view.buffer, pointer(entry), view.getUint32(entry + 4, little));
      return String.fromCharCode(...bytes).replace(/\0+$/, "");
    };
    return { taken: words(0x9003), offset: words(0x9011) };
  };

  const claimsOf = async (file) => {
    try {
      return readClaims(new DataView(await file.slice(0, WHERE_CLAIMS_STAND).arrayBuffer()));
    } catch {
      return { taken: "", offset: "" };
    }
  };

  const picture = (file) =>
    "createImageBitmap" in window
      ? createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null)
      : Promise.resolve(null);

  const drawn = (image, longest) => {
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  /* What the browser cannot read goes as it is: the server reads more. */
  const smaller = async (file, image) => {
    if (!image || file.size <= SMALL_ENOUGH) return file;
    for (const longest of LONGEST_SIDES) {
      const canvas = drawn(image, longest);
      for (const quality of QUALITIES) {
        const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (blob && blob.size <= SMALL_ENOUGH) return blob;
      }
    }
    return file;
  };

  /* One try. A line that carries nothing for a while is given up: it would never end by itself. */
  const tryOnce = (photo, csrf, onProgress) =>
    new Promise((done) => {
      const body = new FormData();
      body.append("photo", photo.blob, photo.name);
      for (const [name, value] of Object.entries(photo.claims)) body.append(name, value);
      const request = new XMLHttpRequest();
      photo.giveUp = () => request.abort();
      let watch = 0;
      const expect = (milliseconds) => {
        clearTimeout(watch);
        watch = setTimeout(() => request.abort(), milliseconds);
      };
      request.open("POST", photo.place);
      request.setRequestHeader("X-CSRFToken", csrf);
      request.setRequestHeader("Idempotency-Key", photo.key);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        expect(DEAD_AFTER);
        if (event.lengthComputable) onProgress(Math.round((100 * event.loaded) / event.total));
      });
      request.upload.addEventListener("load", () => expect(ANSWER_AFTER));
      request.addEventListener("loadend", () => {
        clearTimeout(watch);
        let answer = {};
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          /* no answer, or a page instead of one: the status tells */
        }
        done({ status: request.status, answer });
      });
      expect(DEAD_AFTER);
      request.send(body);
    });

  const isFinal = (status) =>
    status >= 200 && status < 500 && ![408, 425, 429].includes(status);

  /* Until it is time again, or the browser says that it has a line again. */
  const pause = (milliseconds) =>
    new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      window.addEventListener("online", () => done(clearTimeout(timer)), { once: true });
    });

  const sendPhotos = (field) => {
    const input = field.querySelector("input[type=file]");
    const list = field.querySelector("[data-photo-list]");
    const said = field.querySelector("[data-photo-said]");
    const wrong = field.querySelector("[data-photo-refused]");
    const { dataset } = field;
    const form = field.closest("form");
    const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const queue = [];
    let going = false;
    let preparing = 0;
    let chosen = list.children.length;

    let here = [];

    /* What has arrived is said again with what goes on, so that nobody misses it. */
    const say = (text) => {
      const words = [...here, text].filter(Boolean).join(" ");
      if (said.textContent !== words) said.textContent = words;
    };

    const places = () =>
      list.querySelectorAll("input:checked").length + list.querySelectorAll("progress").length;

    const refuse = (name, message) => {
      const line = field.querySelector("[data-photo-wrong]").content.cloneNode(true);
      const words = line.querySelector("[data-photo-words]");
      words.textContent = filled(dataset.textRefused, { name, message });
      wrong.append(line);
      dataset.refused = dataset.refused ? `${dataset.refused}, ${name}` : name;
    };

    const leaveOut = (photo) => {
      photo.leftOut = true;
      photo.giveUp?.();
      photo.wake?.();
      photo.item.remove();
      input.focus();
      window.unsentPhotos.drop(photo.key);
      say(filled(dataset.textLeftOut, photo));
    };

    /* How a photo looks that is on its way: its picture, how far it is, and a way to do without. */
    const showGoing = (photo, image) => {
      const item = document.createElement("li");
      item.className = "shot";
      if (image) {
        const preview = drawn(image, PREVIEW);
        preview.setAttribute("role", "img");
        preview.setAttribute("aria-label", photo.name);
        item.append(preview);
      } else {
        item.append(photo.name);
      }
      const bar = document.createElement("progress");
      bar.max = 100;
      bar.value = 0;
      bar.setAttribute("aria-label", filled(dataset.textBar, photo));
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn-outline-primary" });
      button.textContent = filled(dataset.textLeave, photo);
      button.addEventListener("click", () => leaveOut(photo));
      item.append(bar, button);
      list.append(item);
      Object.assign(photo, { item, bar, button });
    };

    const showArrived = (photo, { token, url }) => {
      const known = Array.from(list.querySelectorAll("[data-photo-at]"));
      if (known.some((item) => pathOf(item.dataset.photoAt) === pathOf(url))) {
        photo.item.remove(); // it had arrived before the page was opened again
        return;
      }
      const row = document.createElement("div");
      row.className = "choice";
      const box = document.createElement("input");
      const id = `kept_${token}`;
      Object.assign(box, { type: "checkbox", name: dataset.photoName, value: token, id });
      box.checked = true;
      const label = document.createElement("label");
      label.htmlFor = id;
      label.textContent = filled(dataset.textKeep, photo);
      row.append(box, label);
      const hadFocus = photo.button === document.activeElement;
      photo.bar.remove();
      photo.button.remove();
      photo.item.dataset.photoAt = url;
      photo.item.append(row);
      if (hadFocus) box.focus();
    };

    const arrive = async (photo) => {
      for (let tried = 0; !photo.leftOut; tried += 1) {
        let spoken = 0;
        say(filled(dataset.textGoing, { ...photo, percent: 0 }));
        const reply = await tryOnce(photo, csrf, (percent) => {
          photo.bar.value = percent;
          if (percent < spoken + 25) return;
          spoken = percent;
          say(filled(dataset.textGoing, { ...photo, percent }));
        });
        if (isFinal(reply.status)) return reply;
        if (photo.leftOut) break;
        say(filled(dataset.textAgain, photo));
        const wait = pause(PAUSES[Math.min(tried, PAUSES.length - 1)]);
        await Promise.race([wait, new Promise((done) => (photo.wake = done))]);
      }
      return null;
    };

    const settle = (photo, reply) => {
      window.unsentPhotos.drop(photo.key);
      if (reply.status < 300) {
        showArrived(photo, reply.answer);
        here.push(filled(dataset.textArrived, photo));
        say("");
        return;
      }
      photo.item.remove();
      // the next one takes its place, and its number
      if (photo.number === chosen) chosen -= 1;
      say("");
      refuse(photo.name, reply.answer.message || filled(dataset.textFailed, photo));
    };

    const goOn = async () => {
      if (going) return;
      going = true;
      while (queue.length) {
        const photo = queue.shift();
        const reply = await arrive(photo);
        if (reply && !photo.leftOut) settle(photo, reply);
      }
      going = false;
      rest();
    };

    /* Nothing is on its way and nothing is being prepared: a form that waits for it goes. */
    const rest = () => {
      if (going || preparing || queue.length) return;
      delete dataset.busy;
      if (form.dataset.sendWhenReady) {
        delete form.dataset.sendWhenReady;
        // Safari before 16 has no requestSubmit
        form.querySelector("[data-submit]").click();
      }
    };

    const choose = async (file) => {
      chosen += 1;
      const image = await picture(file);
      const blob = await smaller(file, image);
      const claims = blob === file ? {} : await claimsOf(file);
      const photo = { key: oneTimeKey(), place: dataset.photoUrl, name: file.name, blob, claims };
      await window.unsentPhotos.keep(photo);
      // one that is chosen instead of what was refused
      wrong.replaceChildren();
      delete dataset.refused;
      showGoing(Object.assign(photo, { number: chosen }), image);
      queue.push(photo);
      goOn();
    };

    const chooseAll = async (files) => {
      here = [];
      for (const file of files) {
        if (places() < Number(dataset.photoLimit)) await choose(file);
        else refuse(file.name, filled(dataset.textMany, { limit: dataset.photoLimit }));
      }
    };

    /* What a page that was left or reloaded had not sent. */
    const chooseAgain = async () => {
      for (const photo of await window.unsentPhotos.forPlace(dataset.photoUrl)) {
        chosen += 1;
        showGoing(Object.assign(photo, { number: chosen }), await picture(photo.blob));
        queue.push(photo);
      }
      goOn();
    };

    let before = Promise.resolve();
    const inTurn = (act) => {
      preparing += 1;
      dataset.busy = "yes";
      before = before.then(act).finally(() => {
        preparing -= 1;
        rest();
      });
    };
    input.addEventListener("change", () => {
      const files = Array.from(input.files);
      input.value = "";
      inTurn(() => chooseAll(files));
    });
    inTurn(chooseAgain);
  };

  for (const field of document.querySelectorAll("[data-photos]:not([data-ready])")) {
    field.dataset.ready = "yes";
    if (field.dataset.photoUrl) sendPhotos(field);
  }
})();
