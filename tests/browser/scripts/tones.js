// What has a tone has a word and a picture too, so that it is told without colour. In a
// timeline the picture is the mark of the step, which is filled for the current one.

const found = (told) =>
  seen("[class*='tone-'], .seal, .wrong")
    .filter((element) => !element.matches(".summary *"))
    .filter((element) => {
      const around = element.closest(".step") ?? element;
      return !around.querySelector("svg, .step-mark") || !element.innerText.trim();
    })
    .map((element) => `${named(element)} is told by its colour alone`);
