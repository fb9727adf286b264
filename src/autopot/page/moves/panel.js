"use strict";
// The movable part of the page: controls, figures, link and scenario file. `movable` (model.js)
// computes; the published figures are moved by how far its own figures move from those of the run.
(() => {
  const section = document.getElementById("flytt");
  const given = JSON.parse(document.getElementById("data").textContent).moves;
  if (!section || !given) return;
  const { published, saved, words, signs, yaml } = given;
  const years = Object.keys(published.years).map(Number);
  const FIXABLE = ["delay", "level", "mean_position", "sick_leave", "later_retirement"];
  const LEVERS = FIXABLE.slice(2);
  const WAIT = 150;
  const SPEAK_AFTER = 700;

  const one = (selector) => section.querySelector(selector);
  const all = (selector) => [...section.querySelectorAll(selector)];
  const sliders = new Map(all("input[type=range]").map((input) => [input.dataset.key, input]));
  const tick = one("#flytt-counted");
  const start = () => ({ ...saved, weights: [...saved.weights] });
  const first = new Map([...sliders].map(([key, input]) => [key, Number(input.value)]));
  let state = start();

  // ---- Numbers as the page writes them
  const written = (value, decimals) => {
    const [whole, part] = Math.abs(value).toFixed(decimals).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, signs.group);
    const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? "−" : "";
    return sign + grouped + (part ? signs.decimal + part : "");
  };
  const percent = (share, decimals = 1) => written(100 * share, decimals) + signs.percent;
  const fte = (value) => {
    const size = Math.abs(value);
    if (size < 9.95 && !Number.isInteger(value)) return written(value, 1);
    const step = size >= 10000 ? 100 : size >= 1000 ? 10 : 1;
    return written(Math.round(value / step) * step, 0);
  };
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const plain = (value) => written(value, Number.isInteger(value) ? 0 : 1);

  // ---- State
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  // Another year of the saved run is still the saved run.
  // A slider without a range stands where the run stands, and back there nothing is moved.
  const stated = (key, value) => {
    const output = sliders.get(key).nextElementSibling;
    return saved[key] === null && !output.dataset.drawn && value === first.get(key) ? null : value;
  };
  const isSaved = () => same({ ...state, year: 0 }, { ...saved, year: 0 });

  // Another weight for one reading; the others keep their proportions, in thousandths.
  const withWeight = (weights, place, value) => {
    const others = weights.reduce((whole, weight, i) => (i === place ? whole : whole + weight), 0);
    const exact = weights.map((weight, i) => {
      if (i === place) return value;
      return others > 0 ? weight * (1000 - value) / others : (1000 - value) / (weights.length - 1);
    });
    const found = exact.map(Math.floor);
    const order = exact.map((_, i) => i).sort((a, b) => exact[b] - found[b] - (exact[a] - found[a]) || a - b);
    order.slice(0, 1000 - found.reduce((whole, weight) => whole + weight, 0)).forEach((i) => { found[i] += 1; });
    return found;
  };

  // The state as the model takes it: shares, years.
  const asked = (from) => ({
    weights: from.weights.map((weight) => weight / 1000),
    partly: from.partly / 100,
    counted: from.counted,
    year: from.year === null ? null : years[from.year],
    delay: from.delay === null ? null : from.delay / 10,
    level: from.level === null ? null : from.level / 1000,
    mean_position: from.mean_position === null ? null : from.mean_position / 1000,
    sick_leave: from.sick_leave === null ? null : from.sick_leave / 1000,
    later_retirement: from.later_retirement === null ? null : from.later_retirement / 10,
  });

  // ---- Figures
  let model = null;
  const opened = () => {
    if (!model) {
      model = movable.open(given.model);
      model.fitTo(asked(saved), published.gates);
    }
    return model;
  };
  const reference = new Map();
  const savedFigures = (counted) => {
    const key = `${counted} ${state.year}`;
    if (!reference.has(key)) reference.set(key, opened().figures({ ...asked(saved), counted, year: asked(state).year }));
    return reference.get(key);
  };

  // A published figure is the model's own and what the run differs from it by; of an amount that
  // shrinks, that difference shrinks too. What does not move is the published figure itself.
  const AMOUNTS = new Set(["potential", "adopted", "realised", "technology"]);
  const NAMES = ["mean", "p05", "p95"];
  const shifted = (name, base, from, to, unit) => NAMES.map((figure, i) => {
    if (from[figure] === to[figure]) return base[i];
    const scale = unit === "share" ? 1 : published.fte;
    const amount = AMOUNTS.has(name) && from[figure] > 0;
    const off = (base[i] - scale * from[figure]) * (amount ? Math.min(1, to[figure] / from[figure]) : 1);
    const moved = scale * to[figure] + off;
    return name === "gap" ? moved : Math.max(0, amount ? Math.min(scale, moved) : moved);
  });

  // What is known of the saved run and of the state: figure -> unit -> [mean, p05, p95].
  const known = () => {
    const year = state.year === null ? null : published.years[years[state.year]];
    return { potential: published.potential, ...(year || {}) };
  };
  const compute = () => {
    const base = known();
    if (isSaved()) return base;
    const anchor = savedFigures(saved.counted);
    const to = opened().figures(asked(state));
    const found = Object.fromEntries(Object.entries(base).map(([name, units]) => [
      name,
      Object.fromEntries(Object.entries(units).map(([unit, values]) => [unit, shifted(name, values, anchor[name], to[name], unit)])),
    ]));
    if (state.counted !== saved.counted && published.counted) {
      const from = savedFigures(state.counted).potential;
      found.potential = Object.fromEntries(Object.entries(published.counted).map(([unit, values]) => [unit, shifted("potential", values, from, to.potential, unit)]));
    }
    return found;
  };

  const amountOf = ({ fte: [mean, low, high] }) => `${filled(words.fte, { number: fte(mean) })} (${fte(low)}–${fte(high)})`;
  const textOf = (values) => {
    if (!values.share) return amountOf(values);
    const [mean, low, high] = values.share;
    return `${percent(mean)} (${written(100 * low, 1)}–${percent(high)})`;
  };

  const draw = (found) => {
    const base = known();
    const year = state.year === null ? "" : String(years[state.year]);
    all(".in-year").forEach((place) => { place.textContent = year; });
    const needed = ["gap", "technology", "levers", "rest"];
    for (const row of all("[data-figure]")) {
      const name = row.dataset.figure;
      const values = found[name];
      row.querySelector(".bar").hidden = !values;
      delete row.dataset.values;
      row.querySelector(".was").textContent = "";
      row.querySelector(".amount").textContent = values && values.share ? amountOf(values) : "";
      if (!values) { row.querySelector(".now").textContent = words.year_none; continue; }
      row.querySelector(".now").textContent = textOf(values);
      row.dataset.values = JSON.stringify(values);
      const moved = !same(values, base[name]);
      if (moved) row.querySelector(".was").textContent = filled(words.was, { figure: textOf(base[name]) });
      const group = needed.includes(name) ? needed : ["potential", "adopted", "realised"];
      const every = group.flatMap((other) => [base[other], found[other]]).filter(Boolean).flatMap((v) => v.fte);
      const [low, high] = [Math.min(0, ...every), Math.max(1e-9, ...every)];
      const place = (value) => 100 * (value - low) / (high - low);
      [["saved", base[name].fte], ["moved", values.fte]].forEach(([which, [mean, from, to]]) => {
        const mark = row.querySelector(`.${which}`);
        mark.hidden = which === "moved" && !moved;
        mark.style.left = `${place(from)}%`;
        mark.style.width = `${place(to) - place(from)}%`;
        mark.style.setProperty("--mean", `${to > from ? 100 * (mean - from) / (to - from) : 0}%`);
      });
    }
    one(".brief").textContent = filled(found.realised ? words.brief_year : words.brief, {
      mark: isSaved() ? words.saved : words.moved, potential: textOf(found.potential), year, realised: found.realised ? textOf(found.realised) : "",
    });
    return found;
  };

  // ---- The controls show the state
  const shown = (input, value) => {
    switch (input.dataset.unit) {
      case "percent": return percent(value / 1000, value % 10 ? 1 : 0);
      case "share": return percent(value / 100, 0);
      case "years": return filled(words.years, { number: plain(value / 10) });
      case "points": return filled(words.points, { number: written(value / 10, 1) });
      default: return String(years[value]);
    }
  };
  const showControls = () => {
    const unmoved = isSaved();
    one(".state .mark").hidden = unmoved;
    one(".state span").hidden = !unmoved;
    for (const [key, input] of sliders) {
      const reading = saved.readings.indexOf(key);
      const value = reading >= 0 ? state.weights[reading] : state[key];
      const output = input.nextElementSibling;
      if (value === null) {
        input.value = first.get(key);
        const range = (output.dataset.drawn || "").replace(/–/g, "\u2060–\u2060").replace(/ /g, "\u00a0");
        output.textContent = range ? filled(words.as_run, { range }) : shown(input, first.get(key));
      } else {
        if (Number(input.value) !== value) input.value = value;
        output.textContent = shown(input, value);
      }
      input.setAttribute("aria-valuetext", output.textContent);
    }
    tick.checked = state.counted;
    one("#flytt-link").value = link();
  };

  // ---- Link: whole numbers within the ends of the controls, and of this run; anything else is no link
  const PREFIX = "#flytt=";
  const mark = (value) => (value === null ? "-" : String(Number(value)));
  const PARTS = ["partly", "counted", "year", ...FIXABLE];
  const fragment = () => `${PREFIX}${given.run};${state.weights.join(",")};${PARTS.map((name) => mark(state[name])).join(",")}`;
  const link = () => `${location.href.split("#")[0]}${fragment()}`;

  const within = (key, value) => {
    if (key === "counted") return value === 0 || value === 1;
    const input = sliders.get(key);
    if (!input) return value === (saved[key] === null ? null : Number(saved[key]));
    return value >= Number(input.min) && value <= Number(input.max);
  };
  // The state of a fragment; a string where it is none: the word that says so.
  const stateOf = (text) => {
    const found = /^#flytt=([0-9a-f]{12});([0-9,]{1,80});([0-9,-]{1,80})$/.exec(text);
    if (!found) return "link_broken";
    if (found[1] !== given.run) return "link_other";
    const whole = (part) => (/^\d{1,5}$/.test(part) ? Number(part) : NaN);
    const weights = found[2].split(",").map(whole);
    const parts = found[3].split(",");
    if (weights.length !== saved.weights.length || weights.reduce((a, b) => a + b, 0) !== 1000) return "link_broken";
    if (!weights.every((weight, i) => (sliders.has(saved.readings[i]) ? within(saved.readings[i], weight) : weight === saved.weights[i]))) return "link_broken";
    if (parts.length !== PARTS.length) return "link_broken";
    const next = { ...start(), weights };
    for (const [i, name] of PARTS.entries()) {
      if (parts[i] === "-") {
        if (saved[name] !== null) return "link_broken";
        next[name] = null;
        continue;
      }
      const value = whole(parts[i]);
      if (Number.isNaN(value) || !within(name, value)) return "link_broken";
      next[name] = name === "counted" ? value === 1 : sliders.has(name) ? stated(name, value) : value;
    }
    return next;
  };

  // ---- A scenario file
  const scenarioText = () => {
    const quoted = (text) => JSON.stringify(text);
    const lines = [...yaml.comments.map((text) => `# ${text.replace(/\s+/g, " ")}`), `name: ${yaml.name}`];
    for (const part of ["title", "reason"]) {
      lines.push(`${part}:`, ...Object.entries(yaml[part]).map(([language, text]) => `  ${language}: ${quoted(text)}`));
    }
    lines.push(`references: [${yaml.references.map(quoted).join(", ")}]`);
    lines.push(`extends: ${yaml.extends}`);
    const { weights, partly, counted, delay, level, ...rest } = asked(state);
    if (!same(state.weights, saved.weights)) {
      lines.push("evidence:", "  weights:");
      yaml.readings.forEach((name) => {
        const place = saved.readings.indexOf(name);
        lines.push(`    ${name}: ${place < 0 ? 0 : weights[place]}`);
      });
    }
    if (state.partly !== saved.partly || state.counted !== saved.counted) {
      lines.push("human_required:", `  partly: ${partly}`, `  fully: ${counted ? "counted" : "beside"}`);
    }
    if (delay !== null) lines.push("adoption:", `  depth: {delay: ${delay}}`);
    if (level !== null) {
      lines.push("realisation:", "  level:", "    little: {share: 0}", `    some: {share: 1, part: ${level}}`, "    large: {share: 0}");
    }
    const stated = LEVERS.filter((name) => rest[name] !== null);
    if (stated.length) lines.push("demand:", "  levers:", ...stated.map((name) => `    ${name}: ${rest[name]}`));
    lines.push(`uncertainty: {draws: ${yaml.draws}, seed: ${yaml.seed}}`, "");
    return lines.join("\n");
  };

  // ---- Told: on the page at once, to those who listen when the hand has rested
  const spoken = one(".spoken");
  const notice = one(".notice");
  let waiting = 0;
  let speaking = 0;
  const tell = (text) => { notice.textContent = text; notice.hidden = !text; };
  const speak = (found) => {
    const potential = textOf(found.potential);
    const year = state.year === null ? "" : String(years[state.year]);
    const text = found.realised ? words.summary_year : words.summary;
    spoken.textContent = filled(text, { mark: isSaved() ? words.saved : words.moved, potential, year, realised: found.realised ? textOf(found.realised) : "" });
  };
  const refresh = (aloud = true) => {
    showControls();
    clearTimeout(waiting);
    clearTimeout(speaking);
    one(".busy").hidden = isSaved();
    waiting = setTimeout(() => {
      const found = draw(compute());
      one(".busy").hidden = true;
      section.dataset.shown = fragment();
      if (aloud) speaking = setTimeout(() => speak(found), SPEAK_AFTER);
    }, isSaved() ? 0 : WAIT);
  };
  const remember = () => {
    const here = isSaved() && state.year === saved.year ? location.href.split("#")[0] : link();
    try { history.replaceState(null, "", here); } catch { /* a page that may not have an address of its own */ }
  };

  for (const [key, input] of sliders) {
    const reading = saved.readings.indexOf(key);
    input.addEventListener("input", () => {
      tell("");
      const value = Number(input.value);
      if (reading >= 0) state.weights = withWeight(state.weights, reading, value);
      else state[key] = stated(key, value);
      refresh();
    });
    input.addEventListener("change", remember);
  }
  tick.addEventListener("change", () => { tell(""); state.counted = tick.checked; refresh(); remember(); });
  one("#flytt-reset").addEventListener("click", () => { tell(""); state = start(); refresh(); remember(); });
  one("#flytt-save").addEventListener("click", () => {
    const place = document.createElement("a");
    place.href = URL.createObjectURL(new Blob([scenarioText()], { type: "text/yaml" }));
    place.download = `${yaml.name}.yaml`;
    place.click();
    setTimeout(() => URL.revokeObjectURL(place.href), 1000);
  });
  one("#flytt-copy").addEventListener("click", async () => {
    const field = one("#flytt-link");
    try {
      await navigator.clipboard.writeText(field.value);
      tell(words.copied);
    } catch {
      field.select();
      tell(words.not_copied);
    }
  });

  const follow = () => {
    if (!location.hash.startsWith("#flytt=")) return;
    const found = stateOf(location.hash);
    if (typeof found === "string") { tell(words[found]); return; }
    tell("");
    state = found;
    refresh(false);
    section.scrollIntoView();
  };
  section.hidden = false;
  document.querySelectorAll('nav [href="#flytt"]').forEach((entry) => { entry.parentElement.hidden = false; });
  refresh(false);
  follow();
  window.addEventListener("hashchange", follow);
})();
