"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="centred",
    options={
        "ahead": message("Ahead: it knows strokes already"),
        "level": message("Level: five examples decide nothing"),
        "behind": message("Behind: what it knows is in the way"),
    },
    right="behind",
    outcome=message(
        "With one example of each class, {one_fresh:.0%} of the answers are right from a fresh start, {one_tuned:.0%} "
        "from the fine-tuned one and {one_frozen:.0%} with frozen layers. With five of each: {few_fresh:.0%}, "
        "{few_tuned:.0%} and {few_frozen:.0%}. Centred digits are easy to learn from scratch, and what was learned on "
        "the first task fits other shapes."
    ),
)

QUESTIONS = (
    Question(
        "when_frozen",
        message("When do frozen layers beat fine-tuned ones?"),
        (
            Option(
                "few",
                message("With few examples, if the layers fit the task"),
                message(
                    "Only the output layer is left to be learned, so little can go wrong. With more examples the "
                    "same restraint becomes a ceiling."
                ),
                right=True,
            ),
            Option(
                "many",
                message("With many examples, because they save computing"),
                message(
                    "They do save computing. But with many examples the curve of the frozen start is the one that "
                    "has gone flat."
                ),
            ),
            Option(
                "always",
                message("Always: nothing that was learned is lost"),
                message(
                    "Nothing of the first task is lost, true. That says nothing about the second, which may need "
                    "what the first never asked for."
                ),
            ),
        ),
    ),
    Question(
        "forgetting",
        message("While 5 to 9 are learned, the answers on 0 to 4 get worse. Why?"),
        (
            Option(
                "full",
                message("The network is full: new knowledge pushes out old"),
                message(
                    "Train it on both tasks at once and it learns both. What is missing is not room but a reason to "
                    "keep the old answers."
                ),
            ),
            Option(
                "loss",
                message("The loss of the second task does not know of the first"),
                message(
                    "Gradient descent moves every weight wherever the new loss falls. What the old output layer "
                    "needs from these weights appears in no term of it."
                ),
                right=True,
            ),
            Option(
                "overfit",
                message("It over-fits to the new examples"),
                message(
                    "It may, but that would show on new pictures of 5 to 9. With a hundred examples of each class "
                    "those get better while the old answers still get worse."
                ),
            ),
        ),
    ),
    Question(
        "control",
        message(
            "Frozen layers from the first task do clearly better than a fresh start. What shows that learning did it?"
        ),
        (
            Option(
                "enough",
                message("The difference itself"),
                message(
                    "A network with frozen layers also has fewer weights to learn, and that alone may help with few "
                    "examples."
                ),
            ),
            Option(
                "random",
                message("A comparison with layers that are frozen just as they were drawn"),
                message(
                    "It differs in one thing only: whether the layers have seen the first task. What is left of the "
                    "lead is the knowledge."
                ),
                right=True,
            ),
            Option(
                "more",
                message("A first task with more pictures"),
                message(
                    "More pictures change how much is learned. They cannot tell what the restraint of freezing does "
                    "by itself."
                ),
            ),
        ),
    ),
    Question(
        "which_source",
        message("You have 50 labelled X-ray pictures. Which start do you try first, and what do you hold it against?"),
        (
            Option(
                "largest",
                message("The largest network there is; no comparison needed"),
                message("Large is not near. Whether it helps here is a question of measuring, not of size."),
            ),
            Option(
                "similar",
                message("One trained on similar pictures, against a fresh start and other sources"),
                message(
                    "Nearness of the tasks decides, and it cannot be read off beforehand. With 50 pictures a fresh "
                    "start on held-out pictures costs minutes."
                ),
                right=True,
            ),
            Option(
                "fresh",
                message("A fresh start: anything else could do harm"),
                message(
                    "It could, and it often helps most when examples are few. Avoiding the risk by not looking "
                    "throws that away."
                ),
            ),
        ),
    ),
)
