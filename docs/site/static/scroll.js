/* What is wider than its place can be scrolled from the keyboard. */
function reachable() {
  for (const box of document.querySelectorAll("pre, .table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
addEventListener("load", reachable);
addEventListener("resize", reachable);
/* The menu is long: it begins where the reader is. */
addEventListener("load", () => {
  const here = document.querySelector(".sidebar-tree .current-page");
  const menu = document.querySelector(".sidebar-scroll");
  if (here && here.offsetTop > menu.clientHeight) menu.scrollTop = here.offsetTop - menu.clientHeight / 2;
});
