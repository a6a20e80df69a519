// The last ten minutes at the site meter. Only GOOD readings are drawn; where there is none the line has a gap.

import { Component, h } from "/webjars/preact/10.28.0/dist/preact.module.js";
import { clock, powerText } from "./format.js";

const WINDOW_S = 600;
const GAP_S = 3; // frames come twice a second: a longer pause is shown as a gap
const SAMPLES_MAX = 1_600;

/** The samples drawn, oldest first, as uPlot wants them: one column each for time, metered, target, baseline. */
export class History {
  rows = [];

  replace(samples) {
    this.rows = [];
    for (const sample of samples) this.add(sample);
  }

  add(sample) {
    const at = Date.parse(sample.at) / 1_000;
    const last = this.rows.at(-1);
    if (last && at <= last[0]) return;
    if (last && at - last[0] > GAP_S) this.rows.push([last[0] + 0.001, null, null, null]);
    const good = sample.meter_quality === "GOOD";
    this.rows.push([at, good ? sample.metered_w : null, sample.target_w, sample.baseline_w]);
    const oldest = at - WINDOW_S - 5;
    let drop = 0;
    while (drop < this.rows.length && (this.rows[drop][0] < oldest || this.rows.length - drop > SAMPLES_MAX)) drop++;
    if (drop > 0) this.rows.splice(0, drop);
  }

  columns(scale) {
    const scaled = (i) => this.rows.map((r) => (r[i] === null || r[i] === undefined ? null : r[i] / scale));
    return [this.rows.map((r) => r[0]), scaled(1), scaled(2), scaled(3)];
  }

  seconds() {
    return this.rows.length < 2 ? 0 : this.rows.at(-1)[0] - this.rows[0][0];
  }
}

function paint(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function options(width, height, small) {
  const unit = small ? "kW" : "MW";
  const axis = { stroke: paint("--muted"), grid: { stroke: paint("--line"), width: 1 }, ticks: { show: false } };
  const font = "12px system-ui, sans-serif";
  return {
    width,
    height,
    pxAlign: 0,
    padding: [10, 14, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    tzDate: (ts) => uPlot.tzDate(new Date(ts * 1e3), "Etc/UTC"),
    scales: {
      x: { time: true, range: (u) => { const end = u.data[0].at(-1) ?? 0; return [end - WINDOW_S, end]; } },
      y: { range: (u, lo, hi) => [0, Math.max(hi ?? 0, small ? 1 : 0.01) * 1.12] },
    },
    axes: [
      { ...axis, font, size: 30, space: 70, incrs: [60, 120, 300, 600], values: (u, splits) => splits.map((s) => clock(s * 1e3).slice(0, 5)) },
      { ...axis, font, size: 54, space: 36, values: (u, splits) => splits.map((s, i) => (i === splits.length - 1 ? `${+s.toFixed(3)} ${unit}` : `${+s.toFixed(3)}`)) },
    ],
    series: [
      {},
      { label: "metered", stroke: paint("--meter"), width: 2, fill: paint("--meter-fill"), spanGaps: false, points: { show: false } },
      { label: "target", stroke: paint("--target"), width: 2, spanGaps: false, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
      { label: "baseline", stroke: paint("--baseline"), width: 1.5, dash: [6, 5], spanGaps: false, points: { show: false } },
    ],
    bands: [{ series: [3, 1], fill: paint("--reduction"), dir: -1 }],
  };
}

export class Chart extends Component {
  componentDidMount() {
    this.observer = new ResizeObserver(() => this.rebuild());
    this.observer.observe(this.box);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.onScheme = () => this.rebuild();
    this.scheme.addEventListener("change", this.onScheme);
  }

  componentWillUnmount() {
    this.observer.disconnect();
    this.scheme.removeEventListener("change", this.onScheme);
    this.plot?.destroy();
  }

  componentDidUpdate(before) {
    if (before.small !== this.props.small) this.rebuild();
    else this.plot?.setData(this.props.history.columns(this.scale()));
  }

  shouldComponentUpdate(next) {
    return next.version !== this.props.version || next.small !== this.props.small;
  }

  scale() {
    return this.props.small ? 1e3 : 1e6;
  }

  rebuild() {
    const { clientWidth, clientHeight } = this.box;
    if (clientWidth < 50 || clientHeight < 50) return;
    if (this.plot && this.width === clientWidth && this.height === clientHeight && this.dark === this.scheme.matches && this.drawnSmall === this.props.small) return;
    Object.assign(this, { width: clientWidth, height: clientHeight, dark: this.scheme.matches, drawnSmall: this.props.small });
    this.plot?.destroy();
    const opts = options(clientWidth, clientHeight, this.props.small);
    opts.hooks = { setCursor: [(u) => this.read(u)] };
    this.plot = new uPlot(opts, this.props.history.columns(this.scale()), this.box);
  }

  /** Puts the values under the pointer into words. */
  read(u) {
    const i = u.cursor.idx;
    const row = i === null || i === undefined ? null : this.props.history.rows[i];
    if (!this.readout) return;
    const small = this.props.small;
    this.readout.textContent = row
      ? [
          `${clock(row[0] * 1e3)} UTC`,
          row[1] === null ? "no good reading" : powerText(row[1], small),
          row[2] === null || row[2] === undefined ? null : `target ${powerText(row[2], small)}`,
          row[3] === null || row[3] === undefined ? null : `baseline ${powerText(row[3], small)}`,
        ].filter(Boolean).join(" · ")
      : "";
  }

  render({ label }) {
    return h("figure", { class: "chart" },
      h("figcaption", null,
        h("ul", { class: "keys" },
          h("li", { class: "key-meter" }, "metered"),
          h("li", { class: "key-target" }, "target"),
          h("li", { class: "key-baseline" }, "baseline"),
          h("li", { class: "key-reduction" }, "reduction")),
        h("span", { class: "readout", ref: (e) => { this.readout = e; } })),
      h("div", { class: "plot", role: "img", "aria-label": label, ref: (e) => { this.box = e; } }));
  }
}
