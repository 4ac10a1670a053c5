"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="quarter_turns",
    options={
        "fewer": message("Fewer errors than the pixels themselves: it has had to look at the strokes"),
        "same": message("About as many"),
        "more": message("More errors than the pixels themselves"),
    },
    right="more",
    outcome=message(
        "With 100 labels, a probe on the pixels is wrong on {error_pixels_100:.1%} of new pictures, on the features "
        "of an untrained network on {error_untrained_100:.1%}, and after the rotations on {error_rotated_100:.1%}. "
        "What a task does not need, its features forget."
    ),
)

QUESTIONS = (
    Question(
        "whose_targets",
        message("What makes learning self-supervised?"),
        (
            Option(
                "no_people",
                message("The model chooses for itself what to learn, without people"),
                message(
                    "People choose the task, the loss, the network and the data. Only the targets need nobody: they "
                    "are cut out of the data."
                ),
            ),
            Option(
                "from_data",
                message("The targets are made from the inputs by a rule, so that nobody has to label them"),
                message(
                    "Hidden pixels, the turn of a picture, the noise that was added: all known, because we put them "
                    "there."
                ),
                right=True,
            ),
            Option(
                "no_loss",
                message("There are no targets and no loss"),
                message(
                    "There is an ordinary loss, and it is minimised as everywhere. It compares with targets that "
                    "come free."
                ),
            ),
        ),
    ),
    Question(
        "why_bends",
        message("An auto-encoder without activations is trained to the end. What does it find?"),
        (
            Option(
                "principal",
                message("The plane of the principal components, and nothing better"),
                message(
                    "Linear layers in a row are one linear map of rank two, and among these the projection on the "
                    "principal components has the smallest error."
                ),
                right=True,
            ),
            Option(
                "better",
                message("Something better than principal components: it has four layers"),
                message("Without bends, four layers are one matrix. The preset *Without bends* shows where it stops."),
            ),
            Option(
                "digits",
                message("One region for each digit"),
                message("It has never heard of digits. Regions come from what pictures look like, as far as they do."),
            ),
        ),
    ),
    Question(
        "good_at_pretext",
        message("A network is right about 19 of 20 rotations. What does that say about its features for digits?"),
        (
            Option(
                "good",
                message("They are good: it must have understood the pictures"),
                message(
                    "It has understood what tells up from down. The rest may be gone, as the probe shows: it reads "
                    "fewer digits than from the pixels."
                ),
            ),
            Option(
                "nothing",
                message("Little; only labelled data for the task that counts can tell"),
                message(
                    "A pretext score measures the pretext. Whether its features serve another task is measured with "
                    "a probe, or by fine-tuning."
                ),
                right=True,
            ),
            Option(
                "bad",
                message("They are bad: pretext tasks do not help"),
                message("Masked pixels do help here when labels are few. It depends on the task."),
            ),
        ),
    ),
    Question(
        "what_denoiser",
        message("What does the network of a diffusion model answer, given a noisy point and a time?"),
        (
            Option(
                "point",
                message("A new point of the data"),
                message("One answer is a blurred mean of many possible origins. Points come from many small steps."),
            ),
            Option(
                "mean_noise",
                message("The mean of the noise that may have been added to reach that place"),
                message(
                    "That is what the squared error asks for. Taking a little of it away moves a point towards "
                    "where data are denser."
                ),
                right=True,
            ),
            Option(
                "class",
                message("Whether the point is real or made"),
                message("That would be a discriminator, as in a GAN. Here nobody judges; the noise is foretold."),
            ),
        ),
    ),
    Question(
        "zero_loss",
        message("A diffusion model reaches the lowest training loss that is possible. What does it generate?"),
        (
            Option(
                "best",
                message("The best new points one can hope for"),
                message(
                    "The lowest loss on the training points belongs to a formula that knows only these points, and "
                    "walks back to them."
                ),
            ),
            Option(
                "copies",
                message("Its training points, again and again"),
                message(
                    "See *Ten points by heart*. New points come from networks that cannot or do not follow the "
                    "formula all the way."
                ),
                right=True,
            ),
            Option(
                "noise",
                message("Noise: it has over-fitted"),
                message("It over-fits, but to the points: what it makes looks perfect, and is nothing new."),
            ),
        ),
    ),
)
