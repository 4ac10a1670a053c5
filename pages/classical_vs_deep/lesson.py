"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="cancer",
    options={
        "network": message("The network wins clearly, by three points or more"),
        "close": message("All but the single tree end close together"),
        "classical": message("A classical model beats the network clearly"),
    },
    right="close",
    outcome=message(
        "The network has {network_accuracy:.1%} on average, the best classical model {best_classical:.1%} and plain "
        "logistic regression {logistic_accuracy:.1%}; the single tree has {tree_accuracy:.1%}. Always answering with "
        "the more frequent class would give {baseline:.1%}."
    ),
)

QUESTIONS = (
    Question(
        "what_is_fair",
        message("Model A was tried with 100 settings, model B with its default. A is better by one point. So?"),
        (
            Option(
                "a_better",
                message("A is the better model"),
                message(
                    "Perhaps. But with 100 tries B might have found that point too: compare the two with one budget."
                ),
            ),
            Option(
                "unknown",
                message("Nobody can say: they did not have the same chance"),
                message(
                    "Tuning is part of a model's result. Open the panel on tuning and see how much the second, fourth "
                    "or sixteenth try is worth."
                ),
                right=True,
            ),
            Option(
                "test_tuning",
                message("One should tune both on the test points until they stop improving"),
                message(
                    "Then the test points would have chosen, and could judge no more. That is what validation is for."
                ),
            ),
        ),
    ),
    Question(
        "who_pays_when",
        message("Which model costs next to nothing to fit, and has its work left for every single prediction?"),
        (
            Option(
                "network",
                message("The neural network"),
                message("The other way round: fitting takes many passes over the data, a prediction just one."),
            ),
            Option(
                "forest",
                message("The random forest"),
                message("It has to grow all its trees first, and then to ask each of them. It pays at both times."),
            ),
            Option(
                "neighbours",
                message("k-nearest neighbours"),
                message(
                    "To fit is to store the points. To predict is to search among them, the longer the more there are."
                ),
                right=True,
            ),
        ),
    ),
    Question(
        "why_no_units",
        message("Why does a decision tree not care whether a length is given in metres or in millimetres?"),
        (
            Option(
                "order",
                message("It compares one measurement with a threshold, so only the order of the values counts"),
                message(
                    "Multiplying a column by 1,000 moves the threshold with it. Distances and gradients, in contrast, "
                    "mix the columns, and the largest one drowns the others."
                ),
                right=True,
            ),
            Option(
                "scales",
                message("It standardises its inputs by itself"),
                message("It does not have to, and it does not. Nothing in it ever adds up two measurements."),
            ),
            Option(
                "shallow",
                message("It is shallow, and only deep models need standardising"),
                message("Neighbours and SVM are not deep either, and both suffer: they measure distances."),
            ),
        ),
    ),
    Question(
        "half_a_point",
        message("Over four splits, the network's mean is half a point above the SVM's; single splits differ by three."),
        (
            Option(
                "deep_wins",
                message("The network is better for these data"),
                message("A mean of four numbers that differ by three points is not known to half a point."),
            ),
            Option(
                "tie",
                message("That is a tie; more splits may tell"),
                message(
                    "Set the splits to 16. If the sign of the difference still changes with the first seed, let price "
                    "and simplicity decide."
                ),
                right=True,
            ),
            Option(
                "max",
                message("Compare the best split of each instead"),
                message("The best of several numbers says most about luck, the more so the more they scatter."),
            ),
        ),
    ),
)
