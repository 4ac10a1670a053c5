/** The player: takes messages in, keeps the panels, and draws the wanted frame, never more often than it can. */

import { onClick } from "./clicks.js";
import { listen } from "./keyboard.js";
import { showLegend } from "./legend.js";
import { loadPlotly, loadStyle } from "./loading.js";
import { NetworkPanel } from "./network.js";
import { PlotPanel } from "./plot.js";
import { Playback } from "./playback.js";
import { decode } from "./protocol.js";
import { ingest, open, spec as findSpec } from "./runs.js";
import { inTheme, readTheme } from "./theme.js";
import { Transport } from "./transport.js";
import { Turning } from "./turning.js";
import { fill } from "./words.js";

const SETTLED = 250; // milliseconds without motion
const PATIENCE = 2000; // milliseconds before a question counts as lost
const STYLE = new URL("player.css", import.meta.url);
const players = new WeakMap();

/** Streamlit calls this on every message and on every change of theme. */
export default async function mount(component) {
  const { parentElement, data, setTriggerValue } = component;
  const [plotly, message] = await Promise.all([loadPlotly(), decode(data), loadStyle(STYLE)]);
  const root = parentElement.querySelector(".player");
  let player = players.get(root);
  if (!player) players.set(root, (player = new Player(root, plotly)));
  player.count(message, data);
  player.receive(message, setTriggerValue);
  // Streamlit also cleans up after a call that a newer one has overtaken; the player then stays.
  return () => !root.isConnected && player.destroy();
}

class Player {
  constructor(root, plotly) {
    this.root = root;
    this.plotly = plotly;
    this.panels = new Map();
    this.stats = { draws: 0, bytes: 0, messages: 0 };
    this.questions = 0;
    this.playback = new Playback();
    root.tabIndex = -1;
    root.setAttribute("role", "group");
    const [stage, extras, bar] = ["player-stage", "player-extras", "player-bar"].map((name) => division(root, name));
    this.areas = { stage, extras };
    const toggle = () => this.act(() => this.playback.toggle());
    const seek = (frame) => this.act(() => this.playback.seek(frame));
    this.transport = new Transport(bar, { toggle, seek, tell: (code) => this.tell(code) });
    listen(root, { toggle, seek, position: () => this.run?.position ?? 0 });
    this.resizing = new ResizeObserver(() => this.resize());
  }

  /** Streamlit may call with the same message again, which then has not travelled again. */
  count({ bytes }, data) {
    if (this.counted === data) return;
    this.counted = data;
    this.stats.bytes += bytes;
    this.stats.messages += 1;
  }

  receive(message, setTriggerValue) {
    this.send = setTriggerValue;
    const need = ingest(message);
    if (need) this.ask(need, message.header.answered, setTriggerValue);
    this.run = open(message.header.run);
    this.playback.attach(this.run);
    this.dress(findSpec(message.header.digest) ?? this.spec);
    this.request(true);
  }

  /** Ask the server for what is missing, unless the answer to the last question may still be under way. */
  ask(need, answered, setTriggerValue) {
    const now = performance.now();
    if (answered < this.questions && now - this.asked < PATIENCE) return;
    this.questions = Math.max(this.questions, answered) + 1;
    this.asked = now;
    setTriggerValue("need", { ...need, question: this.questions });
  }

  /** Say that something is wanted at the frame on screen, which is held meanwhile. */
  tell(code, more = {}) {
    const { id: run, position: frame } = this.run;
    this.playback.seek(frame);
    this.send("wish", { code, run, step: this.run.at("step", frame), ...more });
  }

  /** Bring panels, words and colours up to date with the spec and the page's theme. */
  dress(spec) {
    const theme = readTheme(this.root);
    if (!spec || (spec === this.spec && theme.key === this.theme?.key)) return;
    [this.spec, this.theme] = [spec, theme];
    this.root.setAttribute("aria-label", spec.words.player);
    this.transport.dress(spec);
    const names = new Set(spec.panels.map(({ name }) => name));
    for (const name of this.panels.keys()) if (!names.has(name)) this.remove(name);
    spec.panels.forEach((panel, i) => this.dressPanel(panel, i));
    this.areas.stage.dataset.panels = [...names].join(" ");
    this.root.classList.toggle("player-gallery", spec.gallery);
    if (!spec.gallery) this.expose();
    this.areas.extras.hidden = !this.areas.extras.childElementCount;
  }

  dressPanel(panel, order) {
    const held = this.panels.get(panel.name) ?? this.add(panel.name, this.spec.gallery || order === 0 || panel.large);
    held.frame.style.order = order;
    held.title.textContent = panel.figure.layout.title?.text ?? "";
    showLegend(held.legend, inTheme(panel.figure.data, this.theme));
    held.template = panel.description;
    held.host.classList.toggle("clickable", panel.clickable);
    held.turning?.dress(Boolean(panel.figure.layout.scene), this.spec.words);
    held.view.dress(panel, this.theme, this.spec.ranges, this.spec.words.edit);
  }

  add(name, large) {
    const frame = this.areas[large ? "stage" : "extras"].appendChild(document.createElement("figure"));
    frame.className = `player-panel player-${name}`;
    const caption = frame.appendChild(document.createElement("figcaption"));
    const [title, legend] = [division(caption, "player-title"), division(caption, "player-legend")];
    const host = division(frame, "player-figure");
    host.setAttribute("role", "img");
    const edit = (parameter, value) => this.tell("weight", { parameter, value });
    const seekStep = (step) => this.act(() => this.playback.seek(this.run.nearest(step)));
    const view = name === "network" ? new NetworkPanel(host, edit) : new PlotPanel(host, this.plotly, seekStep);
    const turning = view.graph && new Turning(caption, host, (angle) => view.turn(angle));
    const held = { frame, title, legend, host, view, turning };
    this.panels.set(name, held);
    if (view.graph) onClick(host, view.graph, (place) => this.send("clicked", place));
    this.resizing.observe(host);
    return held;
  }

  remove(name) {
    const { frame, host, view, turning } = this.panels.get(name);
    this.resizing.unobserve(host);
    turning?.stop();
    view.destroy();
    frame.remove();
    this.panels.delete(name);
  }

  resize() {
    for (const { view } of this.panels.values()) if (view.panel) view.resize();
    this.request(true);
  }

  act(change) {
    if (!this.run) return;
    change();
    this.request(true);
  }

  /** Have the wanted frame drawn at the screen's next refresh. */
  request(afresh = false) {
    this.afresh ||= afresh;
    this.ticket ??= requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.ticket = undefined;
    if (!this.spec || !this.root.isConnected) return;
    this.playback.advance(now, this.transport.speed);
    const due = now - (this.drawnAt ?? -Infinity) >= this.playback.pause || !this.playback.moving;
    if (due && (this.afresh || this.shown !== this.run.position)) this.draw(now);
    if (this.playback.playing || this.playback.gliding || this.afresh) this.request();
  }

  draw(now) {
    const { position } = this.run;
    if (this.shown !== position || this.shownRun !== this.run.id) this.stats.draws += 1;
    [this.shown, this.shownRun, this.drawnAt, this.afresh] = [position, this.run.id, now, false];
    this.transport.show(this.run, position, this.playback.moving);
    for (const { view } of this.panels.values()) view.draw(this.run, position, this.spec.ranges, false);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED);
  }

  /** What would be too much at every frame: words for screen readers, numbers under the pointer. */
  settle() {
    if (this.playback.playing || !this.root.isConnected) return;
    this.transport.announce();
    for (const { host, template, view } of this.panels.values()) {
      host.setAttribute("aria-label", fill(template, this.run, this.run.position));
      view.draw(this.run, this.run.position, this.spec.ranges, true);
    }
    if (this.spec.follows) this.report();
  }

  /** Say which frame is looked at, null for the newest: what the page shows beside the player follows it. */
  report() {
    const { id: run, position, total } = this.run;
    const step = position >= total - 1 ? null : this.run.at("step", position);
    const before = this.reported?.run === run ? this.reported.step : null;
    if (step === before) return;
    this.reported = { run, step };
    this.send("frame", this.reported);
  }

  /** What tests and the benchmark look at. */
  expose() {
    const player = this;
    window.__dlcorePlayer = {
      get draws() { return player.stats.draws; },
      get bytes() { return player.stats.bytes; },
      get messages() { return player.stats.messages; },
      get frames() { return player.run?.total ?? 0; },
      get position() { return player.run?.position ?? 0; },
      get step() { return player.run?.at("step", player.run.position); },
      get run() { return player.run?.id; },
      get live() { return player.run?.live ?? false; },
      get following() { return player.run?.following ?? false; },
      get playing() { return player.playback.playing; },
      get panels() { return [...player.panels.keys()]; },
    };
  }

  destroy() {
    clearTimeout(this.settling);
    if (this.ticket !== undefined) cancelAnimationFrame(this.ticket);
    this.resizing.disconnect();
    for (const name of [...this.panels.keys()]) this.remove(name);
    players.delete(this.root);
  }
}

function division(host, className) {
  const made = host.appendChild(document.createElement("div"));
  made.className = className;
  return made;
}
