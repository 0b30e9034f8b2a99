// Where the keyboard is, for each place that it can go to, one after the other.

const CAN_HAVE_FOCUS =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

const found = (told) => {
  const wrong = [];
  const bars = seen("body *").filter(stays);
  for (const element of document.querySelectorAll(CAN_HAVE_FOCUS)) {
    if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
    element.focus({ focusVisible: true });
    if (document.activeElement === element) wrong.push(...wrongFocus(element, bars));
  }
  return wrong;
};
