// The plan of a day: what the site means to draw hour by hour, what it rests on and what it may cost.

import { h } from "/webjars/preact/10.28.0/dist/preact.module.js";
import { count, plural, powerText, UNKNOWN, usd } from "./format.js";

const COLUMNS = ["Hours", "Level", "Expected price", "rests on", "Leaves over", "Reserve", "At risk"];

/** Hours and minutes in the plan's own time zone. */
function hour(instant, zone) {
  return new Date(instant).toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}

function price(usdPerMwh) {
  return `${usdPerMwh.toFixed(2)} $/MWh`;
}

/** Hours one after the other with the same level and the same ground for their price. */
function runs(hours) {
  const all = [];
  for (const one of hours) {
    const last = all.at(-1);
    if (last && last.until === one.from && last.level_w === one.level_w && last.rests_on_day_ahead === one.rests_on_day_ahead) {
      last.until = one.until;
      last.prices.push(one.expected_usd_per_mwh);
      last.net += one.expected_net_usd;
      last.reserve = Math.max(last.reserve, one.reserve_offered_mw);
      last.risk = Math.max(last.risk, one.risk_usd);
    } else {
      all.push({ ...one, prices: [one.expected_usd_per_mwh], net: one.expected_net_usd, reserve: one.reserve_offered_mw, risk: one.risk_usd });
    }
  }
  return all;
}

function prices(all) {
  const low = Math.min(...all);
  const high = Math.max(...all);
  return low === high ? price(low) : `${low.toFixed(2)} to ${price(high)}`;
}

function Bars({ plan, now, small }) {
  const dearest = Math.max(1, ...plan.hours.map((one) => one.expected_usd_per_mwh));
  const line = plan.hours.map((one, i) => {
    const y = 100 - (Math.max(0, one.expected_usd_per_mwh) / dearest) * 96;
    return `${i},${y.toFixed(1)} ${i + 1},${y.toFixed(1)}`;
  }).join(" ");
  const label = `Level and expected price for ${plan.day}, hour by hour; the table below has the figures`;
  return h("div", { class: "bars", role: "img", "aria-label": label },
    plan.hours.map((one) => {
      const past = Date.parse(one.until) <= now;
      const title = `${hour(one.from, plan.zone)}: ${powerText(one.level_w, small)}, ${price(one.expected_usd_per_mwh)}`;
      return h("span", { key: one.from, class: past ? "past" : "", title },
        h("i", { style: { height: `${plan.full_w > 0 ? (one.level_w / plan.full_w) * 100 : 0}%` } }));
    }),
    h("svg", { viewBox: `0 0 ${plan.hours.length} 100`, preserveAspectRatio: "none", "aria-hidden": "true" },
      h("polyline", { points: line, "vector-effect": "non-scaling-stroke" })));
}

function Day({ followed: { plan, events }, now, small }) {
  const id = `plan-${plan.day}`;
  const dearest = Math.max(...plan.hours.map((one) => one.expected_usd_per_mwh));
  const risk = Math.max(...plan.hours.map((one) => one.risk_usd));
  const offered = plan.offers.length;
  return h("section", { class: "card dayplan", "aria-labelledby": id },
    h("header", null,
      h("h2", { id }, `Plan for ${plan.day}`),
      h("p", null, `made with what was known ${plan.known_at.slice(0, 16).replace("T", " ")} UTC`)),
    h("p", { class: "sum" },
      "Expected to leave over ", h("b", null, usd(plan.expected_net_usd)),
      `, reserve not counted. ${events.length === 0 ? "Full work all day: nothing to keep to." : `The site keeps to ${plural(events.length, "limit", "limits")}; whatever the grid asks goes before it.`}`),
    h(Bars, { plan, now, small }),
    h("ul", { class: "keys" },
      h("li", { class: "key-level" }, `level, full work ${powerText(plan.full_w, small)}`),
      h("li", { class: "key-price" }, `expected price, up to ${price(dearest)}`)),
    h("div", { class: "firmware", tabIndex: 0, role: "region", "aria-label": `Hours of ${plan.day}` },
      h("table", null,
        h("thead", null, h("tr", null, COLUMNS.map((t) => h("th", { key: t, scope: "col" }, t)))),
        h("tbody", null, runs(plan.hours).map((run) => h("tr", { key: run.from },
          h("th", { scope: "row" }, `${hour(run.from, plan.zone)}–${hour(run.until, plan.zone)}`),
          h("td", null, powerText(run.level_w, small)),
          h("td", null, prices(run.prices)),
          h("td", null, run.rests_on_day_ahead ? "day-ahead price" : "days before"),
          h("td", null, usd(run.net)),
          h("td", null, run.reserve > 0 ? `${run.reserve.toFixed(2)} MW` : UNKNOWN),
          h("td", null, usd(run.risk))))))),
    h("p", { class: "note" },
      `Hours are local (${plan.zone}). At risk: what one hour three times as dear costs more, if nothing is done about it, at most ${usd(risk)}. `,
      offered > 0 ? `${count(offered)} reserve offers go with it. ` : "",
      `Solver: ${plan.solver || UNKNOWN}.`));
}

/** Every plan the site follows, the next day first. */
export function Plans({ plans, now, small }) {
  return plans.map((followed) => h(Day, { key: followed.plan.day, followed, now, small }));
}
