/** Play button, slider, speed, what can be done at this frame, and the current numbers in words. */

import { fill, formatMetric } from "./words.js";

const SPEEDS = [0.5, 1, 2, 4];
const SHAPES = { play: "M7 4.5v15l12-7.5z", pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z" };

export class Transport {
  /** @param {{toggle: () => void, seek: (frame: number) => void, tell: (code: string) => void}} actions */
  constructor(host, actions) {
    this.tell = actions.tell;
    this.button = element(host, "button", "player-play");
    this.button.type = "button";
    this.icon = icon(this.button);
    this.slider = element(host, "input", "player-slider");
    Object.assign(this.slider, { type: "range", min: 0, step: 1, value: 0 });
    this.epoch = element(host, "output", "player-epoch");
    this.metrics = element(host, "div", "player-metrics");
    this.select = speedSelect(host);
    this.offers = element(host, "div", "player-offers");
    this.button.addEventListener("click", actions.toggle);
    this.slider.addEventListener("input", () => actions.seek(Number(this.slider.value)));
  }

  get speed() {
    return Number(this.select.value);
  }

  /** Take over the words and the metrics to write out. */
  dress({ words, metrics, offers }) {
    this.words = words;
    this.offers.replaceChildren(...Object.entries(offers).map(([code, label]) => this.offer(code, label)));
    this.slider.setAttribute("aria-label", words.position);
    this.select.setAttribute("aria-label", words.speed);
    this.select.title = words.speed;
    this.metrics.replaceChildren();
    this.numbers = Object.entries(metrics).map(([name, label]) => {
      const item = element(this.metrics, "span", "player-metric");
      element(item, "span").textContent = label;
      return [name, element(item, "b")];
    });
  }

  /** A button for something that the page does at the frame on screen. */
  offer(code, label) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: label });
    button.addEventListener("click", () => this.tell(code));
    return button;
  }

  show(run, frame, moving) {
    this.slider.max = Math.max(0, run.total - 1);
    this.slider.value = frame;
    this.slider.disabled = this.button.disabled = run.total < 2;
    this.epoch.textContent = fill(this.words.epoch, run, frame);
    for (const [name, number] of this.numbers) number.textContent = formatMetric(name, run.at(name, frame));
    this.face(moving ? "pause" : "play");
  }

  /** What a screen reader says of the position; too talkative while the picture moves. */
  announce() {
    const read = (item) => [...item.children].map((part) => part.textContent).join(" ");
    const numbers = [...this.metrics.children].map(read);
    this.slider.setAttribute("aria-valuetext", [this.epoch.textContent, ...numbers].join(", "));
  }

  face(name) {
    const label = this.words[name];
    if (this.button.getAttribute("aria-label") === label) return;
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    this.icon.setAttribute("d", SHAPES[name]);
  }
}

function speedSelect(host) {
  const select = element(host, "select", "player-speed");
  for (const speed of SPEEDS) {
    const option = element(select, "option");
    Object.assign(option, { value: speed, textContent: `${speed}×`, selected: speed === 1 });
  }
  return select;
}

function icon(host) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  host.append(picture);
  return picture.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
}

function element(host, tag, className = "") {
  const made = host.appendChild(document.createElement(tag));
  if (className) made.className = className;
  return made;
}
