"""Learning curves: accuracy only for classes, training solid and test dashed."""

from tests.dlcore.figures.reading import figure, frame


def test_curves_follow_the_metrics(panels, snapshots, dataset):
    change = frame(panels["curves"], snapshots, 3)
    names = ["train_loss", "test_loss", *(["train_accuracy", "test_accuracy"] if dataset.classes else [])]
    assert len(change.data) == len(names)
    for trace, name in zip(change.data, names, strict=True):
        assert list(trace.x) == [0, 3, 10, 30]
        assert list(trace.y) == [snapshot.metrics[name] for snapshot in snapshots]


def test_training_is_solid_and_test_dashed(panels):
    dashes = {trace.name: trace.line.dash for trace in figure(panels["curves"]).data}
    assert dashes == {"train": "solid", "test": "dash"}


def test_the_plots_share_the_epochs_and_do_not_overlap(panels, dataset):
    layout = figure(panels["curves"]).layout
    assert list(layout.xaxis.range) == [0, 30]
    if dataset.classes:
        assert layout.yaxis2.domain[1] < layout.yaxis.domain[0]
        assert {trace.yaxis for trace in figure(panels["curves"]).data} == {"y", "y2"}
