"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Charts: the picture in the page stays where a chart cannot be drawn.
  const drawn = new WeakMap();
  const options = { renderer: "svg", actions: false, ast: true, mode: "vega-lite", hover: false };
  const widthOf = (drawing) => Math.floor(drawing.parentElement.clientWidth);
  const draw = async (drawing) => {
    const spec = data.charts[drawing.dataset.chart];
    const width = widthOf(drawing);
    if (!spec || !width || drawn.has(drawing)) return;
    drawn.set(drawing, null);
    const holder = document.createElement("div");
    const result = await window.vegaEmbed(holder, { ...spec, width }, options);
    drawn.set(drawing, result.view);
    drawing.classList.add("live");
    holder.className = "moving";
    drawing.append(holder);
  };
  const fit = (drawing) => {
    const view = drawn.get(drawing);
    const width = widthOf(drawing);
    if (view && width && view.width() !== width) view.width(width).runAsync();
  };
  const sizes = new ResizeObserver((entries) => {
    for (const entry of entries) {
      const drawing = entry.target.firstElementChild;
      if (drawn.has(drawing)) fit(drawing);
      else draw(drawing).catch((error) => console.error(error));
    }
  });
  if (data.charts && window.vegaEmbed) all(".picture").forEach((picture) => sizes.observe(picture));

  // A table that is wider than its room says so.
  const wide = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.closest(".scroll");
      const hint = box.firstElementChild;
      hint.hidden = box.scrollWidth <= box.clientWidth + 1;
    }
  });
  for (const box of all(".scroll")) {
    const hint = document.createElement("p");
    hint.className = "sideways";
    hint.textContent = document.body.dataset.sideways;
    hint.hidden = true;
    box.prepend(hint);
    wide.observe(box);
    all(":scope > table", box).forEach((inner) => wide.observe(inner));
  }

  // Share or FTE.
  for (const field of all(".switch")) {
    const figures = all("figure.chart", field.parentElement).slice(0, 2);
    const show = (second) => figures.forEach((f) => { f.hidden = second !== f.hasAttribute("data-second"); });
    field.hidden = false;
    show(false);
    field.addEventListener("change", (event) => show(event.target.value === "second"));
  }

  // Radar: a blip lights up its entry in the list, and the card beneath shows it.
  const card = document.getElementById("radar-card");
  const light = (code) => {
    all(".blip").forEach((b) => b.classList.toggle("on", b.dataset.technology === code));
    all(".radar-list li").forEach((li) => li.classList.toggle("on", li.id === `teknologi-${code}`));
    const entry = code && document.getElementById(`teknologi-${code}`);
    if (!entry) return;
    const head = document.createElement("p");
    head.append(...entry.querySelector("summary").cloneNode(true).childNodes);
    card.replaceChildren(head, entry.querySelector("dl").cloneNode(true));
    card.hidden = false;
  };
  for (const blip of all(".blip")) {
    const code = blip.dataset.technology;
    blip.addEventListener("pointerenter", () => light(code));
    blip.addEventListener("focus", () => light(code));
    blip.addEventListener("click", (event) => {
      event.preventDefault();
      const entry = document.getElementById(`teknologi-${code}`);
      entry.querySelector("details").open = true;
      entry.querySelector("summary").focus();
    });
  }
  for (const entry of all(".radar-list li")) {
    const code = entry.id.replace("teknologi-", "");
    entry.addEventListener("pointerenter", () => light(code));
    entry.addEventListener("focusin", () => light(code));
  }

  // Occupations: search, sort, and the tasks of each.
  const table = document.getElementById("occupations");
  if (table) {
    const body = table.tBodies[0];
    const rows = all("tr[data-occupation]", body);
    const search = document.getElementById("search");
    const found = document.getElementById("found");
    const button = document.getElementById("all-rows");
    const first = Number(table.dataset.first);
    let whole = false;
    const plain = (text) => text.toLocaleLowerCase(document.documentElement.lang);
    const texts = new Map(rows.map((row) => [row, plain(row.cells[0].textContent)]));

    const refresh = () => {
      const wanted = plain(search.value.trim());
      let shown = 0;
      for (const row of all("tr[data-occupation]", body)) {
        const hit = texts.get(row).includes(wanted);
        row.hidden = !hit || (!wanted && !whole && shown >= first);
        if (!row.hidden) shown += 1;
        const tasks = row.nextElementSibling;
        if (tasks && tasks.classList.contains("task-row")) tasks.hidden = row.hidden || !row.classList.contains("opened");
      }
      found.textContent = found.dataset.text.replace("{shown}", shown).replace("{count}", rows.length);
      button.hidden = Boolean(wanted) || rows.length <= first;
      button.textContent = whole ? button.dataset.first : button.dataset.all;
    };

    const value = (row, column) => {
      const cell = row.cells[column];
      const figure = cell.querySelector("data");
      return figure ? Number(figure.value) : cell.querySelector(".name") ? cell.querySelector(".name").textContent : null;
    };
    const sort = (head, column) => {
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") !== "descending" : head.dataset.sort === "number";
      all("th", table.tHead).forEach((th) => th.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = new Intl.Collator(document.documentElement.lang);
      const ordered = all("tr[data-occupation]", body).sort((a, b) => {
        const [x, y] = [value(a, column), value(b, column)];
        if (x === null || y === null) return (x === null) - (y === null);
        const step = typeof x === "string" ? order.compare(x, y) : x - y;
        return down ? -step : step;
      });
      for (const row of ordered) {
        const tasks = row.nextElementSibling;
        const has = tasks && tasks.classList.contains("task-row") ? tasks : null;
        body.append(row, ...(has ? [has] : []));
      }
      refresh();
    };
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!head.dataset.sort) return;
      const press = document.createElement("button");
      press.type = "button";
      press.textContent = head.textContent;
      const paper = document.createElement("span");
      paper.className = "paper";
      paper.textContent = head.textContent;
      press.title = table.dataset.sortText.replace("{column}", head.textContent);
      head.replaceChildren(press, paper);
      press.addEventListener("click", () => sort(head, column));
    });

    const taskRow = (code, id) => {
      const row = document.createElement("tr");
      row.className = "task-row";
      row.id = id;
      const cell = row.insertCell();
      cell.colSpan = table.tHead.rows[0].cells.length;
      cell.append(document.getElementById("task-table").content.cloneNode(true));
      const inner = cell.querySelector("tbody");
      for (const task of data.tasks[code] || []) {
        const line = inner.insertRow();
        task.slice(0, 6).forEach((text, column) => {
          const td = line.insertCell();
          td.textContent = text;
          if (column >= 1 && column <= 3) td.className = "n";
        });
        const source = line.insertCell();
        const link = document.createElement("a");
        link.href = `#kilde-${task[7]}`;
        link.textContent = task[7] === "judgement" ? "◇" : task[7];
        source.append(`${task[6]} `, link);
      }
      return row;
    };
    rows.forEach((row) => {
      const code = row.dataset.occupation;
      const place = row.querySelector(".open");
      const press = document.createElement("button");
      press.type = "button";
      press.setAttribute("aria-label", place.dataset.label);
      press.setAttribute("aria-expanded", "false");
      place.append(press);
      press.addEventListener("click", () => {
        const opened = row.classList.toggle("opened");
        press.setAttribute("aria-expanded", String(opened));
        const id = `tasks-${code}`;
        let tasks = document.getElementById(id);
        if (!tasks) {
          tasks = taskRow(code, id);
          row.after(tasks);
          press.setAttribute("aria-controls", id);
        }
        tasks.hidden = !opened;
      });
    });
    search.addEventListener("input", refresh);
    button.addEventListener("click", () => { whole = !whole; refresh(); });
    all(".finder").forEach((finder) => { finder.hidden = false; });
    refresh();
  }

  // A link to a source opens the list it stands in.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#kilde-"]');
    if (link) document.getElementById("kilder").open = true;
  });

  const trace = document.getElementById("trace");
  if (trace) {
    trace.hidden = false;
    trace.addEventListener("click", () => {
      const on = document.body.classList.toggle("tracing");
      trace.setAttribute("aria-pressed", String(on));
    });
  }
})();
