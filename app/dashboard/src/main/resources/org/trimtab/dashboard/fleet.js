// The fleet: one cell a device, in site order. Colour says how it stands, and so does the shape.

import { Component, h } from "/webjars/preact/10.28.0/dist/preact.module.js";
import { count, family, hashrate, powerText, UNKNOWN, words } from "./format.js";
import { ask } from "./stream.js";

export const LETTERS = [
  ["H", "hashing", "--hashing"],
  ["a", "asked to sleep", "--asked"],
  ["S", "asleep", "--asleep"],
  ["w", "asked to wake", "--asked-wake"],
  ["W", "starting", "--starting"],
  ["F", "failed", "--failed"],
  ["U", "not read", "--unread"],
];
const NAMES = Object.fromEntries(LETTERS.map(([letter, name]) => [letter, name]));
const CELL_MIN = 5;
const CELL_MAX = 22;
const HEIGHT_ALONE = 360;
const HEIGHT_SHARED = 230;
const ASK_AFTER_MS = 90;

/** The largest square cells with which all devices fit the wanted height, never smaller than can be seen. */
function layout(width, devices, height) {
  for (let size = CELL_MAX; size > CELL_MIN; size--) {
    const columns = Math.floor(width / size);
    if (Math.ceil(devices / columns) * size <= height) return { size, columns };
  }
  return { size: CELL_MIN, columns: Math.max(1, Math.floor(width / CELL_MIN)) };
}

export class Fleet extends Component {
  state = { index: null, device: null };

  componentDidMount() {
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.canvas.parentElement);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.onScheme = () => { this.colours = null; this.draw(); };
    this.scheme.addEventListener("change", this.onScheme);
    this.draw();
  }

  componentWillUnmount() {
    this.observer.disconnect();
    this.scheme.removeEventListener("change", this.onScheme);
  }

  componentDidUpdate() {
    this.draw();
  }

  draw() {
    const { cells } = this.props;
    const width = this.canvas.parentElement.clientWidth;
    if (width < 20 || cells.length === 0) return;
    if (!this.colours) {
      const style = getComputedStyle(document.documentElement);
      this.colours = Object.fromEntries(LETTERS.map(([l, , name]) => [l, style.getPropertyValue(name).trim()]));
      this.ring = style.getPropertyValue("--text").trim();
    }
    const grid = layout(width, cells.length, this.props.alone ? HEIGHT_ALONE : HEIGHT_SHARED);
    const height = Math.ceil(cells.length / grid.columns) * grid.size;
    const ratio = devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.height = `${height}px`;
    }
    this.grid = grid;
    const paint = this.canvas.getContext("2d");
    paint.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint.clearRect(0, 0, width, height);
    for (let i = 0; i < cells.length; i++) this.cell(paint, i, cells[i]);
    if (this.state.index !== null) this.mark(paint, this.state.index);
  }

  cell(paint, i, letter) {
    const { size, columns } = this.grid;
    const gap = size > 8 ? 2 : 1;
    const side = size - gap;
    const x = (i % columns) * size;
    const y = Math.floor(i / columns) * size;
    const fill = (left, top, w, hgt) => { paint.beginPath(); paint.roundRect(left, top, w, hgt, Math.min(2, w / 4)); paint.fill(); };
    paint.fillStyle = this.colours[letter] ?? this.colours.U;
    paint.strokeStyle = paint.fillStyle;
    if (letter === "U") {
      paint.lineWidth = 1;
      paint.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1);
    } else if (letter === "a" || letter === "w" || letter === "W") {
      paint.fillStyle = this.colours.S;
      fill(x, y, side, side);
      paint.fillStyle = this.colours[letter];
      const part = Math.max(2, Math.round(side * (letter === "W" ? 0.7 : 0.5)));
      fill(x, y + side - part, side, part);
    } else {
      fill(x, y, side, side);
      if (letter === "F" && side > 6) {
        paint.strokeStyle = "#fff";
        paint.lineWidth = 1.5;
        paint.beginPath();
        paint.moveTo(x + 3, y + 3); paint.lineTo(x + side - 3, y + side - 3);
        paint.moveTo(x + side - 3, y + 3); paint.lineTo(x + 3, y + side - 3);
        paint.stroke();
      }
    }
  }

  mark(paint, i) {
    const { size, columns } = this.grid;
    paint.strokeStyle = this.ring;
    paint.lineWidth = 2;
    paint.strokeRect((i % columns) * size + 1, Math.floor(i / columns) * size + 1, size - 4, size - 4);
  }

  at(pointer) {
    const box = this.canvas.getBoundingClientRect();
    const { size, columns } = this.grid;
    const column = Math.floor((pointer.clientX - box.left) / size);
    const i = Math.floor((pointer.clientY - box.top) / size) * columns + column;
    return column >= 0 && column < columns && i >= 0 && i < this.props.cells.length ? i : null;
  }

  look(index) {
    if (index === this.state.index) return;
    this.setState({ index, device: null });
    clearTimeout(this.timer);
    if (index === null) return;
    this.timer = setTimeout(async () => {
      try {
        const page = await ask(`/devices?offset=${index}&limit=1`);
        if (this.state.index === index) this.setState({ device: page.devices[0] ?? null });
      } catch {
        if (this.state.index === index) this.setState({ device: null });
      }
    }, ASK_AFTER_MS);
  }

  /** Hands on the device that is looked at. */
  pick() {
    if (this.state.device) this.props.onPick(this.state.device.id);
  }

  key(event) {
    if (event.key === "Enter") this.pick();
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.grid?.columns ?? 1, ArrowUp: -(this.grid?.columns ?? 1) };
    if (event.key === "Escape") this.look(null);
    if (!(event.key in steps)) return;
    event.preventDefault();
    const from = this.state.index ?? -steps[event.key];
    this.look(Math.max(0, Math.min(this.props.cells.length - 1, from + steps[event.key])));
  }

  render({ cells, read }) {
    const counts = {};
    for (const letter of cells) counts[letter] = (counts[letter] ?? 0) + 1;
    const summary = LETTERS.filter(([l]) => counts[l]).map(([l, name]) => `${counts[l]} ${name}`).join(", ");
    return h("section", { class: "card fleet", "aria-labelledby": "fleet-title" },
      h("header", null,
        h("h2", { id: "fleet-title" }, "Fleet"),
        h("p", null, `${count(cells.length)} devices, ${count(read)} read lately`)),
      h("div", { class: "cells" },
        h("canvas", {
          ref: (e) => { this.canvas = e; },
          tabIndex: 0,
          role: "img",
          "aria-label": `${summary}. Arrow keys walk from device to device.`,
          onPointerMove: (e) => this.look(this.at(e)),
          onPointerLeave: () => this.look(null),
          onClick: () => this.pick(),
          onKeyDown: (e) => this.key(e),
          onBlur: () => this.look(null),
        })),
      h("ul", { class: "legend" }, LETTERS.map(([letter, name]) =>
        h("li", { key: letter, class: `cell-${letter === letter.toLowerCase() ? `${letter}-asked` : letter}${counts[letter] ? "" : " none"}` },
          h("span", null, name), " ", h("b", null, count(counts[letter] ?? 0))))),
      h("p", { class: "device", "aria-live": "polite" }, this.describe(cells)));
  }

  describe(cells) {
    const { index, device } = this.state;
    if (index === null) return "Point at a cell, or walk with the arrow keys, to see the device; click it to see why.";
    const letter = NAMES[cells[index]] ?? UNKNOWN;
    if (!device) return `Device ${index + 1} of ${cells.length}: ${letter}`;
    const draws = device.power_w === null ? "power unknown" : `${device.power_w.toLocaleString("en")} W (${words(device.power_source)})`;
    return [
      h("b", null, device.id),
      ` ${device.model} · ${family(device.family)} · ${device.address} · ${letter} · ${draws}`,
      device.cap_w === null ? "" : ` · held at ${device.cap_w.toLocaleString("en")} W`,
      device.failure ? ` · ${words(device.failure)}` : "",
      device.quarantine ? ` · in quarantine: ${words(device.quarantine)}` : "",
      device.hold ? ` · a person's hold: ${device.hold}` : "",
      device.caused_by ? ` · for ${device.caused_by}` : "",
    ];
  }
}

const FAMILY_COLUMNS = ["Firmware", "Devices", "Read", "Asleep", "Power", "from", "Hash rate"];

/** Where a family's power figures come from; more than one when its machines differ. */
function sources(part) {
  return [["measured_w", "measured"], ["modelled_w", "modelled"], ["nameplate_w", "nameplate"]]
    .filter(([key]) => part[key] > 0).map(([, name]) => name).join(", ") || UNKNOWN;
}

/** The firmware families of the site: what they draw, and how far that figure is to be trusted. */
export function Families({ families, small }) {
  if (families.length === 0) return null;
  return h("section", { class: "card families", "aria-labelledby": "families-title" },
    h("header", null, h("h2", { id: "families-title" }, "Firmware"), h("p", null, "what the machines say of themselves")),
    h("div", { class: "firmware", tabIndex: 0, role: "region", "aria-label": "Firmware families" },
      h("table", null,
        h("thead", null, h("tr", null, FAMILY_COLUMNS.map((t) => h("th", { key: t, scope: "col" }, t)))),
        h("tbody", null, families.map((part) => h("tr", { key: part.family },
          h("th", { scope: "row" }, family(part.family)),
          h("td", null, count(part.devices)),
          h("td", null, count(part.read)),
          h("td", null, count(part.asleep)),
          h("td", null, part.read === 0 ? UNKNOWN : powerText(part.measured_w + part.modelled_w + part.nameplate_w, small)),
          h("td", { class: "from" }, sources(part)),
          h("td", null, part.read === 0 ? UNKNOWN : hashrate(part.hashrate_mhs))))))));
}
