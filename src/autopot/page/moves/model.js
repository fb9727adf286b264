"use strict";
// The model in small (docs/method.md, section 22): the equations of the run, with time and FTE held
// still, drawn in the page. Nothing here knows the page; `open` takes what Python packed.
const movable = (() => {
  const LINES = 1500;
  // Of eleven starts the one whose figures of base lie nearest to the mean of all.
  const START = 3;
  // Places along the error that all work shares, in standard deviations; between them a polynomial.
  const NODES = [-2.4, -1.2, 0, 1.2, 2.4];
  const STRATA = 32;
  const LOGIT_WIDTH = 2 * Math.log(9);
  const TINY = 1e-9;

  // ---- Reading what was packed
  const unpack = (value) => {
    if (Array.isArray(value)) return value.some((part) => typeof part === "object") ? value.map(unpack) : Float64Array.from(value);
    if (value === null || typeof value !== "object") return value;
    if (!("text" in value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpack(part)]));
    const bytes = Uint8Array.from(atob(value.text), (sign) => sign.charCodeAt(0));
    const found = new Float64Array(bytes.length / value.bytes);
    for (let i = 0; i < found.length; i += 1) {
      const whole = value.bytes === 1 ? bytes[i] : bytes[2 * i] + 256 * bytes[2 * i + 1];
      found[i] = value.low + value.step * whole;
    }
    return found;
  };

  // ---- Numbers
  const logit = (p) => Math.log(p) - Math.log1p(-p);
  const logistic = (x) => 1 / (1 + Math.exp(-x));
  const sum = (values) => values.reduce((whole, value) => whole + value, 0);

  // The value at a cumulative probability, from a table at even steps.
  const at = (table, u) => {
    const place = u * (table.length - 1);
    const left = Math.min(Math.floor(place), table.length - 2);
    return table[left] + (place - left) * (table[left + 1] - table[left]);
  };

  // Standard normal quantile (Acklam 2003; relative error below 1.2e-9).
  const normal = (u) => {
    const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
    const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
    const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
    const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
    const over = (top, bottom, x) => top.reduce((v, k) => v * x + k, 0) / (bottom.reduce((v, k) => v * x + k, 0) * x + 1);
    if (u > 0.97575) return -normal(1 - u);
    if (u < 0.02425) return over(c, d, Math.sqrt(-2 * Math.log(u)));
    const q = u - 0.5;
    return over(a, b, q * q) * q;
  };

  // Logs of the gamma quantiles of a shape at the middles of even strata: the distribution of the
  // log is summed on a grid, and below it the density runs as exp(shape * y).
  const gammaLogs = (shape, count) => {
    const low = Math.max(-8, Math.log(shape) - 12 / Math.sqrt(shape));
    const high = Math.log(shape + 12 * Math.sqrt(shape) + 30);
    const steps = 2000;
    const width = (high - low) / steps;
    const peak = shape * Math.log(shape) - shape;
    const density = (y) => Math.exp(shape * y - Math.exp(y) - peak);
    const below = low === -8 ? density(low) / shape : 0;
    const mass = new Float64Array(steps + 1);
    mass[0] = below;
    for (let i = 1; i <= steps; i += 1) mass[i] = mass[i - 1] + (density(low + (i - 1) * width) + 4 * density(low + (i - 0.5) * width) + density(low + i * width)) * width / 6;
    const found = new Float64Array(count);
    for (let i = 0, step = 0; i < count; i += 1) {
      const wanted = mass[steps] * (i + 0.5) / count;
      if (wanted <= below) {
        found[i] = low + Math.log(wanted / below) / shape;
      } else {
        while (mass[step + 1] < wanted) step += 1;
        found[i] = low + width * (step + (wanted - mass[step]) / (mass[step + 1] - mass[step]));
      }
    }
    return found;
  };

  // ---- What is drawn, once: every number in even strata, in an order of its own
  // (McKay, Beckman and Conover 1979), from a generator with a fixed start (mulberry32).
  const generator = (start) => {
    let state = start;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  };

  const draw = (model) => {
    const { evidence, adoption, realisation, need } = model;
    const random = generator(START);
    const order = () => {
      const places = Uint16Array.from({ length: LINES }, (_, i) => i);
      for (let i = LINES - 1; i > 0; i -= 1) {
        const other = Math.floor(random() * (i + 1));
        [places[i], places[other]] = [places[other], places[i]];
      }
      return places;
    };
    const frozen = new Set(model.frozen);
    const evenly = (factor) => {
      const places = order();
      return Float64Array.from(places, (place) => (frozen.has(factor) ? 0.5 : (place + 0.5) / LINES));
    };
    const normals = (factor) => evenly(factor).map(normal);
    const many = (count, one) => Array.from({ length: count }, one);
    const occupations = evidence.tasks_of.length;
    const drawn = {
      belief: evidence.readings.map(order),
      together: order(),
      strength: evenly("evidence"), growth: evenly("evidence"),
      labelling: evenly("evidence"), coder: evenly("evidence"),
      source: normals("source"),
      technology: many(model.technologies, () => normals("capability")),
      group: many(model.groups, () => normals("transfer")),
      occupation: many(occupations, () => normals("occupations")),
      sizes: Object.fromEntries(Object.keys(evidence.sizes).map((name) => [name, normals(name)])),
    };
    if (adoption) {
      const classes = adoption.midpoint.length;
      drawn.adoption = {
        delay: evenly("adoption"), stretch: evenly("adoption"), carry: evenly("adoption"), threshold: evenly("adoption"),
        midpoint: many(classes, () => evenly("adoption")), width: many(classes, () => evenly("adoption")),
        ceiling: many(classes, () => evenly("adoption")), arrives: many(model.technologies, () => evenly("adoption")),
        national: normals("adoption"), area: many(adoption.lead.length, () => normals("adoption")),
        sector: many(adoption.area.length, () => normals("adoption")),
      };
      drawn.realisation = {
        level: evenly("realisation"), strength: evenly("realisation"), part: evenly("realisation"), gap: normals("realisation"),
        barriers: many(realisation.barriers.length, () => evenly("realisation")),
        own: many(realisation.barriers.length, () => normals("realisation")),
      };
    }
    if (need) {
      // the need's own draws come in order: each is taken by as many lines as any other
      drawn.need = order().map((place) => Math.floor(place * need.lines / LINES));
      drawn.levers = many(3, () => evenly("demand"));
      drawn.staff = normals("workforce").map((z) => Math.exp(need.staff_sd * z - need.staff_sd ** 2 / 2));
    }
    return drawn;
  };

  // ---- Shares of the tasks
  // What keeps the mean of a share beside an error (section 3), from its table.
  const keeping = (model, share, size) => {
    const { table, rows, columns, largest } = model.keeping;
    const column = Math.sqrt(2 * Math.min(share, 1 - share)) * (columns - 1);
    const row = Math.min(size / largest, 1) * (rows - 1);
    const left = Math.min(Math.floor(column), columns - 2);
    const above = Math.min(Math.floor(row), rows - 2);
    const [x, y, first] = [column - left, row - above, above * columns + left];
    const upper = table[first] + x * (table[first + 1] - table[first]);
    const lower = table[first + columns] + x * (table[first + columns + 1] - table[first + columns]);
    const found = upper + y * (lower - upper);
    return share > 0.5 ? -found : found;
  };

  // How many times its measured size an error has beside a mix (`beyond_mix`).
  const beyondMix = (weights, concentration) => {
    const square = sum(weights.map((weight) => weight * weight));
    return Math.sqrt(1 + square - (1 - square) / (1 + concentration));
  };

  // (readings) arrays of the belief in each reading, by line.
  const beliefs = (model, weights) => {
    const { concentration } = model.evidence;
    if (model.frozen.includes("evidence")) return weights.map((weight) => new Float64Array(LINES).fill(weight));
    const logs = weights.map((weight, r) => {
      if (weight <= 0) return new Float64Array(LINES).fill(-Infinity);
      const sorted = gammaLogs(concentration * weight, LINES);
      return Float64Array.from(model.drawn.belief[r], (place) => sorted[place]);
    });
    for (let line = 0; line < LINES; line += 1) {
      const most = Math.max(...logs.map((values) => values[line]));
      const parts = logs.map((values) => Math.exp(values[line] - most));
      const whole = sum(parts);
      logs.forEach((values, r) => { values[line] = parts[r] / whole; });
    }
    return logs;
  };

  // Which answer a draw believes where labellings differ, and which labelling of technologies.
  const labellingOf = (value, count) => {
    const second = value > 0.5 ? 1 : 0;
    if (count === 2) return [second, second];
    return [[1 / 3, 0.5, 2 / 3].filter((end) => value > end).length, second];
  };

  const readingAt = (reading, label, coder) =>
    reading.by_label || reading.by_coder
      ? reading.parts[(reading.by_label ? label : 0) * (reading.by_coder ? 2 : 1) + (reading.by_coder ? coder : 0)]
      : reading.parts[0];

  // Sizes of the shared errors of a line, logit units.
  const sizesOf = (model, weights, line) => {
    const { evidence, drawn } = model;
    const beyond = beyondMix(weights, evidence.concentration) / beyondMix([...evidence.weights], evidence.concentration);
    return Object.fromEntries(Object.entries(evidence.sizes).map(([name, sd]) => {
      const doubt = evidence.doubt[name] * drawn.sizes[name][line];
      const moved = Math.exp(Math.max(-evidence.furthest, Math.min(evidence.furthest, doubt)) / 2);
      return [name, sd * moved * (evidence.measured.includes(name) ? beyond : 1)];
    }));
  };

  // The shared errors of a line: what stays (`held`) and how they move along it (`moving`).
  const lineOf = (model, sizes, line) => {
    const { drawn, directions } = model;
    const parts = [[1, sizes.source, drawn.source[line]]];
    directions.technology.forEach((part, k) => parts.push([part, sizes.capability, drawn.technology[k][line]]));
    directions.group.forEach((part, g) => parts.push([part, sizes.transfer, drawn.group[g][line]]));
    const length = Math.hypot(...parts.map(([part, size]) => part * size)) || 1;
    const along = parts.map(([part, size]) => part * size / length);
    const far = sum(parts.map(([, , z], i) => z * along[i]));
    return {
      held: parts.map(([, size, z], i) => size * (z - far * along[i])),
      moving: parts.map(([, size], i) => size * along[i]),
    };
  };

  // (line, node, task) automatable share of every task.
  const taskShares = (model, weights) => {
    const { evidence, drawn, mix } = model;
    const tasks = model.owner.length;
    const technologies = model.technologies;
    const believed = beliefs(model, weights);
    const shares = new Float32Array(LINES * NODES.length * tasks);
    for (let line = 0; line < LINES; line += 1) {
      const sizes = sizesOf(model, weights, line);
      const { held, moving } = lineOf(model, sizes, line);
      const [label, second] = labellingOf(at(evidence.labelling, drawn.labelling[line]), evidence.labellings);
      const coder = at(evidence.coder, drawn.coder[line]) > 0.5 ? 1 : 0;
      const row = Math.floor(drawn.together[line] * model.together / LINES);
      const robots = evidence.robots < 0 ? 0 : at(evidence.strength, drawn.strength[line]) * believed[evidence.robots][line];
      const growth = at(evidence.growth, drawn.growth[line]);
      const used = evidence.readings
        .map((reading, r) => ({
          belief: believed[r][line], values: readingAt(reading, label, coder), robots: evidence.sees_robots[r] ? 0 : robots,
          times: model.frozen.includes("evidence") ? 1 : evidence.together[r * model.together + row],
        }))
        .filter((reading) => reading.belief > 0);
      const shared = sizes.source ** 2 + sizes.transfer ** 2 + sizes.occupations ** 2;
      for (let t = 0; t < tasks; t += 1) {
        const reach = evidence.reach[second * tasks + t];
        const physical = evidence.physical[coder * tasks + t];
        let share = 0;
        for (let r = 0; r < used.length; r += 1) {
          const { belief, values, times, robots: lifted } = used[r];
          const value = Math.min(1, values[t] * times);
          share += belief * Math.min(value + (1 - value) * lifted * physical, reach);
        }
        const owner = model.owner[t];
        const group = 1 + technologies + evidence.group[owner];
        const task = second * tasks + t;
        let error = held[0] + held[group] + drawn.occupation[owner][line] * sizes.occupations;
        let slope = moving[0] + moving[group];
        for (let i = mix.first[task]; i < mix.first[task + 1]; i += 1) {
          error += mix.part[i] * held[1 + mix.technology[i]];
          slope += mix.part[i] * moving[1 + mix.technology[i]];
        }
        if (growth !== 0 && share > 0 && share < 1) share = logistic(logit(share) + growth);
        const private_ = evidence.noise[t] ** 2;
        const size = Math.sqrt(shared + sizes.capability ** 2 * model.concentrated[second * tasks + t] + private_);
        const certain = share <= 0 || share >= 1;
        const middle = certain ? 0 : logit(share) + keeping(model, share, size) + error;
        // the task's own error is not drawn: its mean is taken, as of a normal behind a probit
        const damped = 1 / Math.sqrt(1 + Math.PI * private_ / 8);
        for (let node = 0; node < NODES.length; node += 1) {
          shares[(line * NODES.length + node) * tasks + t] = certain ? Math.max(0, Math.min(1, share)) : logistic((middle + NODES[node] * slope) * damped);
        }
      }
      evidence.own.forEach((t, i) => {
        for (let node = 0; node < NODES.length; node += 1) shares[(line * NODES.length + node) * tasks + t] = evidence.set_to[i];
      });
    }
    return shares;
  };

  // ---- From tasks to sectors
  const countedOf = (model, state) => {
    const layers = [1, state.partly, state.counted ? 1 : 0].map((part, gate) => part * model.fit[gate]);
    return model.evidence.gate.map((gate) => layers[gate]);
  };

  // (line, node) share of all FTE.
  const potentialOf = (model, shares, counted) => {
    const tasks = model.owner.length;
    const weight = model.work.map((work, t) => work * counted[t]);
    const found = new Float64Array(LINES * NODES.length);
    for (let i = 0; i < found.length; i += 1) {
      let whole = 0;
      for (let t = 0; t < tasks; t += 1) whole += weight[t] * shares[i * tasks + t];
      found[i] = whole / model.whole;
    }
    return found;
  };

  // (rows, technologies) share of the time of a row that each technology would take.
  const rowShares = (model, shares, counted, place, second, into) => {
    const { entries, mix, technologies } = model;
    const tasks = model.owner.length;
    into.fill(0);
    for (let e = 0; e < entries.row.length; e += 1) {
      const task = entries.task[e];
      const part = entries.time[e] * counted[task] * shares[place * tasks + task];
      const end = mix.first[second * tasks + task + 1];
      for (let i = mix.first[second * tasks + task]; i < end; i += 1) into[entries.row[e] * technologies + mix.technology[i]] += part * mix.part[i];
    }
  };

  // (sectors, technologies) share in use since the base year (section 18).
  const inUse = (model, state, line, year) => {
    const { adoption, drawn } = model;
    const own = drawn.adoption;
    const delay = state.delay === null ? at(adoption.delay, own.delay[line]) : state.delay;
    const stretch = at(adoption.stretch, own.stretch[line]);
    const carry = at(adoption.carry, own.carry[line]);
    const sectors = adoption.area.length;
    const found = new Float64Array(sectors * model.technologies);
    for (let k = 0; k < model.technologies; k += 1) {
      const c = adoption.class[k];
      const width = at(adoption.width[c], own.width[c][line]) * stretch;
      const middle = at(adoption.midpoint[c], own.midpoint[c][line]) + delay + adoption.national * own.national[line];
      const ceiling = at(adoption.ceiling[c], own.ceiling[c][line]);
      const limit = adoption.parallel[k] * at(adoption.threshold, own.threshold[line]);
      const arrives = model.frozen.includes("adoption") ? 1 - adoption.never[c] : own.arrives[k][line] >= adoption.never[c] ? 1 : 0;
      for (let s = 0; s < sectors; s += 1) {
        const area = adoption.area[s];
        const lead = area < 0
          ? adoption.unknown_sd * own.sector[s][line]
          : adoption.lead[area] + adoption.lead_sd[area] * own.area[area][line] + adoption.sector_sd * own.sector[s][line];
        const midpoint = middle - lead * carry * width / LOGIT_WIDTH;
        const level = (when) => {
          const place = (when - midpoint) / width;
          const part = adoption.linear ? Math.max(0, Math.min(1, 0.5 + 0.8 * place)) : logistic(LOGIT_WIDTH * place);
          return Math.max(part * ceiling - limit, 0) / (1 - limit);
        };
        const before = level(adoption.base_year);
        const left = 1 - before;
        const since = year <= adoption.base_year ? 0 : left > 0 ? (level(year) - before) / left : 1;
        found[s * model.technologies + k] = since * arrives;
      }
    }
    return found;
  };

  // (sectors) share of what is in use that is taken out (section 19).
  const takenOut = (model, state, line) => {
    const { realisation, drawn } = model;
    const own = drawn.realisation;
    const level = state.level === null ? at(realisation.level, own.level[line]) : state.level;
    const strength = at(realisation.strength, own.strength[line]);
    const bright = at(realisation.part, own.part[line]) * (realisation.gap + realisation.gap_sd * own.gap[line]);
    const size = model.frozen.includes("realisation") ? 0 : realisation.sector_sd;
    return realisation.barriers.map((table, s) => {
      if (level <= 0 || level >= 1) return level;
      const expected = logistic(logit(level) - strength * at(table, own.barriers[s][line]) - bright);
      return logistic(logit(expected) + keeping(model, expected, size) + size * own.own[s][line]);
    });
  };

  // FTE in use and taken out by sector, of one line and node.
  const pairSums = (model, rows, used, taken) => {
    const technologies = model.technologies;
    const { row, sector, fte } = model.time;
    const adopted = new Float64Array(model.sectors);
    const realised = new Float64Array(model.sectors);
    for (let j = 0; j < fte.length; j += 1) {
      let freed = 0;
      for (let k = 0; k < technologies; k += 1) freed += rows[row[j] * technologies + k] * used[sector[j] * technologies + k];
      adopted[sector[j]] += fte[j] * freed;
      if (freed >= model.time.minimum_block) realised[sector[j]] += fte[j] * freed * taken[sector[j]];
    }
    return { adopted, realised };
  };

  // What the levers give in the end of today's FTE, one draw.
  const levers = (model, state, line) => {
    const { need, drawn } = model;
    const of = (name, i) => (state[name] === null ? at(need[name], drawn.levers[i][line]) : state[name]);
    return of("mean_position", 0) / need.mean_position_now + of("sick_leave", 1) / (1 - need.sick_leave_now) + of("later_retirement", 2) * need.retiring;
  };

  // The balance of one line and node in FTE, sector by sector (section 21). What technology meets
  // bites where the sector would lack it: there an FTE more of it is one less in the rest.
  const balanceOf = (model, year, line, since, won) => {
    const { need } = model;
    const place = need.years.indexOf(year);
    const drawn = model.drawn.need[line];
    const lacking = new Float64Array(model.sectors);
    const spare = new Float64Array(model.sectors);
    const found = { gap: 0, technology: 0, levers: 0, rest: 0, biting: 0 };
    for (let s = 0; s < model.sectors; s += 1) {
      const fte = model.fte[s] * model.drawn.staff[line];
      if (fte === 0) continue;
      const grown = need.grown[(s * need.years.length + place) * need.lines + drawn];
      const technology = grown * since[s] * model.drawn.staff[line];
      const lever = fte * won * need.sectors[s] * need.reach[place];
      const left = fte * (grown - 1) - technology - lever;
      found.gap += fte * (grown - 1);
      found.technology += technology;
      found.levers += lever;
      lacking[s] = Math.max(left, 0);
      spare[s] = Math.max(-left, 0);
      if (left > 0) found.biting += technology;
    }
    found.rest = sum(lacking) - Math.min(need.move * sum(spare), sum(lacking));
    if (found.rest === 0) found.biting = 0;
    return found;
  };

  // (figure) -> (line, node), all as share of the FTE, of one year.
  const yearOf = (model, state, shares, counted, year) => {
    const { adoption, need } = model;
    const technologies = model.technologies;
    const names = ["adopted", "realised", "gap", "technology", "levers", "rest", "biting"];
    const found = Object.fromEntries(names.map((name) => [name, new Float64Array(LINES * NODES.length)]));
    const rows = new Float64Array(model.rows * technologies);
    const needed = need && need.years.includes(year);
    for (let line = 0; line < LINES; line += 1) {
      const used = inUse(model, state, line, year);
      const today = needed ? inUse(model, state, line, need.today) : null;
      const taken = takenOut(model, state, line);
      const won = needed ? levers(model, state, line) : 0;
      const second = at(model.evidence.labelling, model.drawn.labelling[line]) > 0.5 ? 1 : 0;
      for (let node = 0; node < NODES.length; node += 1) {
        const place = line * NODES.length + node;
        rowShares(model, shares, counted, place, second, rows);
        const { adopted, realised } = pairSums(model, rows, used, taken);
        found.adopted[place] = sum(adopted) / model.whole;
        found.realised[place] = sum(realised) / model.whole;
        if (!needed) continue;
        const before = pairSums(model, rows, today, taken).realised;
        const balance = balanceOf(model, year, line, realised.map((value, s) => (value - before[s])), won);
        for (const name of names.slice(2)) found[name][place] = balance[name] / model.whole;
      }
    }
    return found;
  };

  // ---- Figures
  // Places along a line that stand for it, and how they lie between the nodes.
  const strata = Array.from({ length: STRATA }, (_, i) => normal((i + 0.5) / STRATA));
  const curves = strata.map((place) =>
    NODES.map((node, i) => NODES.reduce((whole, other, j) => (i === j ? whole : whole * (place - other) / (node - other)), 1)));
  const straight = strata.map((place) => {
    const left = Math.max(0, Math.min(NODES.length - 2, NODES.findLastIndex((node) => node <= place)));
    return { left, part: (place - NODES[left]) / (NODES[left + 1] - NODES[left]) };
  });

  // (line, place) of what is known at the nodes: a polynomial on a scale where it bends little ...
  const bent = (values, to, from) => {
    const found = new Float64Array(LINES * STRATA);
    const known = new Float64Array(NODES.length);
    for (let line = 0; line < LINES; line += 1) {
      for (let node = 0; node < NODES.length; node += 1) known[node] = to(values[line * NODES.length + node]);
      curves.forEach((weights, i) => {
        let value = 0;
        for (let node = 0; node < NODES.length; node += 1) value += weights[node] * known[node];
        found[line * STRATA + i] = from(value);
      });
    }
    return found;
  };
  // ... or straight between the nodes, for what may leap.
  const joined = (value) => {
    const found = new Float64Array(LINES * STRATA);
    for (let line = 0; line < LINES; line += 1) {
      straight.forEach(({ left, part }, i) => {
        const first = line * NODES.length + left;
        found[line * STRATA + i] = value(first) + part * (value(first + 1) - value(first));
      });
    }
    return found;
  };

  // (line, place) of every figure. What is taken out leaps where an occupation comes over the least
  // block, but its part of what is in use does not leave its bounds.
  const everywhere = ({ potential, adopted, realised, gap, technology, levers: lever, rest, biting }) => {
    const found = { potential: bent(potential, (x) => logit(Math.max(TINY, Math.min(1 - TINY, x))), logistic) };
    if (!adopted) return found;
    found.adopted = bent(adopted, (x) => Math.log(Math.max(TINY, x)), Math.exp);
    const partOf = (values) => joined((i) => values[i] / Math.max(TINY, adopted[i])).map((part, i) => part * found.adopted[i]);
    found.realised = partOf(realised);
    found.technology = partOf(technology);
    found.gap = joined((i) => gap[i]);
    found.levers = joined((i) => lever[i]);
    const beyond = joined((i) => technology[i]).map((value, i) => found.technology[i] - value);
    const share = joined((i) => biting[i] / Math.max(TINY, technology[i]));
    found.rest = joined((i) => rest[i]).map((value, i) => Math.max(0, value - share[i] * beyond[i]));
    return found;
  };

  const figureOf = (values) => {
    values.sort();
    const quantile = (q) => {
      const place = q * (values.length - 1);
      const left = Math.floor(place);
      return values[left] + (place - left) * ((values[left + 1] ?? values[left]) - values[left]);
    };
    return { mean: sum(values) / values.length, p05: quantile(0.05), p95: quantile(0.95) };
  };

  // Technologies of every task, those that have no part of it left out.
  const mixOf = (parts, technologies) => {
    const used = [...parts.keys()].filter((i) => parts[i] > 0);
    const first = new Int32Array(parts.length / technologies + 1);
    used.forEach((i) => { first[Math.floor(i / technologies) + 1] += 1; });
    for (let t = 1; t < first.length; t += 1) first[t] += first[t - 1];
    return { first, technology: Int32Array.from(used, (i) => i % technologies), part: Float64Array.from(used, (i) => parts[i]) };
  };

  // ---- One model, open: `figures(state)` gives mean and 90 % interval as shares of all FTE
  const open = (packed) => {
    const model = unpack(packed);
    const { evidence, time } = model;
    model.frozen = packed.evidence.frozen;
    evidence.measured = packed.evidence.measured;
    evidence.sees_robots = packed.evidence.sees_robots;
    evidence.tasks_of = [...evidence.tasks_of];
    if (model.need) model.need.years = [...model.need.years];
    model.technologies = model.directions.technology.length;
    model.groups = model.directions.group.length;
    model.owner = evidence.tasks_of.flatMap((count, o) => new Array(count).fill(o));
    const tasks = model.owner.length;
    evidence.readings.forEach((reading) => {
      reading.parts = Array.from({ length: reading.values.length / tasks }, (_, i) => reading.values.subarray(i * tasks, (i + 1) * tasks));
    });
    model.together = evidence.together.length / evidence.readings.length;
    model.keeping = { table: model.mean_keeping, rows: packed.steps[0], columns: packed.steps[1], largest: packed.steps[2] };
    model.concentrated = Array.from({ length: 2 * tasks }, (_, i) => sum([...evidence.technology.subarray(i * model.technologies, (i + 1) * model.technologies)].map((part) => part * part)));
    model.sectors = model.adoption ? model.adoption.area.length : Math.max(...time.sector) + 1;
    model.rows = time.occupation.length;
    const starts = evidence.tasks_of.map(((whole) => (count) => (whole += count) - count)(0));
    const entries = [];
    time.occupation.forEach((o, row) => {
      for (let i = 0; i < evidence.tasks_of[o]; i += 1) entries.push({ row, task: starts[o] + i, time: time.time[entries.length] });
    });
    const fteOfRow = new Float64Array(model.rows);
    model.fte = new Float64Array(model.sectors);
    time.fte.forEach((fte, j) => { fteOfRow[time.row[j]] += fte; model.fte[time.sector[j]] += fte; });
    model.whole = sum(time.fte);
    model.work = new Float64Array(tasks);
    for (const { row, task, time: share } of entries) model.work[task] += fteOfRow[row] * share;
    const worked = entries.filter(({ row }) => fteOfRow[row] > 0);
    model.entries = {
      row: Int32Array.from(worked, (entry) => entry.row), task: Int32Array.from(worked, (entry) => entry.task),
      time: Float64Array.from(worked, (entry) => entry.time),
    };
    model.mix = mixOf(evidence.technology, model.technologies);
    model.drawn = draw(model);
    model.fit = [1, 1, 1];

    let kept = { key: "", shares: null };
    const sharesOf = (weights) => {
      const key = weights.join();
      if (kept.key !== key) kept = { key, shares: taskShares(model, weights) };
      return kept.shares;
    };
    // Each layer of the gate as large on average as the run prints it: who works where is told in
    // whole FTE only, so that the page's own layers may differ from the run's.
    const fitTo = (state, printed) => {
      const shares = sharesOf(state.weights);
      [1, state.partly, 1].forEach((part, layer) => {
        const counted = evidence.gate.map((gate) => (gate === layer ? part : 0));
        const own = figureOf(everywhere({ potential: potentialOf(model, shares, counted) }).potential).mean;
        model.fit[layer] = own > 1e-4 && printed[layer] > 0 ? Math.max(0.5, Math.min(2, printed[layer] / own)) : 1;
      });
    };
    const figures = (state) => {
      const shares = sharesOf(state.weights);
      const counted = countedOf(model, state);
      const found = { potential: potentialOf(model, shares, counted) };
      if (model.adoption && state.year !== null) Object.assign(found, yearOf(model, state, shares, counted, state.year));
      return Object.fromEntries(Object.entries(everywhere(found)).map(([name, values]) => [name, figureOf(values)]));
    };
    return { figures, fitTo };
  };

  return { open, gammaLogs, normal, beyondMix };
})();
