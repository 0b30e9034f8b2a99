// What does not fit: a page that scrolls sideways, words outside it or cut off.

const found = (told) => {
  const width = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  const sideways = wide > width ? [`the page is ${wide} wide on ${width}`] : [];
  const isCut = (element) => {
    const style = getComputedStyle(element);
    const hides = [style.overflowX, style.overflowY].some((one) => one !== "visible");
    const more =
      element.scrollWidth > element.clientWidth + 1 ||
      element.scrollHeight > element.clientHeight + 1;
    return hides && more && !element.matches("textarea, select, input");
  };
  const all = seen("body *").filter((element) => !element.closest("svg"));
  return [
    ...sideways,
    ...all
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < -1 || right > width + 1;
      })
      .map((element) => `${named(element)} reaches beyond the edge`),
    ...all.filter(isCut).map((element) => `${named(element)} is cut`),
  ];
};
