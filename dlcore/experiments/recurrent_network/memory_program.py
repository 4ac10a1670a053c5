"""The programs of the rooms in which networks are trained on numbers and symbols. Loads without torch."""

from __future__ import annotations

from textwrap import indent

from dlcore.datasets.series import series
from dlcore.export import source

from .config import CELLS, Clipping, Delays, Forecast, Lags, Recall

HERE = "dlcore.experiments.recurrent_network"
MODULES = {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}
SHAPES = {"first": (4, 4), "parity": (1, 2), "adding": (2, 1)}
ASKED = {"first": "1", "parity": "LENGTH", "adding": "1"}
READER = '''\
class Reader(nn.Module):
    """A recurrent layer and a read-out of its state at every step."""

    def __init__(self, kind, inputs, hidden, outputs, generator, gain=1.0, forget_bias=None):
        super().__init__()
        self.layer = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[kind](inputs, hidden)
        self.read_out = nn.Linear(hidden, outputs)
        start(self, 1 / math.sqrt(hidden), generator)
        with torch.no_grad():
            self.layer.weight_hh_l0 *= gain
            if forget_bias is not None:
                self.layer.bias_ih_l0[hidden : 2 * hidden] = forget_bias
                self.layer.bias_hh_l0[hidden : 2 * hidden] = 0

    def forward(self, x, state=None):
        h, state = self.layer(x, state)  # (time, batch, hidden)
        return self.read_out(h), state'''
ATTENDING = '''\
class Reader(nn.Module):
    """A self-attention layer and a read-out at every step; its state is what it can look back at."""

    def __init__(self, inputs, width, outputs, window):
        super().__init__()
        self.lift, self.layer = nn.Linear(inputs, width), SelfAttention(width, window)
        self.out = nn.Linear(width, outputs)

    def forward(self, x, state=None):
        h, state = self.layer(self.lift(x.transpose(0, 1)), state)  # (batch, time, width)
        return self.out(h).transpose(0, 1), state'''
BELOW = "loss.item() < 1e6"  # or it has diverged
CROSS_ENTROPY = """\
def loss_of(out, y):
    return F.cross_entropy(out[-len(y) :].flatten(0, 1), y.flatten())"""
SQUARED_ERROR = """\
def loss_of(out, y):
    return F.mse_loss(out[-len(y) :, :, 0], y)"""


def recall_cells(config: Recall) -> list[str]:
    """Train one network on a task that needs memory."""
    inputs, outputs = SHAPES[config.task]
    bias = f", forget_bias=math.log({max(config.length - 1, 1)})" if config.cell == "lstm" and config.opened else ""
    right = "((out[-1, :, 0] - y[-1]).abs() < 0.1)" if config.task == "adding" else "(out[-1].argmax(-1) == y[-1])"
    setup = (
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f'model = Reader("{config.cell}", {inputs}, {config.hidden}, {outputs}, generator{bias})\n'
        f"optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r})"
    )
    cut = [f"    nn.utils.clip_grad_norm_(model.parameters(), {config.clip!r})"] if config.clip else []
    loop = "\n".join([
        f"for update in range({config.updates}):",
        f"    x, y = {config.task}({config.length}, {config.batch_size}, generator)",
        *_forward(config),
        "    loss = loss_of(out, y)",
        f"    if not {BELOW}:",
        "        break",
        "    optimizer.zero_grad()",
        "    loss.backward()",
        *cut,
        "    optimizer.step()",
    ])  # fmt: skip
    result = _and_whether_it_diverged(
        f"x, y = {config.task}({config.length}, 100, torch.Generator().manual_seed(1_000_000))\n"
        "with torch.no_grad():\n"
        "    out, _ = model(x)\n"
        f'metrics = {{"test_loss": min(1e6, loss_of(out, y).item()), "test_accuracy": {right}.double().mean().item()}}'
    )
    return [
        _task(config.task),
        READER,
        SQUARED_ERROR if config.task == "adding" else CROSS_ENTROPY,
        setup,
        loop,
        result,
    ]


def _forward(config: Recall) -> list[str]:
    """The way there; truncated, in stretches counted from the end, between which the state is detached."""
    if not config.truncate or config.truncate >= config.length:
        return ["    out, _ = model(x)"]
    first = config.length % config.truncate or config.truncate
    return [
        "    out, state = [], None",
        f"    for part in (x[:{first}], *x[{first}:].split({config.truncate})):",
        "        said, state = model(part, state)",
        "        out.append(said)",
        f"        state = {'tuple(each.detach() for each in state)' if config.cell == 'lstm' else 'state.detach()'}",
        "    out = torch.cat(out)",
    ]


def _and_whether_it_diverged(result: str) -> str:
    return f'{result}\nif not {BELOW}:\n    metrics["diverged"] = True'


def _task(name: str) -> str:
    return ("SYMBOLS = 4\n\n\n" if name == "first" else "") + source(f"{HERE}.sequences", name)


def lags_cells(config: Lags) -> list[str]:
    """Train three kinds of cell, and measure the gradient by every state."""
    bias = f"math.log({config.length - 1})" if config.opened else "None"
    measure = (
        "def lengths(model, x, y):\n"
        "    kept, state = [], None\n"
        "    for x_t in x.split(1):  # step by step, so that each state can be asked for its gradient\n"
        "        _, state = model.layer(x_t, state)\n"
        "        h = state[0] if isinstance(state, tuple) else state\n"
        "        h.retain_grad()\n"
        "        kept.append(h)\n"
        "    loss_of(model.read_out(h), y).backward()\n"
        "    return [h.grad.norm().item() for h in kept]"
    )
    train = (
        "def train(kind, seed):\n"
        "    generator = torch.Generator().manual_seed(seed)\n"
        f'    bias = {bias} if kind == "lstm" else None\n'
        f"    model = Reader(kind, 4, {config.hidden}, 4, generator, {config.gain!r}, bias)\n"
        f"    optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r})\n"
        f"    for update in range({config.updates}):\n"
        f"        x, y = first({config.length}, 8, generator)\n"
        f"{indent(_STEP, '        ')}\n"
        "    return model"
    )
    loop = (
        f"x, y = first({config.length}, 8, torch.Generator().manual_seed(0))\n"
        "metrics = {}\n"
        f"for kind in {CELLS!r}:\n"
        "    arrives, losses = [], []\n"
        f"    for seed in range({config.seed}, {config.seed + config.seeds}):\n"
        "        model = train(kind, seed)\n"
        "        length = lengths(model, x, y)\n"
        "        arrives.append(length[0] / length[-1])\n"
        "        losses.append(loss_of(model(x)[0], y).item())\n"
        '    metrics[f"arrives_{kind}"] = torch.tensor(arrives).quantile(0.5).item()\n'
        '    metrics[f"loss_{kind}"] = torch.tensor(losses).sort().values[(len(losses) - 1) // 2].item()'
    )
    return [_task("first"), READER, CROSS_ENTROPY, train, measure, loop]


_STEP = (
    "loss = loss_of(model(x)[0], y)\n"
    "optimizer.zero_grad()\n"
    "loss.backward()\n"
    "nn.utils.clip_grad_norm_(model.parameters(), 1.0)\n"
    "optimizer.step()"
)


def delays_cells(config: Delays) -> list[str]:
    """Train every kind at every delay."""
    train = (
        "def train(kind, delay, seed):\n"
        "    generator = torch.Generator().manual_seed(seed)\n"
        '    bias = math.log(delay) if kind == "opened" else None\n'
        '    cell = "lstm" if kind == "opened" else kind\n'
        f"    model = Reader(cell, 4, {config.hidden}, 4, generator, forget_bias=bias)\n"
        f"    optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r})\n"
        f"    for update in range({config.updates}):\n"
        "        x, y = first(delay + 1, 4, generator)\n"
        f"{indent(_STEP, '        ')}\n"
        "    x, y = first(delay + 1, 4, generator)\n"
        "    return (model(x)[0][-1].argmax(-1) == y[-1]).double().mean().item()"
    )
    loop = (
        f"for delay in {config.delays!r}:\n"
        '    metrics = {"delay": delay}\n'
        '    for kind in ("rnn", "gru", "lstm", "opened"):\n'
        f"        shares = [train(kind, delay, seed) for seed in range({config.seed}, {config.seed + config.seeds})]\n"
        '        metrics[f"{kind}_accuracy"] = sum(shares) / len(shares)\n'
        "    print(metrics)"
    )
    return [_task("first"), READER, CROSS_ENTROPY, train, loop]


def clipping_cells(config: Clipping) -> list[str]:
    """Train without clipping and with it."""
    train = (
        "def train(seed, clip):\n"
        "    generator = torch.Generator().manual_seed(seed)\n"
        f'    model = Reader("{config.cell}", 2, {config.hidden}, 1, generator, {config.gain!r})\n'
        f"    optimizer = torch.optim.SGD(model.parameters(), lr={config.lr!r})\n"
        f"    for update in range({config.updates + 1}):\n"
        f"        x, y = adding({config.length}, 16, generator)\n"
        "        loss = loss_of(model(x)[0], y)\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        norm = nn.utils.clip_grad_norm_(model.parameters(), clip)\n"
        "        optimizer.step()\n"
        "    return min(1e6, loss.item()), min(1e6, norm.item())"
    )
    loop = (
        "metrics = {}\n"
        f'for arm, clip in (("free", math.inf), ("clipped", {config.clip!r})):\n'
        f"    runs = torch.tensor([train(seed, clip) for seed in range({config.seed}, {config.seed + config.seeds})])\n"
        '    metrics[f"loss_{arm}"] = runs[:, 0].median().item()\n'
        '    metrics[f"norm_{arm}"] = runs[:, 1].median().item()'
    )
    return [_task("adding"), READER, SQUARED_ERROR, train, loop]


def forecast_cells(config: Forecast) -> list[str]:
    """Train on the past of a series and forecast its future."""
    setup = [f"generator = torch.Generator().manual_seed({config.seed})"]
    if config.series == "sine":
        setup.append(source(f"{HERE}.forecast", "wave"))
        data, season = f"values = wave(400, {config.noise!r}, generator)", 25
    else:
        found = series(config.series)
        season = found.season
        numbers = [f"{value:.17g}" for value in found.values]
        rows = "\n".join("    " + ", ".join(numbers[i : i + 8]) + "," for i in range(0, len(numbers), 8))
        data = f"values = torch.tensor([\n{rows}\n])  # {found.unit}"
    changes = config.differences
    prepare = (
        f"{data}\n"
        "past, future = values[:-120], values[-120:]\n"
        f"steps = past{'.diff()' if changes else ''}\n"
        "mean, std = steps.mean(), steps.std(correction=0)  # from the past alone\n"
        "z = (steps - mean) / std"
    )
    if config.cell == "attention":
        initialise = source("dlcore.models.characters", "initialise").replace(": Generator", ": torch.Generator")
        model = [source("dlcore.models.attention", "SelfAttention"), ATTENDING, initialise]
        made = f"model = Reader(1, {config.width}, 1, {config.window})\ninitialise(model, generator)"
    else:
        model, made = [READER], f'model = Reader("{config.cell}", 1, {config.hidden}, 1, generator)'
    train = (
        f"{made}\n"
        f"optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r})\n"
        f"for update in range({config.updates}):\n"
        f"    begin = torch.randint(len(z) - {config.window}, ({config.batch_size},), generator=generator)\n"
        f"    window = z[begin + torch.arange({config.window + 1})[:, None]]  # (window + 1, batch)\n"
        "    out, _ = model(window[:-1, :, None])\n"
        "    loss = F.mse_loss(out[..., 0], window[1:])\n"
        f"    if not {BELOW}:\n"
        "        break\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    nn.utils.clip_grad_norm_(model.parameters(), 1.0)\n"
        "    optimizer.step()"
    )
    forecast = (
        "last, said, state = past[-1], [], None\n"
        f"x = z[-{config.window}:, None, None]\n"
        "with torch.no_grad():\n"
        f"    for _ in range({config.horizon}):\n"
        "        out, state = model(x, state)\n"
        "        x = out[-1:]  # its own answer is what it reads next\n"
        f"        last = {'last + ' if changes else ''}x.squeeze() * std + mean\n"
        "        said.append(last)"
    )
    result = _and_whether_it_diverged(
        "def error(said):\n"
        f"    return (said - future[:{config.horizon}]).clamp(-1e6, 1e6).square().mean().sqrt().item()\n\n\n"
        f"same = past[-{season}:].repeat({-(-config.horizon // season)})[:{config.horizon}]  # as last season\n"
        'metrics = {"train_loss": min(1e6, loss.item()), "forecast_error": error(torch.stack(said)), '
        '"naive_error": error(same)}'
    )
    return [*model, *setup, prepare, train, forecast, result]
