"""What the page challenges its learners to do, and how it is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dlcore.config import Config
from dlcore.experiments.self_supervised.config import AutoEncoder, Diffusion, Pretext
from ui.challenges import Challenge, Condition
from ui.language import message

Measure = Callable[[Config, Mapping[str, float]], float]


def _in(room: type[Config], measure: Measure) -> Measure:
    """Measure in one room only; another experiment does not meet the condition, whatever its numbers."""
    return lambda config, metrics: isinstance(config, room) and measure(config, metrics)


def _setting(room: type[Config], name: str) -> Measure:
    return _in(room, lambda config, metrics: float(getattr(config, name)))


def _room(title: str, room: type[Config]) -> Condition:
    return Condition(title, lambda config, metrics: isinstance(config, room))


SQUEEZED = _room(message("Room: two numbers a digit"), AutoEncoder)
PRETEXT = _room(message("Room: what labels are worth"), Pretext)
DIFFUSED = _room(message("Room: from noise to points"), Diffusion)
PREPARED = ("untrained", "autoencoded", "masked", "rotated", "tuned")
FEW = 32


def _lead(config: Config, metrics: Mapping[str, float]) -> float:
    """How the best prepared curve's error compares with training from scratch, with few labels."""
    starts: tuple[str, ...] = getattr(config, "starts", ())
    prepared = [metrics[f"error_{start}_{FEW}"] for start in PREPARED if start in starts]
    return min(prepared, default=1.0) / metrics[f"error_scratch_{FEW}"]


CHALLENGES = (
    Challenge(
        "two_numbers",
        message("Two numbers, better spent"),
        message("Redraw digits from two numbers better than principal components do, with a small network."),
        (
            SQUEEZED,
            Condition(message("No noise"), _in(AutoEncoder, lambda config, metrics: getattr(config, "noise") == 0)),  # noqa: B009
            Condition(message("At most {bound} units"), _setting(AutoEncoder, "width"), most=32, style=".0f"),
            Condition(
                message("On pictures kept for grading, at most {bound} of their error"),
                _in(AutoEncoder, lambda config, metrics: metrics["fresh_loss"] / metrics["fresh_pca_loss"]),
                most=0.73,
                style=".0%",
            ),
        ),
    ),
    Challenge(
        "clean_up",
        message("Clean up"),
        message("Take at least six sevenths of the error out of pictures that are buried in noise."),
        (
            SQUEEZED,
            Condition(message("Noise at least {bound}"), _setting(AutoEncoder, "noise"), least=0.5, style=".2f"),
            Condition(
                message("On pictures kept for grading, at most {bound} of the error is left"),
                _in(AutoEncoder, lambda config, metrics: metrics["fresh_loss"] / metrics["fresh_input_loss"]),
                most=1 / 7,
                style=".1%",
            ),
        ),
    ),
    Challenge(
        "thirty_two_labels",
        message("Thirty-two labels"),
        message("Find a preparation without labels that beats training from scratch when labels are few."),
        (
            PRETEXT,
            Condition(message("At least {bound} repetitions"), _setting(Pretext, "seeds"), least=3, style=".0f"),
            Condition(
                message("With 32 labels, at most {bound} of the error from scratch"),
                _in(Pretext, _lead),
                most=0.8,
                style=".0%",
            ),
        ),
    ),
    Challenge(
        "twenty_steps",
        message("Moons in twenty steps"),
        message("Turn noise into moons in at most twenty steps: near to fresh points, and sharp."),
        (
            DIFFUSED,
            Condition(
                message("Moons, at least 300 points"),
                _in(
                    Diffusion,
                    lambda config, metrics: (
                        getattr(config, "dataset") == "moons" and getattr(config, "samples") >= 300  # noqa: B009
                    ),
                ),
            ),
            Condition(message("At most {bound} steps"), _setting(Diffusion, "steps"), most=20, style=".0f"),
            Condition(
                message("Distance at most {bound} times that of fresh points"),
                _in(Diffusion, lambda config, metrics: metrics["fresh_energy"] / metrics["fresh_floor"]),
                most=3.0,
                style=".1f",
            ),
            Condition(
                message("Median distance to a training point at most {bound} times that of fresh points"),
                _in(Diffusion, lambda config, metrics: metrics["fresh_nearest"] / metrics["fresh_natural"]),
                most=2.5,
                style=".1f",
            ),
        ),
    ),
)
