"""Fit the same line after standardising x: the valley is round, so fewer and longer steps reach its lowest point."""

import json

import torch
from torch import nn

torch.manual_seed(0)

x = torch.tensor([[1.0], [2.0], [3.0], [4.0]], dtype=torch.float64)
y = 2 * x
mean, spread = x.mean(), x.std(correction=0)

line = nn.Linear(1, 1).double()
loss_of = nn.MSELoss()
optimizer = torch.optim.SGD(line.parameters(), lr=0.4)

for epoch in range(20):
    loss = loss_of(line((x - mean) / spread), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"epoch {epoch}: loss {loss.item():.3g}")

with torch.no_grad():
    prediction = line((torch.tensor([[5.0]], dtype=torch.float64) - mean) / spread).item()
    best = torch.linalg.lstsq(torch.cat([x, torch.ones_like(x)], dim=1), y).solution[:, 0]
    print(f"x = 5 gives {prediction:.6f}; the closed form says {5 * best[0] + best[1]:.6f}")
    print(json.dumps({"train_loss": loss_of(line((x - mean) / spread), y).item(), "prediction": prediction}))
