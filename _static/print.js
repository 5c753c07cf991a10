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
