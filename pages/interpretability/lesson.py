"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="nine_in_ten",
    options={
        "all": message("All five: what the network reads is there for all to see"),
        "some": message("Some do and some do not"),
        "none": message("None: with such an accuracy there is no cheating"),
    },
    right="some",
    outcome=message(
        "Of other digits with the patch, {fooled:.0%} are taken for a 3, so the network does read it, at "
        "{test_accuracy:.0%} accuracy. The hottest place is the patch on {found_occlusion:.0%} of the images by "
        "occlusion, {found_integrated_gradients:.0%} by integrated gradients, {found_smooth_grad:.0%} by SmoothGrad, "
        "{found_grad_cam:.0%} by Grad-CAM and {found_saliency:.0%} by saliency."
    ),
)

QUESTIONS = (
    Question(
        "same_picture",
        message("A method gives nearly the same picture after all weights were drawn at random. What follows?"),
        (
            Option(
                "robust",
                message("The method is robust"),
                message(
                    "Robust against what? The two networks answer differently. A picture that does not notice cannot "
                    "explain either answer."
                ),
            ),
            Option(
                "image",
                message("It shows the image, or how the network is built, and not what the network has learned"),
                message(
                    "Strokes look like an explanation to us, because we would explain the answer by them. And a border "
                    "that few windows of a convolution cover stays pale whatever the weights."
                ),
                right=True,
            ),
            Option(
                "random",
                message("A random network works just as well"),
                message("Its accuracy is that of guessing. Only the pictures are alike."),
            ),
        ),
    ),
    Question(
        "complete",
        message("Integrated gradients add up to the logit's gain exactly. Does that make them a right explanation?"),
        (
            Option(
                "yes",
                message("Yes: every bit of the answer is accounted for"),
                message(
                    "Many other maps add up as well: give every pixel the same share of the gain, for one. The sum is "
                    "a condition, not a proof."
                ),
            ),
            Option(
                "no",
                message("No: the sum must be right, but how it is shared out depends on the baseline and the path"),
                message(
                    "Explain from white instead of black, and the same answer gets another picture, just as exact."
                ),
                right=True,
            ),
            Option(
                "never",
                message("It cannot be exact: gradients hold only near the image"),
                message(
                    "One gradient does. Added up along the whole way from the baseline they give the whole difference, "
                    "up to the error of the sum."
                ),
            ),
        ),
    ),
    Question(
        "no_importance",
        message(
            "Shuffling the body mass index hardly lowers the score. May one conclude that the index does not matter?"
        ),
        (
            Option(
                "yes",
                message("Yes: the model does without it"),
                message(
                    "It does without it as long as something else in the table says the same. Shuffle all copies "
                    "together and the score falls."
                ),
            ),
            Option(
                "copies",
                message("No: other columns may say the same, and then each of them can be spared"),
                message("Importance is shared out among columns that go together. Look at correlations first."),
                right=True,
            ),
            Option(
                "coefficient",
                message("No: only its coefficient tells"),
                message(
                    "Coefficients share in the same way: among copies, the weights can be split at will, even with "
                    "opposite signs."
                ),
            ),
        ),
    ),
    Question(
        "trust",
        message("A network reads X-rays with 95% accuracy, and the maps of ten images look sensible. What is shown?"),
        (
            Option(
                "safe",
                message("That it reads what a doctor would read"),
                message(
                    "The network that reads a patch had a fine accuracy as well, and some of its maps looked sensible. "
                    "Ten nice pictures are no test."
                ),
            ),
            Option(
                "nothing",
                message("Nothing: such maps are worthless"),
                message("Occlusion and integrated gradients did find the patch. A map can raise a good question."),
            ),
            Option(
                "question",
                message("Little: it is a hint that needs a test with changed images"),
                message(
                    "Cover the suspect, move it, put it on other images, and measure. That is how the patch was proven "
                    "here: by the answers, not by the picture."
                ),
                right=True,
            ),
        ),
    ),
)
