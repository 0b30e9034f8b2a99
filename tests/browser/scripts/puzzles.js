// What asks somebody to prove that they are human: by its name, by the words of a form, or
// by a picture to be read in one. A photo that somebody chose for the form is none.

const NAMES_OF_PUZZLES = /captcha|turnstile|geetest|yidun|slide-?verify/i;
const WORDS_OF_PUZZLES = /captcha|图形验证|图片验证|滑块|拼图|人机验证|not a robot|in the picture/i;

const namesOf = (element) =>
  ["id", "class", "name", "src", "title", "action"]
    .map((name) => element.getAttribute(name) ?? "")
    .join(" ");

const found = (told) => [
  ...[...document.querySelectorAll("iframe, form canvas, form img, form video, form audio")]
    .filter((element) => !element.closest("[data-photo-list]"))
    .map((element) => `${named(element)} stands in a form`),
  ...[...document.querySelectorAll("*")]
    .filter((element) => NAMES_OF_PUZZLES.test(namesOf(element)))
    .map((element) => `${named(element)} is named as a puzzle`),
  ...[...document.forms].flatMap((form) => form.innerText.match(WORDS_OF_PUZZLES) ?? []),
];
