// Text and targets of the larger mode, as Chinese guidance for elderly people asks.

const MAIN = ".btn, .door, .choice label, .field input:not([type=radio], [type=checkbox]), .field select, .field textarea";
const OTHER = "a, button, summary, input, select, textarea";

// a link among words of a sentence is as high as its line
const isInSentence = (element) =>
  element.matches("a") &&
  getComputedStyle(element).display === "inline" &&
  element.parentElement.innerText.trim() !== element.innerText.trim();

// a radio button or a box is tapped through its label
const isInLabel = (element) => element.matches(".choice input");

const tooSmall = (element, least) => {
  const { width, height } = element.getBoundingClientRect();
  return Math.round(width) < least || Math.round(height) < least
    ? [`${named(element)} is ${Math.round(width)}×${Math.round(height)}, not ${least}`]
    : [];
};

const badText = (element, told) => {
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const height = parseFloat(style.lineHeight) / size;
  const found = [];
  if (size < told.text) found.push(`${named(element)} is ${size} px`);
  if (height < told.line - 0.001) found.push(`${named(element)} has lines of ${height}`);
  return found;
};

const found = (told) => {
  const hasWords = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const texts = seen("main *").filter((element) => hasWords(element) && !element.closest("svg"));
  const main = seen(MAIN);
  const other = seen(OTHER).filter(
    (element) => !main.includes(element) && !isInSentence(element) && !isInLabel(element),
  );
  return [
    ...texts.flatMap((element) => badText(element, told)),
    ...main.flatMap((element) => tooSmall(element, told.main)),
    ...other.flatMap((element) => tooSmall(element, told.other)),
  ];
};
