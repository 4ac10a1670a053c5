"""What the page asks: a prediction, questions, and challenges."""

from __future__ import annotations

from dlcore.experiments.linear_regression.config import MEASUREMENTS, LinearRegression, SeveralFeatures
from ui.challenges import Challenge, Condition, experiment, metric, setting
from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="below_the_edge",
    options={
        "smooth": message("It slides down smoothly, only faster"),
        "zigzag": message("It jumps from side to side, and arrives"),
        "explodes": message("Each jump is longer than the last"),
    },
    right="zigzag",
    outcome=message(
        "It jumped across the valley at every step and still arrived: for x = 5 it predicts {prediction:.6f}, "
        "and the loss is down to {train_loss:.1e}."
    ),
)

QUESTIONS = (
    Question(
        "not_ten",
        message(
            "Four points lie exactly on y = 2x. After 1000 epochs at rate 0.01 the line predicts 9.96 for x = 5. Why?"
        ),
        (
            Option(
                "noise",
                message("The model has an error term ε, so it can never be exact"),
                message("ε stands for noise in the data. These four points have none, and least squares finds 10."),
            ),
            Option(
                "converged",
                message("Descent has not finished: one direction of the bowl is much flatter than the other"),
                message("Along the flat direction every step closes only a fraction of a percent of the gap."),
                right=True,
            ),
            Option(
                "extrapolation",
                message("x = 5 lies outside the data, where a line cannot be trusted"),
                message("Outside the data one should be careful, but the best line is y = 2x, and it says 10 there."),
            ),
            Option(
                "capacity",
                message("A straight line is too simple; a deeper network would give 10"),
                message("The points lie on a line, so a line can fit them perfectly. Depth is not what is missing."),
            ),
        ),
    ),
    Question(
        "standardise",
        message("Standardising x makes descent arrive in a few steps. What does it change about the best line?"),
        (
            Option(
                "nothing",
                message("Nothing: written in the old units, it is the same line"),
                message(
                    "The set of lines is the same, and so is the loss of each. Only the bowl's shape is different."
                ),
                right=True,
            ),
            Option(
                "better",
                message("It fits better, because x and y are on one scale"),
                message("Any line in the new x is a line in the old x with the same errors. None of them is new."),
            ),
            Option(
                "origin",
                message("It now runs through the origin"),
                message("Centring x moves where the intercept is read off, not where the line runs."),
            ),
            Option(
                "outliers",
                message("It no longer follows outliers"),
                message("Shifting and scaling treat all points alike. A loss that counts large errors less does that."),
            ),
        ),
    ),
    Question(
        "outlier",
        message("One point of 30 is moved far up. Why does the squared error's line follow it more than MAE's?"),
        (
            Option(
                "more_data",
                message("MAE leaves that point out"),
                message("It counts like every other point. Its pull just does not grow with its distance."),
            ),
            Option(
                "gradient",
                message("The pull of a point grows with its error under MSE, and is constant under MAE"),
                message(
                    "The derivative of e² is 2e, that of |e| is ±1: twice as far away pulls twice as hard, or equally "
                    "hard."
                ),
                right=True,
            ),
            Option(
                "rate",
                message("MSE needs a smaller learning rate"),
                message("The best lines themselves differ, whichever way one finds them."),
            ),
            Option(
                "median",
                message("MSE puts half of the points above the line and half below"),
                message("That is (nearly) what MAE does, as a median would. MSE behaves as a mean."),
            ),
        ),
    ),
    Question(
        "interval",
        message("A weight's 95% confidence interval is [-60, 4]. What follows?"),
        (
            Option(
                "unrelated",
                message("The measurement has nothing to do with the target"),
                message(
                    "It may carry much. If another measurement carries nearly the same, the data cannot tell which "
                    "of the two deserves the weight, and both intervals grow wide."
                ),
            ),
            Option(
                "probability",
                message("The true weight lies in it with probability 95%"),
                message(
                    "The true weight is fixed; the interval is what varies from sample to sample. Of intervals made "
                    "in this way, 95% hold the true weight."
                ),
            ),
            Option(
                "undecided",
                message("With the others in the model, these data do not settle its sign"),
                message("Zero is among the values that the data do not speak against."),
                right=True,
            ),
            Option(
                "drop",
                message("Dropping it would raise R² on the training rows"),
                message("Least squares with one measurement less can never fit the training rows better."),
            ),
        ),
    ),
    Question(
        "lasso_zero",
        message("Why does the lasso set weights to exactly zero, while ridge only makes them small?"),
        (
            Option(
                "stronger",
                message("Its penalty is stronger"),
                message("At any strength ridge leaves all of them different from zero (save by chance)."),
            ),
            Option(
                "constant_pull",
                message("Its pull towards zero stays the same however small the weight is"),
                message(
                    "Ridge pulls with 2λw, which fades near zero. The lasso pulls with λ: where the data pull less "
                    "than that, the weight ends at zero."
                ),
                right=True,
            ),
            Option(
                "rounding",
                message("Small weights are rounded off"),
                message("Nothing is rounded. Zero is the exact minimum, as the derivation of its step shows."),
            ),
            Option(
                "useless",
                message("It knows which measurements are useless"),
                message(
                    "Of two that say nearly the same it often keeps one and drops the other, useful as that one may be."
                ),
            ),
        ),
    ),
)


def _data(text: str, dataset: str) -> Condition:
    return Condition(text, lambda config, metrics: getattr(config, "dataset", "") == dataset)


def _fresh_error(most: float, text: str) -> Condition:
    return metric(text, "fresh_error", most=most, style=".3f")


CHALLENGES = (
    Challenge(
        "ten",
        message("Ten, and soon"),
        message("The article's program needs 1000 epochs to come near. Arrive in a twentieth of that."),
        (
            _data(message("Data: four points on y = 2x"), "four"),
            experiment(message("Not started by hand"), LinearRegression, lambda config: config.init != "hand"),
            setting(message("At most {bound} epochs"), "epochs", most=50, style=".0f"),
            _fresh_error(0.001, message("For x from 5 to 10, at most {bound} off on average")),
        ),
    ),
    Challenge(
        "edge",
        message("On the edge"),
        message("Use a rate within the last twentieth below the largest stable one, and still arrive."),
        (
            experiment(
                message("One line, squared error, all points in a batch"),
                LinearRegression,
                lambda config: config.loss == "mse" and config.batch_size >= config.train_points,
            ),
            metric(
                message("Learning rate at least {bound} of the largest stable one"),
                "rate_share",
                least=0.95,
                style=".1%",
            ),
            metric(
                message("Distance to the closed form at most {bound}"),
                "distance",
                most=1e-6,
                style=".0e",
            ),
        ),
    ),
    Challenge(
        "outliers",
        message("Not led astray"),
        message("A tenth of the points and more are outliers. Find the true line all the same."),
        (
            _data(message("Data: noisy line"), "noisy"),
            setting(message("At least {bound} outliers"), "outliers", least=4, style=".0f"),
            setting(message("At most {bound} points"), "samples", most=40, style=".0f"),
            setting(message("Noise at least {bound}"), "noise", least=1, style=".1f"),
            _fresh_error(0.6, message("On 1000 fresh x, at most {bound} off the true line on average")),
        ),
    ),
    Challenge(
        "few_measurements",
        message("Few measurements"),
        message("Let the model choose for itself which of the ten measurements it can do without."),
        (
            experiment(
                message("Several measurements, all ten offered"),
                SeveralFeatures,
                lambda config: config.own is None and config.inputs == len(MEASUREMENTS),
            ),
            metric(message("At most {bound} weights that are not zero"), "kept", most=4, style=".0f"),
            metric(message("R² at least {bound} on 100 patients kept back"), "fresh_r2", least=0.4, style=".3f"),
        ),
    ),
)
