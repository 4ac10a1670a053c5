"""What the text room asks: questions with a reply to every answer, and challenges."""

from __future__ import annotations

from dlcore.experiments.recurrent_network.text.scene import parameters
from dlcore.experiments.recurrent_network.text_config import Text
from ui.challenges import Challenge, Condition, experiment, metric, setting
from ui.language import message
from ui.lesson import Option, Question

TEXT_QUESTIONS = (
    Question(
        "temperature",
        message("You lower the temperature from 1 to 0.2 and the text becomes repetitive. What has happened?"),
        (
            Option(
                "retrained",
                message("The model has been trained further, with less noise"),
                message(
                    "Not one weight has changed. Temperature acts after training, on the scores from which the next "
                    "character is drawn."
                ),
            ),
            Option(
                "sharpened",
                message("The same scores now give nearly all probability to the likeliest characters"),
                message(
                    "Dividing the scores by 0.2 makes their differences five times as large before softmax. Each step "
                    "then looks best, and the path soon goes in circles."
                ),
                right=True,
            ),
            Option(
                "unlearned",
                message("The model has forgotten its rarer words"),
                message("They are all still there: raise the temperature and they come back, at the very same frame."),
            ),
        ),
    ),
    Question(
        "perplexity_meaning",
        message("A model has perplexity 6 on held-out text with 65 different characters. What does that say?"),
        (
            Option(
                "sixth",
                message("It foretells every sixth character correctly"),
                message(
                    "Perplexity counts no hits. It measures how much probability the true characters were given, "
                    "whether or not they were the likeliest."
                ),
            ),
            Option(
                "choice",
                message("On average it is as unsure as if it had to choose among 6 equally likely characters"),
                message("Just so: its logarithm is the mean loss. A blind guess among all would have perplexity 65."),
                right=True,
            ),
            Option(
                "context",
                message("It takes 6 characters of context into account"),
                message(
                    "How far back it looks does not show in this number. A model that sees no context at all has a "
                    "perplexity too."
                ),
            ),
        ),
    ),
    Question(
        "one_neuron",
        message("Holding one hidden unit fixed hardly changes what the model writes. What follows?"),
        (
            Option(
                "useless",
                message("The unit is useless and could be removed without loss"),
                message(
                    "Hardly is not nothing: look at the held-out perplexity. Many small contributions add up, and "
                    "removing many such units at once would hurt."
                ),
            ),
            Option(
                "spread",
                message("Little: what the model knows is spread over many units"),
                message(
                    "A property that shows in one unit often shows in several others as well, so that the rest can "
                    "make up for one of them. Correlation alone does not tell what depends on what; holding does."
                ),
                right=True,
            ),
            Option(
                "uncorrelated",
                message("Its correlation with every property of the text must be zero"),
                message(
                    "It may go along with vowels and yet be read by nobody. What a unit follows and what follows from "
                    "it are two questions."
                ),
            ),
        ),
    ),
)


def _parameters(config: object) -> float | bool:
    return float(parameters(config)) if isinstance(config, Text) else False


TEXT_CHALLENGES = (
    Challenge(
        "more_than_counts",
        message("More than counts"),
        message(
            "On the play, reach with a small model and a short training what triples of letters cannot give: their "
            "counts have a perplexity of nearly 8."
        ),
        (
            experiment(message("Text: the play"), Text, lambda config: config.corpus == "midsummer"),
            Condition(
                message("At most {bound} parameters"),
                lambda config, metrics: _parameters(config),
                most=13_000,
                style=",.0f",
            ),
            setting(message("At most {bound} updates"), "updates", most=200, style=",d"),
            metric(message("Perplexity on fresh text at most {bound}"), "fresh_perplexity", most=7.8, style=".2f"),
        ),
    ),
    Challenge(
        "poets_apprentice",
        message("The poet's apprentice"),
        message("Learn the Tang poems with windows of 16 characters, without learning them by heart."),
        (
            experiment(message("Text: the Tang poems"), Text, lambda config: config.corpus == "tang"),
            setting(message("Windows of at most {bound} characters"), "length", most=16, style="d"),
            setting(message("At most {bound} updates"), "updates", most=200, style=",d"),
            metric(message("Perplexity on fresh text at most {bound}"), "fresh_perplexity", most=126, style=".1f"),
            Condition(
                message("Held-out perplexity at most {bound} times the training one"),
                lambda config, metrics: metrics["test_perplexity"] / metrics["train_perplexity"],
                most=1.3,
                style=".2f",
            ),
        ),
    ),
)
