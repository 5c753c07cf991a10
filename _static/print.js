// On paper every page is light, whatever the mode on the screen, and has its title and the book's at its head (print.css).
const page = document.documentElement;

addEventListener("beforeprint", () => {
  page.dataset.onScreen = page.dataset.theme;
  page.dataset.theme = "light";
  const [title, book = title] = document.title.split(" \u2014 ");
  page.style.setProperty("--page-title", JSON.stringify(title));
  page.style.setProperty("--book-title", JSON.stringify(book));
});

addEventListener("afterprint", () => {
  page.dataset.theme = page.dataset.onScreen;
});

// The printer does not wait for letters: those of formulas to which one has not scrolled yet are fetched beforehand.
const LETTERS = /^"?MJXTEX(-I|-A|-SS|-S\d)?"?$/; // the others are rare

addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  await window.MathJax?.typesetPromise?.([]); // which tells the browser where the letters are
  for (const face of document.fonts) if (LETTERS.test(face.family)) face.load();
});
