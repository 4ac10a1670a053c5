"""Fit a straight line to four points by gradient descent, then ask it about a fifth."""

import json

import torch
from torch import nn

torch.manual_seed(0)

x = torch.tensor([[1.0], [2.0], [3.0], [4.0]], dtype=torch.float64)
y = 2 * x

line = nn.Linear(1, 1).double()
loss_of = nn.MSELoss()
optimizer = torch.optim.SGD(line.parameters(), lr=0.01)

for epoch in range(1000):
    loss = loss_of(line(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 100 == 0:
        print(f"epoch {epoch}: loss {loss.item():.6f}")

with torch.no_grad():
    prediction = line(torch.tensor([[5.0]], dtype=torch.float64)).item()
    print(f"y = {line.weight.item():.4f} x + {line.bias.item():.4f}, so x = 5 gives {prediction:.4f}")
    print(json.dumps({"train_loss": loss_of(line(x), y).item(), "prediction": prediction}))
