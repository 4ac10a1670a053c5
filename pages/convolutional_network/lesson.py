"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="shuffled",
    options={
        "same": message("Both read the digits as well as before"),
        "lead_goes": message("The perceptron does not mind, and the convolutional network loses its lead"),
        "both_fail": message("Neither can learn anything any more"),
    },
    right="lead_goes",
    outcome=message(
        "With shuffled pixels the convolutional network reads {cnn_test_accuracy:.1%} of the held-out digits and the "
        "perceptron {mlp_test_accuracy:.1%}. For a dense layer the order of its inputs means nothing. A kernel looks "
        "at neighbours, and they no longer have anything to do with each other."
    ),
)

QUESTIONS = (
    Question(
        "conv_parameters",
        message("A convolution has 8 kernels of 5×5 on a grey image. The image grows from 28×28 to 56×56. What grows?"),
        (
            Option(
                "parameters",
                message("Its parameters: four times as many pixels need four times as many weights"),
                message(
                    "That would be a dense layer. The same 8 · 25 weights and 8 biases are used at every place, "
                    "however many places there are."
                ),
            ),
            Option(
                "work",
                message("Its multiplications and its output, not its parameters"),
                message("The kernels stay; there are about four times as many places to lay them on."),
                right=True,
            ),
            Option(
                "nothing",
                message("Nothing: a convolution does not depend on the image's size"),
                message("Its parameters do not. But each place costs 25 multiplications for each kernel."),
            ),
        ),
    ),
    Question(
        "conv_pooling",
        message("What does a max-pooling layer of 2×2 do to the number of parameters?"),
        (
            Option(
                "fewer_own",
                message("It removes three quarters of its own parameters"),
                message("It has none of its own to remove: taking the largest of four numbers needs no weight."),
            ),
            Option(
                "next_dense",
                message("It has none itself; a dense layer that follows it has fewer"),
                message(
                    "The map is a quarter as large, so a dense layer behind it has about a quarter of the weights. A "
                    "convolution behind it has as many as before."
                ),
                right=True,
            ),
            Option(
                "next_conv",
                message("It has none itself; a convolution that follows it has fewer"),
                message("A convolution's weights depend on channels and kernel size, not on how large the map is."),
            ),
        ),
    ),
    Question(
        "conv_shift",
        message("An image moves three pixels to the right. What does a convolution (stride 1) put out?"),
        (
            Option(
                "same",
                message("The same output: convolution is invariant to shifts"),
                message(
                    "Invariant would mean that nothing changes. The output moves along with the image; only taking a "
                    "maximum or a mean over all places would make it invariant."
                ),
            ),
            Option(
                "moves",
                message("The same output, moved three pixels to the right, apart from the border"),
                message("That is equivariance: the same kernel finds the same pattern, wherever it now is."),
                right=True,
            ),
            Option(
                "other",
                message("Something else altogether, since other weights meet the pixels"),
                message("That is what happens in a dense layer. Here the same weights meet them, three places later."),
            ),
        ),
    ),
    Question(
        "conv_accuracy",
        message("Two networks read 97.5 % and 97.9 % of the same 1000 held-out digits. Which is better?"),
        (
            Option(
                "second",
                message("The second: its accuracy is higher"),
                message(
                    "On these digits. Four more right out of a thousand is well within what another draw of held-out "
                    "images would change."
                ),
            ),
            Option(
                "unclear",
                message("That cannot be told from this difference"),
                message(
                    "The standard error of each is about half a percentage point. More images, or a count of the "
                    "digits on which only one of them errs, would tell more."
                ),
                right=True,
            ),
            Option(
                "first",
                message("The first: a lower test accuracy means less over-fitting"),
                message(
                    "Over-fitting shows as a gap between training and held-out results, not as a lower test score."
                ),
            ),
        ),
    ),
)
