/** Which frame is shown, and how that changes with time: held, played at a steady rate, or following a live run. */

const RATE = 24; // frames a second at speed 1
const CATCH_UP = 5; // a second: how fast following closes the distance to the newest frame
const CALM = 500; // milliseconds between pictures for those who asked for less motion

export class Playback {
  constructor() {
    this.playing = false;
    this.exact = 0; // the position, with the part of a frame that has passed
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** Turn to a run, at the position where it was left; one that is over shows its end at once. */
  attach(run) {
    if (this.run !== run) {
      this.playing = false;
      this.then = undefined;
      if (run.following && !run.live) run.position = run.total - 1;
    }
    this.run = run;
    run.position = Math.max(0, Math.min(run.position, this.last));
    if (Math.floor(this.exact) !== run.position) this.exact = run.position;
  }

  get moving() {
    return this.playing || this.gliding || (this.run.live && this.run.following);
  }

  get last() {
    return Math.max(0, this.run.total - 1);
  }

  /** Whether the picture has not yet caught up with the newest frame that it follows. */
  get gliding() {
    return this.run.following && this.run.position < this.last;
  }

  toggle() {
    if (this.moving) {
      this.playing = this.run.following = false;
      return;
    }
    if (this.run.live && this.run.position === this.last) {
      this.run.following = true;
      return;
    }
    this.begin(this.run.position === this.last ? 0 : this.run.position);
  }

  begin(position) {
    this.playing = true;
    this.run.following = false;
    this.exact = this.run.position = position;
    this.then = undefined;
  }

  /** Jump to a frame; at the newest one, keep up with the run. */
  seek(frame) {
    this.playing = false;
    this.exact = this.run.position = Math.max(0, Math.min(frame, this.last));
    this.run.following = this.run.position === this.last;
  }

  /** Let time pass; the position may leap over frames when drawing is slow. */
  advance(now, speed) {
    const seconds = this.then === undefined ? 0 : (now - this.then) / 1000;
    this.then = this.playing || this.gliding ? now : undefined;
    if (this.playing) this.exact += seconds * RATE * speed;
    else if (this.gliding) this.exact += seconds * Math.max(RATE, CATCH_UP * (this.last - this.exact));
    else return;
    this.run.position = Math.min(Math.floor(this.exact), this.last);
    if (this.run.position < this.last) return;
    this.exact = this.last;
    this.playing = false;
    this.run.following = true;
  }

  /** How long a picture stays at least, in milliseconds. */
  get pause() {
    return this.calm.matches ? CALM : 0;
  }
}
