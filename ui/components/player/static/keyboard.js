/** Keys while the focus is within the player. What a control does with a key by itself stays the control's. */

const JUMPS = {
  ArrowLeft: (frame) => frame - 1,
  ArrowRight: (frame) => frame + 1,
  Home: () => 0,
  End: () => Infinity,
};

/** @param {{toggle: () => void, seek: (frame: number) => void, position: () => number}} actions */
export function listen(root, actions) {
  root.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.tagName === "SELECT") return;
    const jump = JUMPS[event.key];
    if (event.key === " " && event.target.tagName !== "BUTTON") actions.toggle();
    else if (jump && event.target.type !== "range") actions.seek(jump(actions.position()));
    else return;
    event.preventDefault();
  });
}
