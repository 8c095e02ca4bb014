/* Draws the picture of a page below /graph/ from the data that the page carries. Nothing is asked of the server and
   nothing moves by itself: the places of the boxes follow from the data and the width alone. */
"use strict";
(() => {
  const FONT = 13, LINE = 18, PAD = 12, GAP = 30, NEAR = 10, TRACK = 7, LINES = 5, STEP = 80;
  const SHARE = matchMedia("(pointer: coarse)").matches ? 0.7 : 0.8; // of the window: a finger beside it still scrolls
  const COLOURS = {
    plan: "plan", pillar: "part", field: "part", initiative: "doing", department: "unit", section: "unit",
  };
  const box = document.getElementById("picture");
  const figure = document.getElementById("picture-figure");
  const said = document.getElementById("picture-said");
  const data = JSON.parse(document.getElementById("picture-data").textContent);
  if (!window.cytoscape) return;
  figure.hidden = false;
  document.getElementById("picture-without").hidden = true;

  const family = getComputedStyle(document.body).fontFamily;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${FONT}px ${family}`;

  /** Whole and even, so that every centre stands on a whole pixel and letters stay sharp. */
  const even = (length) => 2 * Math.floor(length / 2);

  /** Text in lines of at most `width` pixels, words and figures whole; what is longer than LINES is cut with …. */
  function wrapped(text, width) {
    const fits = (one) => pen.measureText(one).width <= width;
    const whole = text.match(/(?:[\w.,%]+|[^])[、。，．：）」』】〕]*/gu) || [""];
    const lines = [""];
    for (const piece of whole.flatMap((one) => (fits(one) ? [one] : [...one]))) {
      if (!fits(lines.at(-1) + piece)) lines.push("");
      if (piece.trim() || lines.at(-1)) lines[lines.length - 1] += piece.replace(/\s/gu, " ");
    }
    return lines.length > LINES ? [...lines.slice(0, LINES - 1), lines[LINES - 1].slice(0, -1) + "…"] : lines;
  }

  /** A box of that width with its left upper corner at x, y. */
  function placed(told, x, y, width) {
    const head = told.head ?? told.kind;
    const lines = [...(head ? [head] : []), ...wrapped(told.name, width - 16)];
    if (told.note) lines.push(told.note);
    const height = lines.length * LINE + 12;
    return { ...told, lines, width, height, x: x + width / 2, y: y + height / 2, bottom: y + height };
  }

  /** A member without its kind where the name of its group says so already. */
  function bare(told, group) {
    return { ...told, head: group.name.startsWith(told.kind) ? "" : told.kind };
  }

  /** Which lines between boxes that do not touch share a track left of them: those of one end that has several. */
  function tracks(edges) {
    const ends = new Map();
    for (const edge of edges) ends.set(edge.from, (ends.get(edge.from) || 0) + 1);
    const names = edges.map((edge) => (ends.get(edge.from) > 1 ? "from " + edge.from : "to " + edge.to));
    const distinct = [...new Set(names)];
    return names.map((name) => distinct.indexOf(name));
  }

  /** Boxes and lines with their places: the chain in a column on the left, the groups in boxes on the right. */
  function layout(total) {
    const narrow = total < 640, sides = data.groups.length > 0;
    const column = data.rows.flat();
    const next = new Map(column.map((one, n) => [one.id, n]));
    const close = (edge) => next.get(edge.to) - next.get(edge.from) === 1;
    const far = data.edges.filter((edge) => !close(edge));
    const track = tracks(far);
    const left = PAD + (far.length ? NEAR + TRACK * (Math.max(...track) + 1) : 0);
    const gap = narrow ? 34 : 90;
    const free = narrow ? (total - left - gap - 2 * PAD - 10) / 2 : 240;
    const width = even(sides ? free : Math.min(320, total - left - PAD));
    let y = PAD, bottom = PAD;
    const chain = column.map((one) => {
      const made = placed(one, left, y, width);
      y = made.bottom + GAP;
      bottom = made.bottom;
      return made;
    });
    const right = left + width + gap, room = even(total - right - PAD);
    const across = Math.max(1, Math.floor(room / 190));
    const member = even((room - 16 - (across - 1) * 8) / across);
    const boxes = [], groups = [];
    y = PAD;
    for (const group of data.groups) {
      const title = wrapped(group.name, room - 16);
      let top = y + title.length * LINE + 12;
      for (let n = 0; n < group.members.length; n += across) {
        const line = group.members.slice(n, n + across);
        const made = line.map((one, k) => placed(bare(one, group), right + 8 + k * (member + 8), top, member));
        boxes.push(...made);
        top = Math.max(...made.map((one) => one.bottom)) + 8;
      }
      groups.push({ id: group.id, lines: title, width: room, height: top - y, x: right + room / 2, y: (y + top) / 2 });
      bottom = Math.max(bottom, top);
      y = top + GAP / 2;
    }
    const lines = data.edges.filter(close).map((edge) => ({ ...edge, css: "close" }));
    far.forEach((edge, n) => lines.push({ ...edge, css: "far", reach: -(width / 2 + NEAR + TRACK * track[n]) }));
    return { chain, boxes, groups, lines, height: bottom + PAD };
  }

  function elements(found) {
    const node = (one, css) => ({
      group: "nodes", classes: css, position: { x: one.x, y: one.y },
      data: { ...one, label: one.lines.join("\n"), colour: COLOURS[one.of] || "more" },
    });
    const line = (one) => ({
      group: "edges", classes: one.css, data: { source: one.from, target: one.to, label: one.label, reach: one.reach || 0 },
    });
    const beside = found.groups.map((one) => ({ from: data.centre, to: one.id, label: "", css: "beside" }));
    return [
      ...found.groups.map((one) => node(one, "frame")), ...found.chain.map((one) => node(one, "box")),
      ...found.boxes.map((one) => node(one, "box")), ...[...found.lines, ...beside].map(line),
    ];
  }

  function style() {
    const value = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const ink = value("--ink"), ground = value("--ground");
    return [
      { selector: "node", style: {
        shape: "round-rectangle", width: "data(width)", height: "data(height)", label: "data(label)", color: ink,
        "font-family": family, "font-size": FONT, "line-height": LINE / FONT / 1.15, "text-wrap": "wrap",
        "text-max-width": 10000, "text-valign": "center", "text-halign": "center", "background-color": value("--raised"),
        "border-width": 2, "z-index": 2, "overlay-opacity": 0,
        "border-color": (one) => value("--box-" + (one.data("colour") || "more")),
      } },
      { selector: "node.frame", style: {
        "background-color": ground, "border-color": value("--line"), "border-width": 1, "z-index": 1, events: "no",
        "text-valign": "top", "text-margin-y": (one) => one.data("lines").length * LINE + 6, "font-weight": "bold",
      } },
      { selector: "node.box[of = 'more']", style: { "border-style": "dashed" } },
      { selector: "node.centre", style: { "border-width": 5, "font-weight": "bold", "background-color": ground } },
      { selector: "node.chosen", style: { "background-color": value("--note"), color: value("--on-note"), "border-color": value("--link"), "border-width": 5 } },
      { selector: "edge", style: {
        width: 2, "line-color": value("--edge"), "target-arrow-color": value("--edge"), "target-arrow-shape": "triangle",
        "curve-style": "straight", events: "no", label: "data(label)", color: ink, "font-size": FONT,
        "font-family": family, "text-background-color": ground, "text-background-opacity": 1, "text-background-padding": 2,
      } },
      { selector: "edge[label != '']", style: { "line-style": "dashed", "text-margin-x": 26 } },
      { selector: "edge.far", style: {
        "curve-style": "segments", "edge-distances": "node-position", "segment-weights": "0 1",
        "segment-distances": (one) => `${-one.data("reach")} ${-one.data("reach")}`,
      } },
      { selector: "edge.beside", style: {
        "curve-style": "taxi", "taxi-direction": "rightward", "taxi-turn": "50%", "target-arrow-shape": "none",
        "source-endpoint": "90deg", "target-endpoint": "270deg",
      } },
    ];
  }

  const cy = cytoscape({ container: box, style: style(), boxSelectionEnabled: false, autoungrabify: true,
    autounselectify: true, minZoom: 0.2, maxZoom: 4, layout: { name: "preset", fit: false }, elements: [] });
  let chosen = "";

  function draw() {
    const found = layout(box.clientWidth);
    box.style.height = `${Math.round(Math.min(found.height, Math.max(320, window.innerHeight * SHARE)))}px`;
    cy.batch(() => {
      cy.elements().remove();
      cy.add(elements(found));
      cy.getElementById(data.centre).addClass("centre");
    });
    cy.resize();
    cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
    const centre = cy.getElementById(data.centre).position().y;
    const hidden = Math.max(0, found.height - box.clientHeight);
    cy.pan({ x: 0, y: -Math.min(hidden, Math.max(0, centre - box.clientHeight / 2)) });
    if (chosen) choose(cy.getElementById(chosen), false);
  }

  function zoom(factor) {
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  const acts = {
    zoom_in: () => zoom(1.25), zoom_out: () => zoom(0.8), zoom_all: () => cy.fit(undefined, PAD),
    pan_left: () => cy.panBy({ x: STEP, y: 0 }), pan_right: () => cy.panBy({ x: -STEP, y: 0 }),
    pan_up: () => cy.panBy({ x: 0, y: STEP }), pan_down: () => cy.panBy({ x: 0, y: -STEP }),
  };

  function follow(node) {
    const address = node.data("href");
    if (node.id() !== data.centre && /^[/#](?![/\\])/.test(address)) window.location.assign(address);
  }

  function choose(node, told = true) {
    cy.nodes().removeClass("chosen");
    if (node.empty()) return;
    chosen = node.id();
    node.addClass("chosen");
    if (told) said.textContent = [node.data("kind"), node.data("name"), node.data("note")].filter(Boolean).join(" ");
    const seen = node.renderedBoundingBox();
    const x = seen.x1 < 0 ? PAD - seen.x1 : Math.min(0, cy.width() - PAD - seen.x2);
    const y = seen.y1 < 0 ? PAD - seen.y1 : Math.min(0, cy.height() - PAD - seen.y2);
    if (x || y) cy.panBy({ x, y });
  }

  /** The box nearest in a direction, sideways distance counting twice. */
  function beyond(from, dx, dy) {
    const here = from.position();
    let best = null, least = Infinity;
    cy.nodes(".box").forEach((node) => {
      const place = node.position(), along = (place.x - here.x) * dx + (place.y - here.y) * dy;
      const beside = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
      if (along > 1 && along + 2 * beside < least) [best, least] = [node, along + 2 * beside];
    });
    return best || from;
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const KEYS = { "+": "zoom_in", ";": "zoom_in", "=": "zoom_in", "-": "zoom_out", "0": "zoom_all" };

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const current = cy.getElementById(chosen || data.centre);
    if (event.key in ARROWS) choose(chosen ? beyond(current, ...ARROWS[event.key]) : current);
    else if (event.key in KEYS) acts[KEYS[event.key]]();
    else if (event.key === "Enter") follow(current);
    else return;
    event.preventDefault();
  });
  // a wheel over the picture scrolls the page until somebody works in the picture; two fingers always zoom
  const wheel = () => cy.userZoomingEnabled(document.activeElement === box || matchMedia("(pointer: coarse)").matches);
  box.addEventListener("focus", () => { wheel(); if (!chosen) choose(cy.getElementById(data.centre)); });
  box.addEventListener("blur", () => { wheel(); cy.nodes().removeClass("chosen"); chosen = ""; });
  document.querySelectorAll("[data-act]").forEach((one) => one.addEventListener("click", () => acts[one.dataset.act]()));
  cy.on("tap", "node.box", (event) => follow(event.target));
  cy.on("mouseover", "node.box", (event) => { box.style.cursor = event.target.id() === data.centre ? "" : "pointer"; });
  cy.on("mouseout", "node.box", () => { box.style.cursor = ""; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));

  let drawn = 0;
  new ResizeObserver(() => {
    if (box.clientWidth && box.clientWidth !== drawn) {
      drawn = box.clientWidth;
      draw();
    }
  }).observe(box);
  wheel();
})();
