// Where the keyboard is now.

const found = (told) =>
  document.activeElement === document.body
    ? []
    : wrongFocus(document.activeElement, seen("body *").filter(stays));
