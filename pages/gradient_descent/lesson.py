"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="past_the_edge",
    options={
        "slower": message("It gets there, a little more slowly"),
        "bounces": message("It swings to and fro at the same height"),
        "lost": message("It swings higher and higher, out of the bowl"),
    },
    right="lost",
    outcome=message(
        "SGD was lost after step {sgd_stopped:.0f}. Momentum bears almost twice the learning rate: with the same "
        "one it "
        "came down to a loss of {momentum_loss:.2g}."
    ),
)

QUESTIONS = (
    Question(
        "edge",
        message(
            "Where a run stands, the largest eigenvalue of the Hessian is 50. Up to which learning rate does plain "
            "gradient descent shrink the error along that direction?"
        ),
        (
            Option(
                "inverse",
                "0.02",
                message(
                    "At 1/λ one step lands exactly on the lowest point of that direction. Beyond it the steps "
                    "overshoot, "
                    "but up to twice as much they still shrink."
                ),
            ),
            Option(
                "edge",
                "0.04",
                message("Each step multiplies the error by 1 − ηλ, and that stays between −1 and 1 up to η = 2/λ."),
                right=True,
            ),
            Option(
                "momentum",
                "0.076",
                message(
                    "That is the edge with momentum 0.9, 2 (1 + β)/λ. Without momentum it lies nearly twice as low."
                ),
            ),
            Option(
                "proportional",
                "25",
                message(
                    "That would be λ/2. The sharper the curve, the shorter the steps must be: λ belongs below the line."
                ),
            ),
        ),
    ),
    Question(
        "valley",
        message("In a bowl with κ = 1000, SGD at its best learning rate needs thousands of steps. What holds it up?"),
        (
            Option(
                "steep",
                message("The steep direction: it swings there for ever"),
                message(
                    "The swings across the valley die out. It is the flat direction, along the valley, that is "
                    "still far "
                    "from its end by then."
                ),
            ),
            Option(
                "flat",
                message("The steep direction limits the rate, and with that rate the flat one hardly moves"),
                message(
                    "η stays below 2/λmax, so along the flat axis each step takes off only about 2/κ of the distance."
                ),
                right=True,
            ),
            Option(
                "gradient",
                message("The gradient is too small everywhere"),
                message(
                    "Across the valley it is large. It is large in the wrong direction, and one learning rate "
                    "serves both."
                ),
            ),
            Option(
                "minimum",
                message("It lies in another minimum"),
                message("A quadratic bowl has only one. SGD is on its way there, very slowly."),
            ),
        ),
    ),
    Question(
        "noise",
        message(
            "SGD on mini-batches, constant learning rate: the loss falls, then wavers about one height for ever. "
            "What brings it lower?"
        ),
        (
            Option(
                "longer",
                message("The same for ten times as long"),
                message(
                    "At that height each step adds as much noise as it takes away error. It has arrived where this "
                    "rate "
                    "leads."
                ),
            ),
            Option(
                "higher",
                message("A larger learning rate"),
                message("The height grows with the learning rate: longer steps carry the noise farther."),
            ),
            Option(
                "decay",
                message("A learning rate that falls towards the end"),
                message(
                    "Long steps to get there, short ones to average the noise away: the height sinks with the rate."
                ),
                right=True,
            ),
            Option(
                "momentum",
                message("Momentum, at the same learning rate"),
                message(
                    "Momentum 0.9 makes each gradient count ten times in all. At the same rate the jitter gets larger, "
                    "not smaller."
                ),
            ),
        ),
    ),
    Question(
        "scale",
        message("Somebody multiplies the loss by 100. What happens to the path that Adam takes?"),
        (
            Option(
                "longer",
                message("Its steps get 100 times as long"),
                message("That is true of SGD. Adam divides by the recent size of the gradient, so the factor cancels."),
            ),
            Option(
                "root",
                message("Its steps get 10 times as long"),
                message(
                    "The root is taken of a mean of squares, which grew by 10 000: m grew by 100 and √v too, and their "
                    "ratio not at all."
                ),
            ),
            Option(
                "same",
                message("Practically nothing"),
                message("Both m and √v grow by 100, and their ratio stays; only the tiny ε sees a difference."),
                right=True,
            ),
            Option(
                "diverges",
                message("It diverges"),
                message("SGD well might, since λmax has grown by 100. Adam's steps stay about η long."),
            ),
        ),
    ),
    Question(
        "sharp",
        message(
            "Full-batch gradient descent on a network: the sharpness climbs to 2/η and stays there, while the loss "
            "goes on "
            "falling. What follows if η is halved in the middle of that?"
        ),
        (
            Option(
                "falls",
                message("The sharpness falls to half"),
                message(
                    "The edge is 2/η: with half the rate it lies twice as high, so nothing holds the sharpness down."
                ),
            ),
            Option(
                "rises",
                message("The sharpness begins to climb again"),
                message(
                    "The edge has moved up to twice its height, and training goes on getting sharper until it is there."
                ),
                right=True,
            ),
            Option(
                "diverges",
                message("Training diverges"),
                message("A smaller rate bears more curvature, not less."),
            ),
            Option(
                "nothing",
                message("Nothing: sharpness belongs to the network alone"),
                message(
                    "Where training goes depends on its rate: it is the overshooting that keeps the sharpness at 2/η."
                ),
            ),
        ),
    ),
)
