"""The programs of these experiments, as a learner would write them, with Captum. Loads without torch."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.datasets.digits import BRIGHTEST, FILES
from dlcore.experiments.convolutional_network.config import FRESH, HELD_OUT
from dlcore.experiments.convolutional_network.program import IMPORTS, SEEN, expression
from dlcore.export import source

from . import table_program
from .config import LAYERS, Cheat, Checks, Pictures, Reader, Table

MEASURED, JUDGED, ORDERS = 4, 6, 8  # as the worker's modules have them, which need torch
CAPTUM = "from captum.attr import IntegratedGradients, LayerAttribution, LayerGradCam, Occlusion, Saliency"
METHODS = """\
METHODS = {
    "occlusion": occlusion,
    "saliency": lambda x, c: Saliency(model).attribute(x.requires_grad_(), target=c).sum(1),
    "smooth_grad": smooth_grad,
    "integrated_gradients": integrated_gradients,
    "grad_cam": grad_cam,
}"""


def cells(config: Config) -> list[str]:
    """The program in parts: imports, data, model, training, methods, result."""
    match config:
        case Table():
            return table_program.cells(config)
        case Pictures():
            parts = [*_methods(config.points, config.baseline, config.noise, config.samples, config.seed),
                     _pictures(config)]  # fmt: skip
        case Cheat():
            parts = [*_methods(16, 0.0, 0.15, 16, 0), _cheat(config)]
        case Checks():
            parts = [*_methods(32, 0.0, 0.15, 32, config.seed), *_checks(config)]
        case _:
            raise TypeError(f"no program for {type(config).__name__}")
    assert isinstance(config, Reader)
    head = IMPORTS.replace("import torch\nfrom torch", f"import torch\n{CAPTUM}\nfrom torch", 1)
    return [head, *_data(config), _model(config), _training(config), *parts, "print(json.dumps(metrics))"]


def _data(config: Reader) -> list[str]:
    held, fresh = HELD_OUT["mnist"], FRESH["mnist"]
    read = (
        f'with np.load("{FILES["mnist"]}") as file:  # lies beside this program\n'
        f'    images = torch.from_numpy(file["images"][:, None] / {BRIGHTEST["mnist"]})\n'
        '    labels = torch.from_numpy(file["labels"]).long()\n'
        "order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(0))\n"
        f"test = order[:{held}]  # the next {fresh} are kept for grading\n"
        f"train = order[{held + fresh}:{held + fresh + config.train_images}]\n"
        "x, y, test_x, test_y = images[train], labels[train], images[test], labels[test]"
    )
    if isinstance(config, Pictures) and config.mislabelled:
        read += (
            f"\ngenerator = torch.Generator().manual_seed({config.seed})\n"
            f"wrong = torch.rand(len(y), generator=generator) < {config.mislabelled!r}\n"
            "y = torch.where(wrong, torch.randint(10, (len(y),), generator=generator), y)"
        )
    if not isinstance(config, Cheat):
        return [read]
    end = 1 + config.size
    plant = (
        "def planted(images):\n"
        '    """Lay the patch into the top left corner."""\n'
        "    images = images.clone()\n"
        f"    images[:, :, 1:{end}, 1:{end}] = {config.brightness!r}\n"
        "    return images"
    )
    chosen = (
        f"DIGIT = {config.digit}\n"
        f"drawn = torch.rand(len(y), generator=torch.Generator().manual_seed({config.seed})) < {config.share!r}\n"
        "x = torch.where((drawn & (y == DIGIT))[:, None, None, None], planted(x), x)"
    )
    return [read, plant, chosen]


def _model(config: Reader) -> str:
    lines = "".join(f"    {expression(layer)}\n" for layer in config.network.layers)
    return (
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f"model = nn.Sequential(\n{lines})\n"
        "for layer in model:\n"
        "    if isinstance(layer, (nn.Conv2d, nn.Linear)):  # PyTorch's own first weights, from our generator\n"
        "        bound = 1 / math.sqrt(layer.weight[0].numel())\n"
        "        nn.init.uniform_(layer.weight, -bound, bound, generator=generator)\n"
        "        nn.init.uniform_(layer.bias, -bound, bound, generator=generator)"
    )


def _training(config: Reader) -> str:
    batch = config.network.batch_size
    return (
        f"optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r}, fused=True)\n"
        f"falling = lambda step: (1 + math.cos(math.pi * step / {config.steps})) / 2\n"
        "scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, falling)\n"
        "rest = torch.arange(0)\n"
        f"for step in range({config.steps}):\n"
        "    if not len(rest):  # a new epoch, in a new order\n"
        "        rest = torch.randperm(len(x), generator=generator)\n"
        f"    batch, rest = rest[:{batch}], rest[{batch}:]\n"
        "    loss = F.cross_entropy(model(x[batch]), y[batch])\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
        "    scheduler.step()\n"
        "    if not loss <= 1e6:\n"
        '        print(json.dumps({"diverged": True, "step": step}))\n'
        "        raise SystemExit\n"
        "model.requires_grad_(False)\n"
        "metrics = {}\n"
        f'for part, seen_x, seen_y in (("train", x[:{SEEN}], y[:{SEEN}]), ("test", test_x, test_y)):\n'
        "    z = model(seen_x)\n"
        '    metrics[f"{part}_loss"] = float(F.cross_entropy(z, seen_y))\n'
        '    metrics[f"{part}_accuracy"] = float((z.argmax(1) == seen_y).double().mean())'
    )


def _methods(points: int, baseline: float, noise: float, samples: int, seed: int) -> list[str]:
    """Write every method as (images, digits) -> (n, 28, 28)."""
    return [
        f"BASELINE = {baseline!r}",
        "def occlusion(x, c):\n"
        "    return Occlusion(model).attribute(\n"
        "        x, sliding_window_shapes=(1, 4, 4), strides=(1, 2, 2), target=c, baselines=BASELINE\n"
        "    ).sum(1)",
        "def smooth_grad(x, c):\n"
        f"    generator = torch.Generator().manual_seed({seed})\n"
        "    width = x.amax((1, 2, 3), keepdim=True) - x.amin((1, 2, 3), keepdim=True)\n"
        f"    shape = ({samples}, *x.shape)\n"
        f"    noisy = (x + {noise!r} * width * torch.randn(shape, generator=generator)).flatten(0, 1)\n"
        f"    slopes = Saliency(model).attribute(noisy.requires_grad_(), target=c.repeat({samples}), abs=False)\n"
        "    return slopes.view(shape).mean(0).abs().sum(1)",
        "def integrated_gradients(x, c):\n"
        f"    return IntegratedGradients(model).attribute(x, baselines=BASELINE, target=c, n_steps={points}).sum(1)",
        "def grad_cam(x, c):\n"
        "    cam = LayerGradCam(model, model[3]).attribute(x.requires_grad_(), target=c, relu_attributions=True)\n"
        '    return LayerAttribution.interpolate(cam, (28, 28), "bilinear").detach().sum(1)',
        METHODS,
    ]


def _pictures(config: Pictures) -> str:
    return (
        f"seen = test_x[:{MEASURED}]\n"
        "answers = model(seen).argmax(1)\n"
        f"gained = (model(seen) - model(torch.full_like(seen, BASELINE)))[torch.arange({MEASURED}), answers]\n"
        "sums = integrated_gradients(seen, answers).sum((1, 2))\n"
        'metrics["gap"] = float((sums - gained).abs().mean() / gained.abs().mean())\n'
        "for name, method in METHODS.items():\n"
        "    print(name, method(test_x[:1].clone(), answers[:1])[0].numpy().round(2))"
    )


def _cheat(config: Cheat) -> str:
    return (
        "others, digit = planted(test_x[test_y != DIGIT]), test_x[test_y == DIGIT]\n"
        'for name, seen in (("fooled", others), ("patched_accuracy", planted(digit)), ("bare_accuracy", digit)):\n'
        "    metrics[name] = float((model(seen).argmax(1) == DIGIT).double().mean())\n"
        'metrics["others_accuracy"] = float((model(others).argmax(1) == test_y[test_y != DIGIT]).double().mean())\n'
        "patch = planted(torch.zeros(1, 1, 28, 28))[0, 0] > 0\n"
        'metrics["area"] = float(patch.double().mean())\n'
        f"for name, method in METHODS.items():\n"
        f"    size = method(planted(digit[:{JUDGED}]), torch.full(({JUDGED},), DIGIT)).abs()\n"
        '    metrics[f"share_{name}"] = float((size[:, patch].sum(1) / size.sum((1, 2)).clamp(min=1e-300)).mean())\n'
        "    found = []\n"
        "    for one in size:  # is the hottest square of the patch's size on the patch?\n"
        f"        held = F.avg_pool2d(one[None], {config.size}, 1)[0]\n"
        "        top, left = divmod(int(held.argmax()), held.shape[1])\n"
        f"        covered = patch[top:top + {config.size}, left:left + {config.size}].sum()\n"
        f"        found.append(bool(one.any()) and int(covered) >= {config.size**2 / 2!r})\n"
        '    metrics[f"found_{name}"] = sum(found) / len(found)'
    )


def _checks(config: Checks) -> list[str]:
    trials = "dlcore.attributions.trials"
    ranks = source(trials, "_ranks").replace("(values: np.ndarray) -> np.ndarray:", "(values):")
    alike = source(trials, "similarity")
    alike = alike.replace("(first: np.ndarray, second: np.ndarray) -> float:", "(first, second):")
    chosen = "owners[::-1][:layers]" if config.cascade else "owners[::-1][layers - 1:layers]"
    draw = (
        "def draw_anew(layers):\n"
        '    """Draw the weights anew as PyTorch\'s layers do, counted from the last layer."""\n'
        f"    generator = torch.Generator().manual_seed({config.seed})\n"
        "    owners = [layer for layer in model if isinstance(layer, (nn.Conv2d, nn.Linear))]\n"
        f"    for owner in {chosen}:\n"
        "        bound = owner.weight[0].numel() ** -0.5\n"
        "        owner.weight.uniform_(-bound, bound, generator=generator)\n"
        "        owner.bias.uniform_(-bound, bound, generator=generator)"
    )
    delete = (
        "def fall(image, c, order):\n"
        '    """Set pixels to black in 20 portions: how far is the logit above that of an empty image?"""\n'
        "    stages = image.repeat(21, 1, 1, 1).flatten(1)\n"
        "    for k in range(1, 21):\n"
        "        stages[k, order[:round(k * len(order) / 20)]] = 0\n"
        "    z = model(stages.view(-1, 1, 28, 28))[:, c]\n"
        "    return z - z[-1]"
    )
    area = (
        "def area(falls):\n"
        '    """Return the area under what is left of the logits, as a mean over images."""\n'
        "    mean = torch.stack(falls).mean(0)\n"
        "    return float((mean[1:] + mean[:-1]).mean() / 2 / mean[0])"
    )
    loop = (
        f'metrics = {{"accuracy": metrics["test_accuracy"], "images": {config.images}}}\n'
        f"seen = test_x[:{config.images}]\n"
        "answers = model(seen).argmax(1)\n"
        "maps = {name: [method(image[None].clone(), c[None])[0].numpy() for image, c in zip(seen, answers)]\n"
        "        for name, method in METHODS.items()}\n"
        "ink = [np.flatnonzero(image.flatten().numpy()) for image in seen]\n"
        "for name in METHODS:\n"
        "    falls = []\n"
        "    for image, c, one, pixels in zip(seen, answers, maps[name], ink):\n"
        '        order = pixels[np.argsort(-one.ravel()[pixels], kind="stable")]\n'
        "        falls.append(fall(image[None], c, torch.from_numpy(order)))\n"
        '    metrics[f"area_{name}"] = area(falls)\n'
        "falls = []\n"
        "for image, c, pixels in zip(seen, answers, ink):\n"
        f"    generator = torch.Generator().manual_seed({config.seed})\n"
        f"    for _ in range({ORDERS}):\n"
        "        order = torch.from_numpy(pixels)[torch.randperm(len(pixels), generator=generator)]\n"
        "        falls.append(fall(image[None], c, order))\n"
        'metrics["area_random"] = area(falls)'
    )
    likeness = (
        f"draw_anew({LAYERS})\n"
        "middle = (slice(5, -5), slice(5, -5))\n"
        "for name, method in METHODS.items():\n"
        "    drawn = [method(image[None].clone(), c[None])[0].numpy() for image, c in zip(seen, answers)]\n"
        "    pairs = list(zip(maps[name], drawn))\n"
        '    metrics[f"alike_{name}"] = float(np.mean([similarity(a, b) for a, b in pairs]))\n'
        '    metrics[f"inner_{name}"] = float(np.mean([similarity(a[middle], b[middle]) for a, b in pairs]))'
    )
    return ["ROUNDING = 9", ranks, alike, draw, delete, area, loop, likeness]
