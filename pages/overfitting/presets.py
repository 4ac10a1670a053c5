"""Experiments worth trying in each room; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Real, Remedies, Stopping
from ui.language import message
from ui.lesson import Preset

CURVE = ("fits", "errors")

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "sources",
        message("Where the error comes from"),
        message("Sweep the degrees: squared bias falls, variance rises, and their crossing is the best degree."),
        Capacity(seeds=64),
        ("fits", "errors", "decomposition"),
    ),
    Preset(
        "ten_times",
        message("Ten times the data"),
        message("The same degrees on 200 points: the wild curves are gone, though not one model has become smaller."),
        Capacity(samples=200),
        ("fits", "errors"),
    ),
    Preset(
        "no_noise",
        message("Without noise"),
        message("Nothing but the curve to learn: the test error keeps falling long after it rose with noise."),
        Capacity(noise=0.0),
        CURVE,
    ),
    Preset(
        "ridge_polynomial",
        message("Degree 20, held back"),
        message("The same polynomials with a penalty on their weights: the right end of the curve comes down."),
        Capacity(weight_decay=0.003),
        CURVE,
    ),
    Preset(
        "networks",
        message("Networks of width 1 to 256"),
        message(
            "Many more parameters than points, and the test error hardly rises. Counting parameters is not enough."
        ),
        Capacity(model="network"),
        ("fits", "errors", "decomposition"),
    ),
    Preset(
        "impatient",
        message("Patience of 2 epochs"),
        message("One bad epoch and training ends: most networks are stopped before they have learned anything."),
        Stopping(patience=2),
        CURVE,
    ),
    Preset(
        "few_validation",
        message("Five validation points"),
        message(
            "A handful of points has an opinion of its own: the stars are scattered, and lower than the test error."
        ),
        Stopping(validation=5),
        CURVE,
    ),
    Preset(
        "plenty",
        message("Two hundred training points"),
        message("Training and test error stay together: with enough data there is little to stop early for."),
        Stopping(samples=200),
        CURVE,
    ),
    Preset(
        "stochastic",
        message("Batches of five"),
        message("The same patience with a shaky validation curve: chance minima stop some networks earlier."),
        Stopping(batch_size=5, epochs=500),
        CURVE,
    ),
    Preset(
        "sparse",
        message("L1: weights to zero"),
        message("Move along λ and count: nine tenths of the weights can go before the fit suffers."),
        Remedies(remedy="l1"),
        ("fits", "errors", "weights", "zeros"),
    ),
    Preset(
        "dropout",
        message("Dropout"),
        message(
            "Thin lines are one network under several masks; the thick one is evaluation mode, close to their mean."
        ),
        Remedies(remedy="dropout"),
        ("fits", "errors", "masks"),
    ),
    Preset(
        "jitter",
        message("Jittered inputs"),
        message("Every epoch sees the points a little shifted: the curve can no longer pass through each of them."),
        Remedies(remedy="jitter"),
        CURVE,
    ),
    Preset(
        "more_data",
        message("More data"),
        message("No knob on the model at all: the two errors meet at the noise. The price is paid before training."),
        Remedies(remedy="samples", epochs=500),
        CURVE,
    ),
    Preset(
        "stop_early",
        message("Fewer epochs"),
        message("From right to left through the time room: the fewer epochs, the smaller the weights and the gap."),
        Remedies(remedy="epochs"),
        ("fits", "errors", "norm"),
    ),
    Preset(
        "over_the_peak",
        message("Twenty times the features"),
        message("Follow the test error past the dotted line: it comes down again, and lower than before."),
        Descent(noise=0.4),
        ("errors", "norm"),
    ),
    Preset(
        "more_data_hurts",
        message("When more data hurts"),
        message("Forty features throughout: the nearer the number of samples comes to forty, the worse the fit."),
        Descent(along="samples"),
        ("errors", "norm"),
    ),
    Preset(
        "epochwise",
        message("Down, up and down in epochs"),
        message("Large inputs are learned first, then their noise, and only then what the small inputs have to say."),
        Descent(along="epochs", samples=60, scale=0.06),
        ("errors",),
    ),
    Preset(
        "ridge_descent",
        message("The peak, flattened"),
        message("A ridge penalty of 0.1 and nothing else changed: no peak at the threshold any more."),
        Descent(weight_decay=0.1),
        ("errors", "norm"),
    ),
    Preset(
        "diabetes",
        message("Diabetes: a network"),
        message(
            "Above the line of 1, predicting the mean would be better. The network needs many patients to get there."
        ),
        Real(table="diabetes"),
        ("errors", "losses"),
    ),
    Preset(
        "diabetes_linear",
        message("Diabetes: a straight line"),
        message(
            "No hidden layer, so less to over-fit with: compare with the network's curve from about thirty patients on."
        ),
        Real(table="diabetes", hidden=0),
        ("errors", "losses"),
    ),
    Preset(
        "cancer_decay",
        message("Breast cancer with weight decay"),
        message("Compare the loss with the default's: the answers hardly change, the false confidence goes."),
        Real(weight_decay=0.03),
        ("errors", "losses"),
    ),
    Preset(
        "coin",
        message("Nothing to learn"),
        message("Labels by the toss of a coin, and still the best of 64 looks much better than chance."),
        Leakage(coin=True),
        ("scores", "tries"),
    ),
    Preset(
        "honest",
        message("Chosen on validation points"),
        message("The same 64 tries: what the test points say of the chosen one is now true on average."),
        Leakage(choose="validation"),
        ("scores", "tries"),
    ),
    Preset(
        "large_test",
        message("A thousand test points"),
        message("Luck averages out: the more test points, the less there is to gain from trying again."),
        Leakage(held_out=1000, repeats=16),
        ("scores", "tries"),
    ),
)


def of_room(experiment: str) -> list[Preset[Config]]:
    """Return the presets of one room."""
    return [preset for preset in PRESETS if preset.config.experiment == experiment]
