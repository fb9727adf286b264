// What a page cannot do without a script: hear how far a study is, and send a form once.
"use strict";

for (const place of document.querySelectorAll("[data-job]")) {
  const bar = place.querySelector("progress");
  const count = place.querySelector("[data-count]");
  const underway = place.querySelector("[data-underway]");
  const ask = async () => {
    try {
      const answer = await fetch(`/jobb/${place.dataset.job}`);
      if (answer.status === 404 || answer.status === 403) return location.reload();
      const job = await answer.json();
      if (job.over) return location.reload();
      underway.textContent = job.underway;
      if (job.pieces) { bar.max = job.pieces; bar.value = job.done; }
      if (job.pieces && count) count.textContent = count.dataset.count.replace("{done}", job.done).replace("{pieces}", job.pieces);
    } catch { /* the page may be starting again */ }
    setTimeout(ask, 500);
  };
  setTimeout(ask, 300);
}

for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
  });
}

const language = document.getElementById("language");
if (language) {
  language.addEventListener("change", () => language.form.requestSubmit());
}

// A slider beside a number, which is what is sent. The keyboard has the number.
for (const number of document.querySelectorAll("input[data-slide]")) {
  const slider = document.createElement("input");
  const [low, high] = ["low", "high"].map((end) =>
    number.form.elements.namedItem(number.name.replace(/:most$/, `:${end}`)));
  Object.assign(slider, { type: "range", min: number.min, max: number.max, step: number.dataset.slide, tabIndex: -1 });
  slider.setAttribute("aria-hidden", "true");
  const follow = () => {
    const middle = low && low.value && high.value ? (Number(low.value) + Number(high.value)) / 2 : number.min;
    slider.value = number.value === "" ? middle : number.value;
  };
  slider.addEventListener("input", () => {
    number.value = slider.value;
    if (low && low.value !== "" && Number(low.value) > Number(slider.value)) low.value = slider.value;
    if (high && high.value !== "" && Number(high.value) < Number(slider.value)) high.value = slider.value;
  });
  number.addEventListener("input", follow);
  follow();
  number.closest(".numbers").append(slider);
}

// Occupations by their titles too, as they are typed; without a script the list has their names.
const occupations = document.getElementById("occupations");
if (occupations) {
  let asked = 0;
  document.addEventListener("input", async ({ target }) => {
    if (target.list !== occupations || target.value.trim().length < 3) return;
    const mine = ++asked;
    await new Promise((later) => setTimeout(later, 150));
    if (mine !== asked) return;
    try {
      const answer = await fetch(`/ansatte/yrker?q=${encodeURIComponent(target.value)}`);
      if (!answer.ok || mine !== asked) return;
      const found = await answer.json();
      occupations.replaceChildren(...found.map((text) => Object.assign(document.createElement("option"), { value: text })));
    } catch { /* the list stays as it was */ }
  });
}

for (const output of document.querySelectorAll("[data-sum]")) {
  const fields = [...document.querySelectorAll(output.dataset.sum)];
  const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const add = () => {
    const sum = fields.reduce((all, one) => all + (Number(one.value.replace(/[\s%]/g, "").replace(",", ".")) || 0), 0);
    output.textContent = `${written.format(sum)} %`;
    output.closest("section").classList.toggle("ok", Math.abs(sum - 100) < 0.001);
  };
  fields.forEach((one) => one.addEventListener("input", add));
  add();  // what was typed before this ran, or came back with the page
}
