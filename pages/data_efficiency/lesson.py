"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="ten_times",
    options={
        "tenth": message("To about a tenth: ten times the data, a tenth of the errors"),
        "third": message("To about a third"),
        "hardly": message("It hardly falls: 100 pictures are enough to see what digits look like"),
    },
    right="third",
    outcome=message(
        "With 100 pictures the network is wrong on {error_tenth:.1%} of new ones, with 1,000 on {error:.1%}. The law "
        "that was fitted up to 100 foretold {foretold:.1%}. For ten times as many again it now says {ten_times:.1%}, "
        "which nobody has measured here."
    ),
)

QUESTIONS = (
    Question(
        "straight_on_log",
        message(
            "On logarithmic axes a learning curve is a straight line falling with slope −0.5. To halve the error, "
            "how many times the data?"
        ),
        (
            Option(
                "two",
                message("Twice as many"),
                message("That is slope −1. With −0.5, twice the data leaves 1/√2 of the error, about 71%."),
            ),
            Option(
                "four",
                message("Four times as many"),
                message(
                    "n^(−0.5) halves when n is four times as large. And the next halving costs four times as many "
                    "again."
                ),
                right=True,
            ),
            Option(
                "half",
                message("Half as many again"),
                message("A slope of −0.5 is slower than proportional, so it takes more than twice as many, not less."),
            ),
        ),
    ),
    Question(
        "flat_curve",
        message(
            "A curve has gone flat at 15% error while another model on the same data goes on falling. What helps "
            "the first?"
        ),
        (
            Option(
                "more",
                message("Ten times the data"),
                message("A flat curve says the opposite: the examples are no longer what is missing."),
            ),
            Option(
                "model",
                message("A model that can draw the right shape"),
                message(
                    "The other curve proves that the noise is not to blame. What is left is the model's own floor: a "
                    "straight line cannot follow a moon, however many points it is shown."
                ),
                right=True,
            ),
            Option(
                "labels",
                message("Cleaner labels"),
                message("Then the other model would be stuck too: both learn from the same labels."),
            ),
        ),
    ),
    Question(
        "when_augment",
        message("When is augmentation as good as more data?"),
        (
            Option(
                "always",
                message("Always: more pictures are more pictures"),
                message(
                    "Set the pictures in their place and look: shifted copies of what never shifts teach nothing "
                    "useful."
                ),
            ),
            Option(
                "occurs",
                message("When the altered examples could occur, and keep their class"),
                message(
                    "A shifted 7 is a 7 wherever pictures are not centred. An upside-down 6 is a 9. Which changes "
                    "leave "
                    "the class alone is knowledge that you add."
                ),
                right=True,
            ),
            Option(
                "noise",
                message("When the labels are noisy"),
                message("A copy inherits its label, the wrong ones too. Augmentation does not correct anything."),
            ),
        ),
    ),
    Question(
        "trust_the_law",
        message("A law fitted to 10 to 100 examples says 0.2% for 1,000. Then 1.1% is measured. What went wrong?"),
        (
            Option(
                "bug",
                message("The fit: a good fit would have foretold it"),
                message(
                    "It may fit the first five points perfectly. They simply say nothing about a floor that they "
                    "are far above."
                ),
            ),
            Option(
                "floor",
                message("The floor is invisible as long as the error is far above it"),
                message(
                    "Extrapolating means assuming that nothing new will matter. Noise, wrong labels or the model's own "
                    "limits show only when the error comes near them."
                ),
                right=True,
            ),
            Option(
                "law_wrong",
                message("Learning curves do not follow power laws at all"),
                message(
                    "Over one or two factors of ten they often do, remarkably well. Beyond the data it remains a guess."
                ),
            ),
        ),
    ),
)
