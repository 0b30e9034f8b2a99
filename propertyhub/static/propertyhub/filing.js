/* Helps while somebody files; every page works without. Nothing is kept on the device. */
"use strict";

(() => {
  /* The same reading as on the server: width and case do not matter, all words of a phrase must be there. */
  const plain = (text) => text.normalize("NFKC").toLowerCase();

  const warn = (element, panel) => {
    const phrases = JSON.parse(element.dataset.dangerWords);
    element.addEventListener("input", (event) => {
      const said = plain(event.target.value || "");
      const isDangerous = phrases.some(
        (words) => words.length && words.every((word) => said.includes(word)),
      );
      panel.classList.toggle("is-open", isDangerous);
    });
  };

  /* What the style does by itself where it knows :has. */
  const warnOfChoice = (panel) => {
    document.addEventListener("change", (event) => {
      if (event.target.type !== "radio") return;
      panel.classList.toggle("is-chosen", "danger" in event.target.dataset);
    });
  };

  /* The phone is asked for its position only when somebody taps. */
  const offerPosition = (form) => {
    const said = form.querySelector("[data-position-said]");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (form.elements.latitude.value) return;
      event.preventDefault();
      said.textContent = form.dataset.textAsking;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          form.elements.latitude.value = coords.latitude;
          form.elements.longitude.value = coords.longitude;
          form.submit();
        },
        () => {
          said.textContent = form.dataset.textDenied;
        },
        { timeout: 10000, maximumAge: 60000 },
      );
    });
  };

  /* What has to be kept, drawn on the device and handed to it as a picture. */
  const WIDTH = 720;
  const MARGIN = 40;
  const FACE = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';

  const loaded = (svg) =>
    new Promise((done) => {
      const image = new Image();
      image.addEventListener("load", () => done(image));
      image.addEventListener("error", () => done(null));
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    });

  const drawn = (lines, code) => {
    const canvas = document.createElement("canvas");
    const heights = lines.map((line) => (line.large ? 64 : 40));
    canvas.width = WIDTH;
    canvas.height = 2 * MARGIN + heights.reduce((sum, one) => sum + one, 0) + (code ? 280 : 0);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#1b2430";
    pen.textBaseline = "top";
    let top = MARGIN;
    lines.forEach((line, place) => {
      pen.font = `${line.large ? "700 40px" : "24px"} ${FACE}`;
      pen.fillText(line.text, MARGIN, top, WIDTH - 2 * MARGIN);
      top += heights[place];
    });
    if (code) pen.drawImage(code, MARGIN, top + 16, 240, 240);
    return canvas;
  };

  const savePicture = async (button) => {
    const lines = Array.from(document.querySelectorAll("[data-picture-line]"), (line) => ({
      text: line.textContent.trim().replace(/\s+/g, " "),
      large: line.dataset.pictureLine === "large",
    }));
    const svg = document.querySelector("[data-picture-code] svg");
    const code = svg && (await loaded(new XMLSerializer().serializeToString(svg)));
    drawn(lines, code).toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = button.dataset.pictureName;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }, "image/png");
  };

  const panel = document.querySelector("[data-danger-panel]");
  if (panel) {
    warnOfChoice(panel);
    for (const element of document.querySelectorAll("[data-danger-words]")) warn(element, panel);
  }
  for (const form of document.querySelectorAll("[data-position]")) {
    if ("geolocation" in navigator) offerPosition(form);
  }
  for (const button of document.querySelectorAll("[data-save-picture]")) {
    button.hidden = false;
    button.addEventListener("click", () => savePicture(button));
  }
})();
