// Shared by all measuring scripts: which elements can be seen, and what they are called.

const named = (element) => {
  const words = (element.innerText || element.getAttribute("aria-label") || "").trim();
  const mark = element.id ? `#${element.id}` : element.className.baseVal ?? element.className;
  return `${element.tagName.toLowerCase()}.${mark} "${words.slice(0, 40)}"`;
};

// drawn, and not the clipped pixel of what only a screen reader meets
const isClipped = (element) =>
  element !== null &&
  (getComputedStyle(element).clipPath === "inset(50%)" || isClipped(element.parentElement));

const isSeen = (element) => {
  const { width, height } = element.getBoundingClientRect();
  const isDrawn = element.checkVisibility({ visibilityProperty: true });
  return isDrawn && width > 0 && height > 0 && !isClipped(element);
};

const seen = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);

// Where the keyboard is: the control that has the focus, or the label that is drawn for it.

const isMarked = (element) => {
  const style = getComputedStyle(element);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
};

// what of it is on the screen lies on top of whatever else is drawn there; of a link that
// goes on in the next line, its first line
const isOnTop = (element) => {
  const { left, top, right, bottom } = element.getClientRects()[0];
  const places = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + 3, top + 3],
    [right - 3, bottom - 3],
  ];
  const met = places.map(([x, y]) => document.elementFromPoint(x, y)).filter(Boolean);
  const isIt = (there) => element.contains(there) || there.contains(element);
  return met.length > 0 && met.every(isIt);
};

const stays = (element) => ["sticky", "fixed"].includes(getComputedStyle(element).position);

// a bar that stays where it is while the page scrolls lies before it or behind it, not over
const isUnder = (element) => (bar) => {
  const one = element.getBoundingClientRect();
  const other = bar.getBoundingClientRect();
  const meets =
    one.left < other.right - 1 &&
    other.left < one.right - 1 &&
    one.top < other.bottom - 1 &&
    other.top < one.bottom - 1;
  return meets && !bar.contains(element) && !element.contains(bar);
};

const wrongFocus = (element, bars) => {
  const drawn = [...(element.labels ?? []), element].find(isMarked);
  if (!drawn) return [`${named(element)} has no mark of the focus`];
  if (!isSeen(drawn)) return [`${named(element)} is not seen with the focus`];
  if (!isOnTop(drawn)) return [`${named(element)} lies under something`];
  return bars
    .filter(isUnder(drawn))
    .map((bar) => `${named(element)} lies under ${named(bar)}`);
};
