/** A button that turns a figure in space about its upright axis, slowly, until it is pressed again. */

const ROUND = 24000; // milliseconds of a full turn
const LONGEST = 100; // milliseconds that a frame counts for; a tab that was hidden goes on where it was
const NUDGE = Math.PI / 12; // of an arrow key, and of the button where motion is unwelcome
const NUDGES = { ArrowLeft: -NUDGE, ArrowRight: NUDGE };

export class Turning {
  /**
   * @param {HTMLElement} caption where the button goes
   * @param {HTMLElement} host the figure; whoever takes hold of it stops the turning
   * @param {(angle: number) => void} turn turns the figure by that many radians
   */
  constructor(caption, host, turn) {
    this.turn = turn;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.button = caption.appendChild(document.createElement("button"));
    this.button.type = "button";
    this.button.className = "player-turn";
    this.button.addEventListener("click", () => this.toggle());
    this.button.addEventListener("keydown", (event) => this.nudge(event));
    host.addEventListener("pointerdown", () => this.stop());
  }

  /** Offer the button for a figure in space only. */
  dress(inSpace, words) {
    this.words = words;
    this.button.hidden = !inSpace;
    if (!inSpace) this.stop();
    this.name();
  }

  toggle() {
    if (this.ticket !== undefined) this.stop();
    else if (this.still.matches) this.turn(NUDGE);
    else this.go(performance.now());
  }

  go(since) {
    this.ticket = requestAnimationFrame((now) => {
      if (!this.button.isConnected) return this.stop();
      this.turn((2 * Math.PI * Math.min(Math.max(now - since, 0), LONGEST)) / ROUND);
      this.go(now);
    });
    this.name();
  }

  stop() {
    if (this.ticket !== undefined) cancelAnimationFrame(this.ticket);
    this.ticket = undefined;
    this.name();
  }

  /** The arrow keys turn by hand; elsewhere in the player they walk through the frames. */
  nudge(event) {
    const angle = NUDGES[event.key];
    if (!angle || event.altKey || event.ctrlKey || event.metaKey) return;
    this.stop();
    this.turn(angle);
    event.preventDefault();
    event.stopPropagation();
  }

  name() {
    if (!this.words) return;
    const text = this.ticket === undefined ? this.words.turn : this.words.stop;
    if (this.button.textContent !== text) this.button.textContent = text;
    this.button.title = this.words.turning;
  }
}
