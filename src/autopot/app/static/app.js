// What a page cannot do without a script: hear how far a study is, and send a form once.
"use strict";

for (const place of document.querySelectorAll("[data-job]")) {
  const bar = place.querySelector("progress");
  const count = place.querySelector("[data-count]");
  const ask = async () => {
    try {
      const answer = await fetch(`/jobb/${place.dataset.job}`);
      if (answer.status === 404 || answer.status === 403) return location.reload();
      const job = await answer.json();
      if (job.over) return location.reload();
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

for (const output of document.querySelectorAll("[data-sum]")) {
  const fields = [...document.querySelectorAll(output.dataset.sum)];
  const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const add = () => {
    const sum = fields.reduce((all, one) => all + (Number(one.value.replace(/[\s%]/g, "").replace(",", ".")) || 0), 0);
    output.textContent = `${written.format(sum)} %`;
    output.closest("section").classList.toggle("ok", Math.abs(sum - 100) < 0.001);
  };
  fields.forEach((one) => one.addEventListener("input", add));
}
