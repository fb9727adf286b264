"use strict";
(() => {
  const table = document.getElementById("towns");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const language = document.documentElement.lang;
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const plain = (text) => text.toLocaleLowerCase(language);
  const texts = new Map(rows.map((row) => [row, plain(`${row.cells[0].textContent} ${row.cells[1].textContent}`)]));

  const refresh = () => {
    const wanted = plain(search.value.trim());
    let shown = 0;
    for (const row of rows) {
      row.hidden = !texts.get(row).includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    found.textContent = found.dataset.text.replace("{shown}", shown).replace("{count}", rows.length);
  };

  const order = new Intl.Collator(language);
  const sort = (head, column) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const step = (a, b) => {
      const [x, y] = [a.cells[column], b.cells[column]];
      if (x.dataset.order) return x.dataset.order - y.dataset.order;
      return order.compare(x.textContent, y.textContent);
    };
    const byName = (a, b) => order.compare(a.cells[0].textContent, b.cells[0].textContent);
    rows.sort((a, b) => (up ? step(a, b) : step(b, a)) || byName(a, b));
    body.append(...rows);
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (!("sort" in head.dataset)) return;
    const press = document.createElement("button");
    press.type = "button";
    press.textContent = head.textContent;
    press.title = table.dataset.sortText.replace("{column}", head.textContent);
    const paper = document.createElement("span");
    paper.className = "paper";
    paper.textContent = head.textContent;
    head.replaceChildren(press, paper);
    press.addEventListener("click", () => sort(head, column));
  });
  search.addEventListener("input", refresh);
  search.closest(".finder").hidden = false;
  refresh();
})();
