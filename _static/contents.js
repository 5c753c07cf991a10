// Mark in the page's contents where the reader is. The theme does when a heading passes by; after a jump, or on the way up
// through a long section, its mark stays behind.
addEventListener("load", () => {
  const links = [...document.querySelectorAll("#pst-page-toc-nav a[href^='#']:not([href='#'])")];
  const sections = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  function mark() {
    const here = links[sections.findLastIndex((section) => section.getBoundingClientRect().top < innerHeight / 3)];
    if (!here || here.matches(".active")) return;
    for (const link of links) {
      link.classList.toggle("active", link === here);
      if (link === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const entry of document.querySelectorAll("#pst-page-toc-nav .toc-entry")) {
      entry.classList.toggle("active", entry.contains(here));
    }
  }
  addEventListener("scroll", mark, { passive: true });
  addEventListener("scrollend", mark, { passive: true }); // the theme may have had its say in between
});
