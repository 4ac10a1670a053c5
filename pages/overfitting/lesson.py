"""What the page asks: a prediction and questions."""

from __future__ import annotations

from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="over_the_peak",
    options={
        "rises": message("It goes on rising: the model is far too large"),
        "stays": message("It stays as bad as at the threshold"),
        "falls": message("It falls again, below its first minimum"),
    },
    right="falls",
    outcome=message(
        "With {value:,.0f} features the test error is {test_error:.2f}. At its peak it was {peak:.1f}, and its lowest "
        "value before the peak was {lowest_before_peak:.2f}. Of all the fits that meet every point, least squares "
        "takes "
        "the shortest weights, and more features allow shorter ones."
    ),
)

QUESTIONS = (
    Question(
        "overfitting_sign",
        message("Which of these observations is the sign of over-fitting?"),
        (
            Option(
                "high_train",
                message("The training error stays high"),
                message(
                    "That is under-fitting: the model cannot even describe the points it sees, or has not been trained "
                    "for long enough."
                ),
            ),
            Option(
                "gap_grows",
                message("The test error rises while the training error goes on falling"),
                message(
                    "What is still being learned holds for the training points only: their noise. The gap between the "
                    "two errors is what to watch."
                ),
                right=True,
            ),
            Option(
                "zero_train",
                message("The training error is zero"),
                message(
                    "That alone says nothing. Without noise, or far past the interpolation threshold, a model with "
                    "training error zero can do well on new points: see the room Double descent."
                ),
            ),
            Option(
                "many_parameters",
                message("The model has more parameters than there are training points"),
                message(
                    "Then it could over-fit. Whether it does depends on training, regularisation and data: in the "
                    "first "
                    "room a network of width 256 has far more parameters than points and hardly does."
                ),
            ),
        ),
    ),
    Question(
        "regularisation_direction",
        message("What does a larger weight decay λ do to the training error of a trained network?"),
        (
            Option(
                "falls",
                message("It falls, since regularisation makes the model better"),
                message(
                    "Better on new points, at best. On the training points, an optimum under a penalty cannot be "
                    "better "
                    "than one without."
                ),
            ),
            Option(
                "rises",
                message("It rises: the penalty pulls the weights away from the best fit"),
                message(
                    "That is the price, paid on the training points. It buys a smaller gap, and up to some λ a smaller "
                    "test error."
                ),
                right=True,
            ),
            Option(
                "same",
                message("Nothing: λ only acts on the test points"),
                message(
                    "The test points take no part in training. The penalty stands in the loss that is minimised, and "
                    "changes the weights themselves."
                ),
            ),
        ),
    ),
    Question(
        "bias_variance",
        message("You train the same model on many fresh draws of the data, and the fits differ wildly. What helps?"),
        (
            Option(
                "bigger",
                message("A model that can bend more"),
                message("That would lower the bias. Fits that differ wildly are variance, and it would raise that."),
            ),
            Option(
                "longer",
                message("Training for longer"),
                message("Longer training brings each fit closer to its own noise, so they differ even more."),
            ),
            Option(
                "restrain",
                message("A penalty on the weights, or more training points"),
                message(
                    "Both make the fits more alike. The penalty does it at the price of some bias, the points at the "
                    "price of getting them."
                ),
                right=True,
            ),
            Option(
                "noise_off",
                message("More test points"),
                message("Those measure the error more precisely. They do not change a single fit."),
            ),
        ),
    ),
    Question(
        "dropout_test",
        message("A network was trained with dropout 0.5. How many of its hidden units are silenced when it is tested?"),
        (
            Option(
                "half",
                message("Half of them, as in training"),
                message(
                    "Then each answer would depend on a coin. Training mode draws masks, evaluation mode does not; "
                    "forgetting `model.eval()` costs just that."
                ),
            ),
            Option(
                "none",
                message("None: in training the remaining ones were scaled up instead"),
                message(
                    "Each unit that stays is multiplied by 1/(1 − p), so its mean is what evaluation mode puts out. "
                    "For a linear network that is exactly the mean over all masks."
                ),
                right=True,
            ),
            Option(
                "worst",
                message("The half with the smallest weights"),
                message(
                    "That would be pruning, which is another method. Dropout has no favourites and stops when tested."
                ),
            ),
        ),
    ),
    Question(
        "best_of_many",
        message("You train 64 networks, report the one with the best test score, and give that score. What is wrong?"),
        (
            Option(
                "nothing",
                message("Nothing, as long as no network was trained on the test points"),
                message(
                    "Not a single weight has seen them, but the choice has. The best of many noisy scores is on "
                    "average "
                    "better than the network behind it."
                ),
            ),
            Option(
                "optimistic",
                message("The score is too good: part of it is the luck of this choice"),
                message(
                    "Choose on validation points, and the test points remain an honest judge of the one that was "
                    "chosen."
                ),
                right=True,
            ),
            Option(
                "average",
                message("One should report the mean of the 64 scores as that network's score"),
                message(
                    "The mean tells about the method, not about the chosen network, which may well be better than the "
                    "mean. Its own score on points that took no part in the choice is what is wanted."
                ),
            ),
            Option(
                "too_many",
                message("64 is too many: with ten tries it would be fine"),
                message(
                    "Ten choices are luckier than one, and less lucky than 64. It is a matter of degree, not of kind."
                ),
            ),
        ),
    ),
)
