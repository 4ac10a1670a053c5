/** Which frame is shown, and how that changes with time: held, played at a steady rate, or following a live run. */

const RATE = 24; // frames a second at speed 1
const CALM = 500; // milliseconds between pictures for those who asked for less motion

export class Playback {
  constructor() {
    this.playing = false;
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** Turn to a run, at the position where it was left. */
  attach(run) {
    if (this.run !== run) this.playing = false;
    this.run = run;
    this.clamp();
  }

  get moving() {
    return this.playing || (this.run.live && this.run.following);
  }

  get last() {
    return Math.max(0, this.run.total - 1);
  }

  clamp() {
    if (this.run.following && !this.playing) this.run.position = this.last;
    this.run.position = Math.min(this.run.position, this.last);
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
    this.run.position = Math.max(0, Math.min(frame, this.last));
    this.run.following = this.run.position === this.last;
  }

  /** Let time pass; the position may leap over frames when drawing is slow. */
  advance(now, speed) {
    if (!this.playing) return;
    this.exact += this.then === undefined ? 0 : ((now - this.then) / 1000) * RATE * speed;
    this.then = now;
    this.run.position = Math.min(Math.floor(this.exact), this.last);
    if (this.run.position < this.last) return;
    this.playing = false;
    this.run.following = true;
  }

  /** How long a picture stays at least, in milliseconds. */
  get pause() {
    return this.calm.matches ? CALM : 0;
  }
}
