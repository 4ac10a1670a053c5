"""The challenges, graded on points that no figure shows."""

from __future__ import annotations

from dlcore.rivals.spaces import RIVALS
from ui.challenges import Challenge, Condition, metric, setting
from ui.language import message

ON_A_PLANE = Condition(message("Points on a plane"), lambda config, metrics: bool(config.plane))
SPLITS = setting(message("At least {bound} splits"), "seeds", least=4)

CHALLENGES = (
    Challenge(
        "line_enough",
        message("A line is enough"),
        message("Find data on a plane on which none of the seven beats logistic regression worth mentioning."),
        (
            ON_A_PLANE,
            SPLITS,
            metric(
                message("Logistic regression has at least {bound} on fresh points"),
                "logistic_fresh",
                least=0.9,
                style=".1%",
            ),
            Condition(
                message("The best of the others is at most {bound} better"),
                lambda config, metrics: (
                    max(metrics[f"{name}_fresh"] for name in RIVALS[1:]) - metrics["logistic_fresh"]
                ),
                most=0.005,
                style=".1%",
            ),
        ),
    ),
    Challenge(
        "lost_neighbours",
        message("Lost neighbours"),
        message("Without touching noise or labels, bring the neighbours down where the forest still stands."),
        (
            ON_A_PLANE,
            SPLITS,
            setting(message("Noise at most {bound}"), "noise", most=0.2, style=".2f"),
            Condition(message("All labels right"), lambda config, metrics: config.mislabelled == 0.0),
            setting(message("At least {bound} training points"), "points", least=100),
            Condition(
                message("On fresh points the forest is at least {bound} ahead of the neighbours"),
                lambda config, metrics: metrics["forest_fresh"] - metrics["neighbours_fresh"],
                least=0.1,
                style=".1%",
            ),
        ),
    ),
    Challenge(
        "wrong_units",
        message("A matter of units"),
        message("On a measured set, make the SVM fail badly while the forest hardly notices."),
        (
            Condition(message("Measured data"), lambda config, metrics: not config.plane),
            SPLITS,
            Condition(message("All labels right"), lambda config, metrics: config.mislabelled == 0.0),
            metric(message("The forest has at least {bound}"), "forest_fresh", least=0.93, style=".1%"),
            metric(message("The SVM has at most {bound}"), "svm_fresh", most=0.8, style=".1%"),
        ),
    ),
)
