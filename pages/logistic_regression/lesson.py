"""What the page asks: a prediction and questions."""

from __future__ import annotations

from pages.logistic_regression.tasks import CHALLENGES
from ui.language import message
from ui.lesson import Option, Prediction, Question

__all__ = ["CHALLENGES", "PREDICTION", "QUESTIONS"]

PREDICTION = Prediction(
    preset="xor",
    options={
        "half": message("About half: it finds nothing"),
        "three_quarters": message("About three quarters: it cuts off one cloud"),
        "all": message("Nearly all, given time"),
    },
    right="half",
    outcome=message(
        "{test_accuracy:.0%} of the test points came out right, with a loss of {test_loss:.3f}. A line that cuts off "
        "one cloud would get three quarters right, but it would be very sure of the cloud that it gets wrong, and "
        "cross-entropy makes that cost more than never deciding."
    ),
)

QUESTIONS = (
    Question(
        "accuracy",
        message("One point in twenty is of class 1. A model is right for 95% of the points. What do you know?"),
        (
            Option(
                "good",
                message("It is a good model: 95% is high"),
                message("A model that calls every point class 0, whatever it sees, is right for 95% as well."),
            ),
            Option(
                "little",
                message("Very little: look at recall and precision"),
                message(
                    "Saying class 0 to everything gives the same accuracy. How much of class 1 is found, and how "
                    "much of what is found is class 1, tells the two apart."
                ),
                right=True,
            ),
            Option(
                "recall",
                message("It finds 95% of class 1"),
                message("That is recall. Accuracy counts both classes together, and here class 0 is nearly all of it."),
            ),
            Option(
                "chances",
                message("Its probabilities are about 5% off"),
                message("Accuracy looks only at which side of the threshold a probability lies, not at how far."),
            ),
        ),
    ),
    Question(
        "threshold",
        message("You raise the threshold from 0.5 to 0.8 and train nothing. What is sure to happen?"),
        (
            Option(
                "precision",
                message("Precision rises"),
                message(
                    "Usually, not surely: if the points between the two thresholds happen to be of class 1, it falls. "
                    "Look at the teeth of the precision-recall curve."
                ),
            ),
            Option(
                "recall",
                message("Recall falls or stays"),
                message("Fewer points are called class 1, so no more of class 1 can be found."),
                right=True,
            ),
            Option(
                "area",
                message("The area under the ROC curve shrinks"),
                message("The curve is made of all thresholds. Moving one walks along it and changes nothing of it."),
            ),
            Option(
                "loss",
                message("The loss rises"),
                message("Cross-entropy is computed from the probabilities. It knows no threshold."),
            ),
        ),
    ),
    Question(
        "bce",
        message("A model ends in nn.Linear, and its loss is nn.BCELoss. Why does the program stop?"),
        (
            Option(
                "rate",
                message("The learning rate is too high, so the loss explodes"),
                message("A smaller rate only delays it. Some first weights stop the program before any step is taken."),
            ),
            Option(
                "range",
                message("BCELoss wants probabilities, and a weighted sum may lie outside [0, 1]"),
                message("It takes logarithms of p and 1 − p. Outside [0, 1] one of them does not exist."),
                right=True,
            ),
            Option(
                "dtype",
                message("The targets ought to be whole numbers"),
                message("BCELoss wants targets as floating-point numbers. It is CrossEntropyLoss that takes indices."),
            ),
            Option(
                "shape",
                message("Outputs and targets differ in shape"),
                message("Both are four rows of one column here. Another shape would give another message."),
            ),
        ),
    ),
    Question(
        "separable",
        message("A line parts the training points without a mistake, and there is no L2. Where do the weights go?"),
        (
            Option(
                "settle",
                message("To the best line, and there they stay"),
                message(
                    "The line's direction settles. The length does not: twice the weights, the same line, less loss."
                ),
            ),
            Option(
                "grow",
                message("They grow without end, ever more slowly"),
                message("Every added length brings all probabilities nearer to 0 and 1. No finite length is the best."),
                right=True,
            ),
            Option(
                "explode",
                message("They explode, and the loss becomes NaN"),
                message(
                    "The gradient fades as the points come out right, so the growth slows down. It is no divergence."
                ),
            ),
            Option(
                "zero",
                message("To zero: nothing is left to learn"),
                message("The gradient goes to zero, not the weights. What was learned stays in them."),
            ),
        ),
    ),
    Question(
        "confident",
        message("A point of class 1 has the logit −8. Why does the squared error hardly correct it?"),
        (
            Option(
                "small_loss",
                message("Its loss is small"),
                message("It is close to its largest value, 1. Large loss and large gradient are different things."),
            ),
            Option(
                "flat",
                message("The sigmoid is flat there, and the gradient holds its slope as a factor"),
                message(
                    "The slope p (1 − p) nearly vanishes. The gradient of cross-entropy is p − y: the slope cancels."
                ),
                right=True,
            ),
            Option(
                "average",
                message("One point among many does not count"),
                message("Under cross-entropy the same single point pulls with nearly full force."),
            ),
            Option(
                "convex",
                message("The squared error has no minimum"),
                message("It has one, with the point on the right side. From far off, the way there is nearly level."),
            ),
        ),
    ),
)
