"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="kernels",
    options={
        "fewer": message("Less: fewer parameters, less work"),
        "same": message("About the same"),
        "more": message("More than ten times as much"),
    },
    right="more",
    outcome=message(
        "The convolutional network has {parameter_count:,.0f} parameters and does {macs:,.0f} multiply-accumulates "
        "for one picture, {training_macs:,.0f} with the way back. Its {kept_bytes:,.0f} bytes of memory for a batch "
        "were predicted, and {kept_measured:,.0f} measured."
    ),
)

QUESTIONS = (
    Question(
        "why_work",
        message("Two networks have equally many parameters. Do they take equally long?"),
        (
            Option(
                "yes",
                message("Yes: the parameters are what is computed with"),
                message(
                    "Only if each is used equally often. A kernel's weight is used at every place of the picture, a "
                    "recurrent weight at every step."
                ),
            ),
            Option(
                "reuse",
                message("Not if one uses its weights more often than the other"),
                message(
                    "The work is the parameters times how often each is used. And even equal work may run at different "
                    "speeds."
                ),
                right=True,
            ),
            Option(
                "depth",
                message("The deeper one always takes longer"),
                message(
                    "Depth makes a chain of steps that must wait for each other, but one wide layer can do more work "
                    "than ten narrow ones."
                ),
            ),
        ),
    ),
    Question(
        "backward",
        message("A forward pass takes so many multiply-accumulates. A forward and a backward pass take about …"),
        (
            Option(
                "two",
                message("twice as many: there and back"),
                message(
                    "Back is two products for each one forward: one gives the gradient of the weights, the other that "
                    "of the layer's input."
                ),
            ),
            Option(
                "three",
                message("three times as many"),
                message(
                    "One forward, two backward. The first layer is spared one of them, because nobody needs the "
                    "gradient of the picture."
                ),
                right=True,
            ),
            Option(
                "parameters",
                message("as many more as there are parameters"),
                message(
                    "That is roughly what the optimiser's step takes, once for a whole batch. The backward pass has "
                    "to be done for every example."
                ),
            ),
        ),
    ),
    Question(
        "memory",
        message("During training, the memory runs out. What helps at once, with the same network?"),
        (
            Option(
                "batch",
                message("A smaller batch"),
                message(
                    "What is kept for the way back grows in proportion to the batch. The weights and their gradients "
                    "stay as large as they were."
                ),
                right=True,
            ),
            Option(
                "rate",
                message("A smaller learning rate"),
                message("That changes how far a step goes, not a single number that has to be kept."),
            ),
            Option(
                "epochs",
                message("Fewer epochs"),
                message(
                    "Each batch's memory is given back before the next one's is taken. Fewer epochs save time only."
                ),
            ),
        ),
    ),
    Question(
        "small_exponent",
        message("The work of a small network doubles and doubles, and the time hardly grows. Why?"),
        (
            Option(
                "wrong_count",
                message("The count is wrong"),
                message(
                    "PyTorch's own counter agrees with it to the last operation. What is counted is simply not yet "
                    "what takes the time."
                ),
            ),
            Option(
                "overhead",
                message("Calling the operations takes longer than doing them"),
                message(
                    "Every call costs some microseconds whatever its size. As long as that dominates, more work is "
                    "almost free, and larger batches use it."
                ),
                right=True,
            ),
            Option(
                "cache",
                message("The results are remembered from the size before"),
                message("Every size is a new network with new weights. There is nothing that could be remembered."),
            ),
        ),
    ),
    Question(
        "bfloat",
        message("bfloat16 takes half the bytes of float32. Is it faster?"),
        (
            Option(
                "twice",
                message("Twice as fast: half the bytes, half the time"),
                message("Only where moving bytes is what takes the time, and the chip has instructions for them."),
            ),
            Option(
                "depends",
                message("It depends on the chip: without instructions for it, it may even be slower"),
                message(
                    "GPUs and newer CPUs multiply bfloat16 in hardware. Others convert every number back and forth. "
                    "Look at the panel of times: that is this server."
                ),
                right=True,
            ),
            Option(
                "accuracy",
                message("Faster, but useless: seven bits of mantissa are too few"),
                message("The accuracy hardly moves here. Networks put up with coarse weights."),
            ),
        ),
    ),
)
